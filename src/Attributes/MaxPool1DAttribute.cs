namespace ModelCompiler;

/// <summary>
/// The largest value of each window of a signal of shape [channels, length], channel by channel. What lies outside does not count; the
/// gradient goes to the first of equal values.
/// </summary>
/// <param name="kernel">The size of the window in each dimension, at least 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MaxPool1DAttribute(int kernel) : PoolAttribute(kernel);
