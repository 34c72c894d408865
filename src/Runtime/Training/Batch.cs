namespace ModelCompiler;

/// <summary>Some samples, contiguous in memory; either targets or class indices, and weights if the samples have some.</summary>
internal readonly ref struct Batch(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<int> classes, int count)
{
    public ReadOnlySpan<float> Inputs { get; } = inputs;

    public ReadOnlySpan<float> Targets { get; } = targets;

    public ReadOnlySpan<int> Classes { get; } = classes;

    /// <summary>How much each sample counts; empty when all count alike.</summary>
    public ReadOnlySpan<float> Weights { get; init; }

    public int Count { get; } = count;

    /// <summary>What its mean loss was divided by, as far as that depends on the batch: its samples, or their weights, less
    /// the part of their targets that is missing.</summary>
    /// <param name="hasClassTargets">Whether targets are numbers of classes, of which some may count for nothing.</param>
    public double Weight(bool hasClassTargets) =>
        hasClassTargets ? SampleWeights.Counting(Weights, Targets, Classes, (Targets.Length + Classes.Length) / Count)
        : Targets.IsEmpty ? SampleWeights.Sum(Weights, Count)
        : SampleWeights.PresentSum(Weights, Targets, Targets.Length / Count, 0, Targets.Length / Count);
}
