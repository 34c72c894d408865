namespace ModelCompiler;

/// <summary>How much the targets of a regression vary, and how many there are, those left out that are missing.</summary>
/// <param name="Variations">The sum of <c>(y - mean y)^2</c> of each output.</param>
/// <param name="Counts">The targets of each output.</param>
internal sealed record TargetVariation(double[] Variations, double[] Counts)
{
    /// <summary>Of no outputs.</summary>
    public static TargetVariation None { get; } = new([], []);

    /// <summary>The outputs.</summary>
    public int Size => Variations.Length;

    /// <summary>The sum over all outputs.</summary>
    public double Variation { get; } = Variations.Sum();

    /// <summary>All targets.</summary>
    public double Count { get; } = Counts.Sum();

    /// <summary>Reads the targets twice.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="batchSize">How many are read at once.</param>
    public static TargetVariation Of(ISamples data, int batchSize)
    {
        int size = data.TargetSize;
        double[] means = new double[size],
            counts = new double[size],
            variations = new double[size];
        for (long start = 0; start < data.Count; start += batchSize)
        {
            ReadOnlySpan<float> targets = data.ReadTargets(start, (int)Math.Min(batchSize, data.Count - start));
            for (int i = 0; i < targets.Length; i++)
            {
                if (MissingTarget.Is(targets[i]))
                    continue;
                means[i % size] += targets[i];
                counts[i % size]++;
            }
        }

        for (int output = 0; output < size; output++)
            means[output] /= counts[output];
        for (long start = 0; start < data.Count; start += batchSize)
        {
            ReadOnlySpan<float> targets = data.ReadTargets(start, (int)Math.Min(batchSize, data.Count - start));
            for (int i = 0; i < targets.Length; i++)
                if (!MissingTarget.Is(targets[i]))
                    variations[i % size] += (targets[i] - means[i % size]) * (targets[i] - means[i % size]);
        }

        return new TargetVariation(variations, counts);
    }
}
