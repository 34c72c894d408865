namespace ModelCompiler;

/// <summary>
/// Consecutive samples of a dataset as one span each of inputs and targets. Windows that overlap are copied to buffers of the thread, which
/// grow to the largest batch it has seen: after the first, nothing is allocated.
/// </summary>
internal static class EvaluationRows
{
    [ThreadStatic]
    private static AlignedBuffer? _inputs;

    [ThreadStatic]
    private static AlignedBuffer? _targets;

    /// <summary>The inputs, valid until the thread's next call.</summary>
    public static ReadOnlySpan<float> Inputs(Dataset data, int start, int count) => data.InputRows.Read(start, count, ref _inputs);

    /// <summary>The targets, valid until the thread's next call.</summary>
    public static ReadOnlySpan<float> Targets(Dataset data, int start, int count) => data.TargetRows.Read(start, count, ref _targets);

    /// <summary>Inputs and targets, valid until the thread's next call.</summary>
    public static Batch Read(Dataset data, int start, int count)
    {
        ReadOnlySpan<float> weights = data.WeightRows(start, count);
        return data.HasClasses
            ? new Batch(Inputs(data, start, count), default, data.Classes.Slice(start, count), count) { Weights = weights }
            : new Batch(Inputs(data, start, count), Targets(data, start, count), default, count) { Weights = weights };
    }
}
