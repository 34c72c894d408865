namespace Digits.Drawing;

/// <summary>A smooth pen stroke through a few points of the unit square; y grows downwards. A corner starts a new stroke.</summary>
internal readonly record struct Stroke(params (float X, float Y)[] Points)
{
    /// <summary>A closed oval: the stroke of a zero, or one half of an eight.</summary>
    public static Stroke Oval(float centerX, float centerY, float radiusX, float radiusY)
    {
        const int Pieces = 8;
        var points = new (float, float)[Pieces + 1];
        for (int i = 0; i <= Pieces; i++)
        {
            (float sin, float cos) = MathF.SinCos(2f * MathF.PI * i / Pieces);
            points[i] = (centerX + (radiusX * sin), centerY - (radiusY * cos));
        }

        return new Stroke(points);
    }
}
