namespace ModelCompiler;

/// <summary>
/// A convolution of an image of shape [in, height, width]: <c>y = activation(W * x + b)</c>, with <c>W</c> of shape [channels, in / groups,
/// kernel height, kernel width] and <c>b</c> of shape [channels], as in PyTorch (a cross-correlation: the window is not turned). Gives
/// [channels, height, width], each <c>floor((input + padding - dilation (kernel - 1) - 1) / stride) + 1</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class Conv2DAttribute : Convolution2DAttribute
{
    /// <summary>A convolution with a square window.</summary>
    /// <param name="channels">The number of output channels, at least 1.</param>
    /// <param name="kernel">The height and width of the window, at least 1.</param>
    /// <param name="activation">The function applied to every output; <see cref="Activation.Linear"/> by default.</param>
    public Conv2DAttribute(int channels, int kernel, Activation activation = Activation.Linear)
        : this(channels, kernel, kernel, activation) { }

    /// <summary>A convolution with a window of any shape.</summary>
    /// <param name="channels">The number of output channels, at least 1.</param>
    /// <param name="kernelHeight">The height of the window, at least 1.</param>
    /// <param name="kernelWidth">The width of the window, at least 1.</param>
    /// <param name="activation">The function applied to every output; <see cref="Activation.Linear"/> by default.</param>
    public Conv2DAttribute(int channels, int kernelHeight, int kernelWidth, Activation activation = Activation.Linear)
        : base(kernelHeight, kernelWidth, activation)
    {
        Channels = channels;
    }

    /// <summary>The number of output channels.</summary>
    public int Channels { get; }

    /// <summary>The number of groups that input and output channels are divided into, which do not see one another; 1 by default.</summary>
    public int Groups { get; set; } = 1;
}
