namespace Digits.Drawing;

/// <summary>
/// A square picture that remembers, for every pixel, the distance to the nearest line drawn so far. Ink follows from the
/// distance, so that edges are smooth without drawing at a higher resolution.
/// </summary>
internal sealed class Canvas
{
    /// <summary>The rows, and the columns, in pixels.</summary>
    public const int Size = 28;

    // Farther than any pen reaches.
    private const float Far = 1e6f;
    private const int SegmentsPerSpan = 4;

    private readonly float[] _squaredDistances = new float[Size * Size];

    /// <summary>Wipes the picture.</summary>
    public void Clear() => Array.Fill(_squaredDistances, Far);

    /// <summary>Draws a Catmull-Rom curve: smooth, and through every point.</summary>
    /// <param name="points">The points, in pixels.</param>
    /// <param name="reach">How far from the line distances matter, in pixels.</param>
    public void DrawCurve(ReadOnlySpan<(float X, float Y)> points, float reach)
    {
        for (int i = 0; i + 1 < points.Length; i++)
        {
            (float X, float Y) start = points[i],
                end = points[i + 1];
            (float X, float Y) before = points[Math.Max(i - 1, 0)],
                after = points[Math.Min(i + 2, points.Length - 1)];
            (float X, float Y) from = start;
            for (int k = 1; k <= SegmentsPerSpan; k++)
            {
                float t = (float)k / SegmentsPerSpan;
                (float X, float Y) to = (
                    CatmullRom(before.X, start.X, end.X, after.X, t),
                    CatmullRom(before.Y, start.Y, end.Y, after.Y, t)
                );
                DrawSegment(from, to, reach);
                from = to;
            }
        }
    }

    /// <summary>Writes the ink of every pixel, from 0 (paper) to 1 (ink).</summary>
    /// <param name="pixels">Row by row; Size × Size values.</param>
    /// <param name="radius">Half the width of the pen, in pixels.</param>
    public void Ink(Span<float> pixels, float radius)
    {
        for (int i = 0; i < _squaredDistances.Length; i++)
            pixels[i] = Math.Clamp(radius + 0.5f - MathF.Sqrt(_squaredDistances[i]), 0f, 1f);
    }

    private void DrawSegment((float X, float Y) from, (float X, float Y) to, float reach)
    {
        float directionX = to.X - from.X,
            directionY = to.Y - from.Y;
        float inverseSquaredLength = 1f / Math.Max((directionX * directionX) + (directionY * directionY), 1e-12f);
        (int firstColumn, int lastColumn) = PixelsBetween(from.X, to.X, reach);
        (int firstRow, int lastRow) = PixelsBetween(from.Y, to.Y, reach);
        for (int row = firstRow; row <= lastRow; row++)
        for (int column = firstColumn; column <= lastColumn; column++)
        {
            float x = column + 0.5f - from.X,
                y = row + 0.5f - from.Y;
            float along = Math.Clamp(((x * directionX) + (y * directionY)) * inverseSquaredLength, 0f, 1f);
            float awayX = x - (along * directionX),
                awayY = y - (along * directionY);
            ref float nearest = ref _squaredDistances[(row * Size) + column];
            nearest = Math.Min(nearest, (awayX * awayX) + (awayY * awayY));
        }
    }

    private static (int First, int Last) PixelsBetween(float a, float b, float reach) =>
        (Math.Max((int)(Math.Min(a, b) - reach), 0), Math.Min((int)(Math.Max(a, b) + reach), Size - 1));

    private static float CatmullRom(float before, float start, float end, float after, float t) =>
        start
        + (
            0.5f
            * t
            * (end - before + (t * ((2f * before) - (5f * start) + (4f * end) - after + (t * ((3f * (start - end)) + after - before)))))
        );
}
