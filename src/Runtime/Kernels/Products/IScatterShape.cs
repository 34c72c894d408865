namespace ModelCompiler.Kernels;

/// <summary>
/// The shape of the gradient of a convolution's input, computed by scattering: each pixel of d gives a value to every place of its
/// window, and those are added up in y. The kernel goes through the pixels of d. Generated code supplies it.
/// </summary>
public interface IScatterShape : ISlidingShape, IGroupedShape
{
    /// <summary>The lines of y between two lines of a window.</summary>
    static virtual int DilationLines => 1;

    /// <summary>The pixels of y between two places of a line of a window.</summary>
    static virtual int DilationPixels => 1;

    /// <summary>The channels of d that are summed.</summary>
    static abstract int Inner { get; }

    /// <summary>The lines of d whose products are in the scratch at the same time.</summary>
    static abstract int LinesAtOnce { get; }

    /// <summary>
    /// The pixels of a line of d whose products are in the scratch at the same time: all, unless one line is too long for it.
    /// </summary>
    static abstract int PixelsAtOnce { get; }

    /// <summary>The pixels of a line of y.</summary>
    static abstract int OutputPixels { get; }

    /// <summary>The lines of y.</summary>
    static abstract int OutputLines { get; }
}
