namespace ModelCompiler;

/// <summary>
/// A convolution of each channel of an image with a window of its own: <c>W</c> of shape [channels, 1, kernel height, kernel width],
/// <c>b</c> of shape [channels]. In PyTorch a convolution with as many groups as input and output channels.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DepthwiseConv2DAttribute : Convolution2DAttribute
{
    /// <summary>A convolution with a square window.</summary>
    /// <param name="kernel">The height and width of the window, at least 1.</param>
    /// <param name="activation">The function applied to every output; <see cref="Activation.Linear"/> by default.</param>
    public DepthwiseConv2DAttribute(int kernel, Activation activation = Activation.Linear)
        : this(kernel, kernel, activation) { }

    /// <summary>A convolution with a window of any shape.</summary>
    /// <param name="kernelHeight">The height of the window, at least 1.</param>
    /// <param name="kernelWidth">The width of the window, at least 1.</param>
    /// <param name="activation">The function applied to every output; <see cref="Activation.Linear"/> by default.</param>
    public DepthwiseConv2DAttribute(int kernelHeight, int kernelWidth, Activation activation = Activation.Linear)
        : base(kernelHeight, kernelWidth, activation) { }
}
