namespace ModelCompiler;

/// <summary>The mean of each window of an image of shape [channels, height, width], channel by channel.</summary>
/// <param name="kernelHeight">The height of the window, at least 1.</param>
/// <param name="kernelWidth">The width of the window, at least 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AvgPool2DAttribute(int kernelHeight, int kernelWidth) : Pool2DAttribute(kernelHeight, kernelWidth)
{
    /// <summary>A pool with a square window.</summary>
    /// <param name="kernel">The height and width of the window, at least 1.</param>
    public AvgPool2DAttribute(int kernel)
        : this(kernel, kernel) { }

    /// <summary>
    /// Whether the padding counts as zeros in a mean, true by default as in PyTorch; otherwise a mean is that of the values in the image.
    /// What a window of <see cref="PoolAttribute.CeilMode"/> reaches beyond the padding never counts.
    /// </summary>
    public bool CountIncludePad { get; set; } = true;
}
