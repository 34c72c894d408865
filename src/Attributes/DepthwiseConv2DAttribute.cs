namespace ModelCompiler;

/// <summary>
/// A convolution of each channel of an image with a window of its own: <c>W</c> of shape [channels, 1, kernel, kernel], <c>b</c> of shape
/// [channels]. In PyTorch a convolution with as many groups as input and output channels.
/// </summary>
/// <param name="kernel">The height and width of the window, at least 1.</param>
/// <param name="activation">The function applied to every output; <see cref="Activation.Linear"/> by default.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DepthwiseConv2DAttribute(int kernel, Activation activation = Activation.Linear) : ConvolutionAttribute(activation)
{
    /// <summary>The height and width of the window.</summary>
    public int Kernel { get; } = kernel;
}
