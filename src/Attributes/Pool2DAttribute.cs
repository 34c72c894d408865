namespace ModelCompiler;

/// <summary>
/// What the pools of images have in common: a window of two dimensions. What is said of one dimension or one side comes before what is said
/// of both.
/// </summary>
/// <param name="kernelHeight">The height of the window, at least 1.</param>
/// <param name="kernelWidth">The width of the window, at least 1.</param>
public abstract class Pool2DAttribute(int kernelHeight, int kernelWidth) : PoolAttribute
{
    private int? _strideHeight,
        _strideWidth,
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

    /// <summary>
    /// The lines between two windows, at least 1; <see cref="PoolAttribute.Stride"/> by default, and the height of the window without it.
    /// </summary>
    public int StrideHeight
    {
        get => _strideHeight ?? (Stride == 0 ? KernelHeight : Stride);
        set => _strideHeight = value;
    }

    /// <summary>
    /// The pixels between two windows, at least 1; <see cref="PoolAttribute.Stride"/> by default, and the width of the window without it.
    /// </summary>
    public int StrideWidth
    {
        get => _strideWidth ?? (Stride == 0 ? KernelWidth : Stride);
        set => _strideWidth = value;
    }

    /// <summary>The padding above and below; <see cref="PoolAttribute.Padding"/> by default.</summary>
    public int PaddingHeight
    {
        get => _paddingHeight ?? Padding;
        set => _paddingHeight = value;
    }

    /// <summary>The padding left and right; <see cref="PoolAttribute.Padding"/> by default.</summary>
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
