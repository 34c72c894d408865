namespace ModelCompiler;

/// <summary>
/// What the convolutions of images have in common: a window of two dimensions. What is said of one dimension or one side comes before what
/// is said of both.
/// </summary>
/// <param name="kernelHeight">The height of the window, at least 1.</param>
/// <param name="kernelWidth">The width of the window, at least 1.</param>
/// <param name="activation">The function applied to every output.</param>
public abstract class Convolution2DAttribute(int kernelHeight, int kernelWidth, Activation activation) : ConvolutionAttribute(activation)
{
    private int? _strideHeight,
        _strideWidth,
        _dilationHeight,
        _dilationWidth,
        _paddingHeight,
        _paddingWidth,
        _paddingTop,
        _paddingBottom,
        _paddingLeft,
        _paddingRight;

    /// <summary>The height of the window.</summary>
    public int KernelHeight { get; } = kernelHeight;

    /// <summary>The width of the window.</summary>
    public int KernelWidth { get; } = kernelWidth;

    /// <summary>The lines between two windows, at least 1; <see cref="ConvolutionAttribute.Stride"/> by default.</summary>
    public int StrideHeight
    {
        get => _strideHeight ?? Stride;
        set => _strideHeight = value;
    }

    /// <summary>The pixels between two windows, at least 1; <see cref="ConvolutionAttribute.Stride"/> by default.</summary>
    public int StrideWidth
    {
        get => _strideWidth ?? Stride;
        set => _strideWidth = value;
    }

    /// <summary>The lines between two values of a window, at least 1; <see cref="ConvolutionAttribute.Dilation"/> by default.</summary>
    public int DilationHeight
    {
        get => _dilationHeight ?? Dilation;
        set => _dilationHeight = value;
    }

    /// <summary>The pixels between two values of a window, at least 1; <see cref="ConvolutionAttribute.Dilation"/> by default.</summary>
    public int DilationWidth
    {
        get => _dilationWidth ?? Dilation;
        set => _dilationWidth = value;
    }

    /// <summary>The padding above and below; <see cref="ConvolutionAttribute.Padding"/> by default.</summary>
    public int PaddingHeight
    {
        get => _paddingHeight ?? Padding;
        set => _paddingHeight = value;
    }

    /// <summary>The padding left and right; <see cref="ConvolutionAttribute.Padding"/> by default.</summary>
    public int PaddingWidth
    {
        get => _paddingWidth ?? Padding;
        set => _paddingWidth = value;
    }

    /// <summary>The padding above, at least 0; <see cref="PaddingHeight"/> by default.</summary>
    public int PaddingTop
    {
        get => _paddingTop ?? PaddingHeight;
        set => _paddingTop = value;
    }

    /// <summary>The padding below, at least 0; <see cref="PaddingHeight"/> by default.</summary>
    public int PaddingBottom
    {
        get => _paddingBottom ?? PaddingHeight;
        set => _paddingBottom = value;
    }

    /// <summary>The padding on the left, at least 0; <see cref="PaddingWidth"/> by default.</summary>
    public int PaddingLeft
    {
        get => _paddingLeft ?? PaddingWidth;
        set => _paddingLeft = value;
    }

    /// <summary>The padding on the right, at least 0; <see cref="PaddingWidth"/> by default.</summary>
    public int PaddingRight
    {
        get => _paddingRight ?? PaddingWidth;
        set => _paddingRight = value;
    }
}
