using ModelCompiler;

/// <summary>Points on two interleaved spirals in the square from -1 to 1.</summary>
public static class Spirals
{
    /// <summary>Draws points with a little noise. The target is 0 for one spiral and 1 for the other.</summary>
    public static Dataset Draw(int count, ulong seed)
    {
        var random = new RandomSequence(seed);
        float[] points = new float[2 * count],
            spirals = new float[count];
        for (int i = 0; i < count; i++)
        {
            int spiral = i % 2;
            float radius = 0.1f + (0.85f * random.NextUniform());
            float angle = (3f * MathF.PI * radius) + (spiral * MathF.PI);
            points[2 * i] = (radius * MathF.Cos(angle)) + (0.02f * random.NextNormal());
            points[(2 * i) + 1] = (radius * MathF.Sin(angle)) + (0.02f * random.NextNormal());
            spirals[i] = spiral;
        }

        return new Dataset(points, inputSize: 2, spirals, targetSize: 1);
    }
}
