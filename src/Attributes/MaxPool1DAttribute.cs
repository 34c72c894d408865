namespace ModelCompiler;

/// <summary>
/// The largest value of each window of a signal of shape [channels, length], channel by channel. What lies outside does not count; the
/// gradient goes to the first of equal values.
/// </summary>
/// <param name="kernel">The length of the window, at least 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MaxPool1DAttribute(int kernel) : Pool1DAttribute(kernel)
{
    /// <summary>The distance between two values of a window, at least 1; 1 by default.</summary>
    public int Dilation { get; set; } = 1;
}
