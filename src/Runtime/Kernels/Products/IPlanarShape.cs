namespace ModelCompiler.Kernels;

/// <summary>
/// The shape of a convolution of images of one channel to a few, <c>y[line, pixel, channel] = sum over k of w[k, channel] * x[line, pixel + place of k]</c>, whose vectors hold
/// neighbouring pixels of a line. All members are constants of a type, which generated code supplies; distances are in floats.
/// </summary>
public interface IPlanarShape
{
    /// <summary>The channels of y, 1 to 8.</summary>
    static abstract int Channels { get; }

    /// <summary>The channels of y as stored, 4 or 8; also the distance between two k of the weight.</summary>
    static abstract int Columns { get; }

    /// <summary>The lines of the window.</summary>
    static abstract int KernelLines { get; }

    /// <summary>The pixels of a line of the window.</summary>
    static abstract int KernelPixels { get; }

    /// <summary>The distance between two lines of the window in x.</summary>
    static abstract int LeftKernelLine { get; }

    /// <summary>The distance between two pixels of the window in x.</summary>
    static abstract int LeftKernelPixel { get; }

    /// <summary>The distance between the windows of two lines in x. Those of two pixels are neighbours.</summary>
    static abstract int LeftLine { get; }

    /// <summary>The distance between two samples of x.</summary>
    static abstract int LeftSample { get; }

    /// <summary>The pixels of a line of y, at least 16.</summary>
    static abstract int Pixels { get; }

    /// <summary>The lines of y.</summary>
    static abstract int Lines { get; }

    /// <summary>The distance between two lines of y.</summary>
    static abstract int OutputLine { get; }

    /// <summary>The distance between two samples of y.</summary>
    static abstract int OutputSample { get; }
}
