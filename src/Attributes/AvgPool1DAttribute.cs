namespace ModelCompiler;

/// <summary>
/// The mean of each window of a signal of shape [channels, length], channel by channel. What lies outside counts as zero, as in PyTorch.
/// </summary>
/// <param name="kernel">The size of the window in each dimension, at least 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AvgPool1DAttribute(int kernel) : PoolAttribute(kernel);
