namespace ModelCompiler;

/// <summary>The mean of each window of a signal of shape [channels, length], channel by channel.</summary>
/// <param name="kernel">The length of the window, at least 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AvgPool1DAttribute(int kernel) : Pool1DAttribute(kernel)
{
    /// <summary>
    /// Whether the padding counts as zeros in a mean, true by default as in PyTorch; otherwise a mean is that of the values in the signal.
    /// What a window of <see cref="PoolAttribute.CeilMode"/> reaches beyond the padding never counts.
    /// </summary>
    public bool CountIncludePad { get; set; } = true;
}
