namespace Shakespeare;

/// <summary>How a network is trained.</summary>
/// <param name="BatchSize">The pieces of text of a step.</param>
/// <param name="LearningRate">The highest rate, from which a cosine leads down to zero.</param>
/// <param name="WeightDecay">How much weights shrink in each step.</param>
internal sealed record Recipe(int BatchSize, float LearningRate, float WeightDecay)
{
    /// <summary>For the long short-term memory.</summary>
    public static Recipe Lstm { get; } = new(BatchSize: 32, LearningRate: 2e-3f, WeightDecay: 0.05f);

    /// <summary>For the transformer.</summary>
    public static Recipe Transformer { get; } = new(BatchSize: 16, LearningRate: 1.5e-3f, WeightDecay: 0.1f);
}
