namespace Digits.Drawing;

/// <summary>
/// Draws one digit after another, each in its own hand: another way to write it, another place, size, slant and pen, a
/// trembling hand and noisy paper. The same seed draws the same digits with one C library. Not thread-safe.
/// </summary>
internal sealed class DigitPen(int seed)
{
    private readonly Random _random = new(seed);
    private readonly Canvas _canvas = new();
    private readonly (float X, float Y)[] _points = new (float, float)[16];

    /// <summary>Draws a digit.</summary>
    /// <param name="digit">0 to 9.</param>
    /// <param name="pixels">Receives 28 × 28 values from 0 (paper) to 1 (ink), row by row.</param>
    public void Draw(int digit, Span<float> pixels)
    {
        Stroke[][] ways = DigitShapes.Ways[digit];
        Stroke[] strokes = ways[_random.Next(ways.Length)];

        float angle = Normal(0.13f),
            shear = Normal(0.18f);
        float width = Uniform(11f, 19f),
            height = Uniform(15f, 21f);
        float centerX = (Canvas.Size / 2f) + Normal(1.1f),
            centerY = (Canvas.Size / 2f) + Normal(1f);
        float radius = Uniform(0.6f, 1.7f),
            tremble = Uniform(0.01f, 0.05f);
        (float sin, float cos) = MathF.SinCos(angle);

        _canvas.Clear();
        foreach (Stroke stroke in strokes)
        {
            for (int i = 0; i < stroke.Points.Length; i++)
            {
                float x = (stroke.Points[i].X - 0.5f + Normal(tremble)) * width;
                float y = (stroke.Points[i].Y - 0.5f + Normal(tremble)) * height;
                x -= shear * y;
                _points[i] = (centerX + (cos * x) - (sin * y), centerY + (sin * x) + (cos * y));
            }

            _canvas.DrawCurve(_points.AsSpan(0, stroke.Points.Length), radius + 1f);
        }

        _canvas.Ink(pixels, radius);
        Soil(pixels);
    }

    /// <summary>Uneven ink, grainy paper.</summary>
    private void Soil(Span<float> pixels)
    {
        float ink = Uniform(0.65f, 1f),
            grain = Uniform(0.02f, 0.2f);
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = Math.Clamp((ink * pixels[i]) + (grain * ((2f * _random.NextSingle()) - 1f)), 0f, 1f);
    }

    private float Uniform(float low, float high) => low + ((high - low) * _random.NextSingle());

    /// <summary>A normal deviate of mean 0 (Box-Muller).</summary>
    private float Normal(float standardDeviation) =>
        standardDeviation * MathF.Sqrt(-2f * MathF.Log(1f - _random.NextSingle())) * MathF.Cos(2f * MathF.PI * _random.NextSingle());
}
