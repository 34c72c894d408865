namespace ModelCompiler;

/// <summary>Some samples, contiguous in memory; either targets or class indices.</summary>
internal readonly ref struct Batch(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<int> classes, int count)
{
    public ReadOnlySpan<float> Inputs { get; } = inputs;

    public ReadOnlySpan<float> Targets { get; } = targets;

    public ReadOnlySpan<int> Classes { get; } = classes;

    public int Count { get; } = count;
}
