namespace ModelCompiler;

/// <summary>
/// A transposed convolution of an image of shape [in, height, width], which enlarges it: each pixel of the input adds a window of values to
/// the output. It is the gradient of a convolution's input, as in PyTorch, with <c>W</c> of shape [in, channels / groups, kernel height,
/// kernel width] and a bias of shape [channels]. Gives [channels, height, width], each <c>(input - 1) stride - 2 padding + dilation (kernel
/// - 1) + 1 + output padding</c>, where 2 padding is that of both sides. Padding cuts off values at an end of the output, and cannot be
/// <see cref="ModelCompiler.Padding.Same"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ConvTranspose2DAttribute : Convolution2DAttribute
{
    private int? _outputPaddingHeight,
        _outputPaddingWidth;

    /// <summary>A transposed convolution with a square window.</summary>
    /// <param name="channels">The number of output channels, at least 1.</param>
    /// <param name="kernel">The height and width of the window, at least 1.</param>
    /// <param name="activation">The function applied to every output; <see cref="Activation.Linear"/> by default.</param>
    public ConvTranspose2DAttribute(int channels, int kernel, Activation activation = Activation.Linear)
        : this(channels, kernel, kernel, activation) { }

    /// <summary>A transposed convolution with a window of any shape.</summary>
    /// <param name="channels">The number of output channels, at least 1.</param>
    /// <param name="kernelHeight">The height of the window, at least 1.</param>
    /// <param name="kernelWidth">The width of the window, at least 1.</param>
    /// <param name="activation">The function applied to every output; <see cref="Activation.Linear"/> by default.</param>
    public ConvTranspose2DAttribute(int channels, int kernelHeight, int kernelWidth, Activation activation = Activation.Linear)
        : base(kernelHeight, kernelWidth, activation)
    {
        Channels = channels;
    }

    /// <summary>The number of output channels.</summary>
    public int Channels { get; }

    /// <summary>The number of groups that input and output channels are divided into, which do not see one another; 1 by default.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>
    /// The lines and pixels added at the end of the output, from 0 to below the larger of stride and dilation; 0 by default.
    /// </summary>
    public int OutputPadding { get; set; }

    /// <summary>The lines added below the output; <see cref="OutputPadding"/> by default.</summary>
    public int OutputPaddingHeight
    {
        get => _outputPaddingHeight ?? OutputPadding;
        set => _outputPaddingHeight = value;
    }

    /// <summary>The pixels added on the right of the output; <see cref="OutputPadding"/> by default.</summary>
    public int OutputPaddingWidth
    {
        get => _outputPaddingWidth ?? OutputPadding;
        set => _outputPaddingWidth = value;
    }
}
