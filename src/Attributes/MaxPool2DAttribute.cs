namespace ModelCompiler;

/// <summary>
/// The largest value of each window of an image of shape [channels, height, width], channel by channel. What lies outside does not count;
/// the gradient goes to the first of equal values.
/// </summary>
/// <param name="kernelHeight">The height of the window, at least 1.</param>
/// <param name="kernelWidth">The width of the window, at least 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MaxPool2DAttribute(int kernelHeight, int kernelWidth) : Pool2DAttribute(kernelHeight, kernelWidth)
{
    private int? _dilationHeight,
        _dilationWidth;

    /// <summary>A pool with a square window.</summary>
    /// <param name="kernel">The height and width of the window, at least 1.</param>
    public MaxPool2DAttribute(int kernel)
        : this(kernel, kernel) { }

    /// <summary>The distance between two values of a window, at least 1; 1 by default.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>The lines between two values of a window, at least 1; <see cref="Dilation"/> by default.</summary>
    public int DilationHeight
    {
        get => _dilationHeight ?? Dilation;
        set => _dilationHeight = value;
    }

    /// <summary>The pixels between two values of a window, at least 1; <see cref="Dilation"/> by default.</summary>
    public int DilationWidth
    {
        get => _dilationWidth ?? Dilation;
        set => _dilationWidth = value;
    }
}
