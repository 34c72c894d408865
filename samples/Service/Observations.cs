using ModelCompiler;

namespace Service;

/// <summary>What the service has seen. A real one would ask its database; this one draws points at random.</summary>
internal sealed class Observations
{
    private readonly Random _random = new(1);

    /// <summary>The latest observations. For one thread.</summary>
    public Dataset Take()
    {
        const int Count = 1000;
        float[] points = new float[2 * Count],
            inside = new float[Count];
        for (int i = 0; i < Count; i++)
        {
            float x = points[2 * i] = (2f * _random.NextSingle()) - 1f;
            float y = points[(2 * i) + 1] = (2f * _random.NextSingle()) - 1f;
            inside[i] = (x * x) + (y * y) < 0.49f ? 1f : 0f;
        }

        return Dataset.Wrap(points, 2, inside, 1);
    }
}
