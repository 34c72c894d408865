namespace ModelCompiler.Kernels;

/// <summary>
/// The shape of a convolution, <c>y[line, pixel, column] = sum over k of x[window of (line, pixel), k] * w[k, column]</c>. A pixel is a
/// row of the product, its window is <see cref="Passes"/> by
/// <see cref="Outer"/> runs of <see cref="Inner"/> consecutive floats. Generated code supplies it.
/// </summary>
public interface IConvolutionShape : IImageResultShape, IGroupedShape
{
    /// <summary>The number of times that the output is gone through; later passes go on from what earlier ones stored.</summary>
    static virtual int Passes => 1;

    /// <summary>The number of runs of one pass.</summary>
    static virtual int Outer => 1;

    /// <summary>The number of k in one run, which are consecutive unless x lies in planes.</summary>
    static abstract int Inner { get; }

    /// <summary>The distance between two k of a run in x: 1, or a plane.</summary>
    static virtual int LeftInner => 1;

    /// <summary>The distance between the windows' parts of two passes in x.</summary>
    static virtual int LeftPass => 0;

    /// <summary>The distance between two runs in x.</summary>
    static virtual int LeftOuter => 0;

    /// <summary>The number of runs of one line of the window, or 0 when all runs are as far apart.</summary>
    static virtual int RunsOfLine => 0;

    /// <summary>What the next run is further in x where a line of the window ends.</summary>
    static virtual int LeftLineEnd => 0;

    /// <summary>The number of k that the next run is further in the weight where a line of the window ends.</summary>
    static virtual int RightLineEnd => 0;

    /// <summary>The number of k between the parts of two passes in the weight.</summary>
    static virtual int RightPass => 0;

    /// <summary>The number of k between two runs in the weight.</summary>
    static virtual int RightOuter => 0;

    /// <summary>The number of k of the weight, those that this shape does not read included.</summary>
    static abstract int RightInner { get; }

    /// <summary>The distance between two pixels of y.</summary>
    static abstract int OutputPixel { get; }
}

/// <summary>
/// The shape of a convolution's weight gradient, <c>g[k, column] = sum over samples, lines and pixels of x[window, k] * d[pixel,
/// column]</c>. The k lie in blocks of <see cref="BlockRows"/> that are consecutive in x. Generated code supplies it.
/// </summary>
public interface IConvolutionGradientShape : IGroupedShape
{
    /// <summary>The number of blocks of k.</summary>
    static abstract int Blocks { get; }

    /// <summary>The number of k in a block.</summary>
    static abstract int BlockRows { get; }

    /// <summary>The number of blocks in one line of the window.</summary>
    static virtual int BlocksPerLine => 1;

    /// <summary>The distance between two blocks of one line in x.</summary>
    static virtual int LeftBlock => 0;

    /// <summary>The distance between two lines of blocks in x.</summary>
    static virtual int LeftBlockLine => 0;

    /// <summary>The distance between two pixels of d.</summary>
    static abstract int RightPixel { get; }

    /// <summary>The distance between the pixels of d that two blocks of one line go with; none for a convolution.</summary>
    static virtual int RightBlock => 0;

    /// <summary>The distance between the pixels of d that two lines of blocks go with; none for a convolution.</summary>
    static virtual int RightBlockLine => 0;

    /// <summary>The distance between two lines of d.</summary>
    static abstract int RightLine { get; }

    /// <summary>The distance between two samples of d.</summary>
    static abstract int RightSample { get; }
}
