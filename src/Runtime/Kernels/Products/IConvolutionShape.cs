namespace ModelCompiler.Kernels;

/// <summary>
/// The shape of a convolution, <c>y[line, pixel, column] = sum over k of x[window of (line, pixel), k] * w[k, column]</c>, as constants of a type. Images
/// have their channels last: a pixel is a row of the product, its window is <see cref="Passes"/> by <see cref="Outer"/> runs of <see cref="Inner"/>
/// consecutive floats. Generated code supplies it; distances are in floats.
/// </summary>
public interface IConvolutionShape
{
    /// <summary>The number of times that the output is gone through; later passes go on from what earlier ones stored.</summary>
    static abstract int Passes { get; }

    /// <summary>The number of runs of one pass.</summary>
    static abstract int Outer { get; }

    /// <summary>The number of consecutive k in one run.</summary>
    static abstract int Inner { get; }

    /// <summary>The distance between the windows' parts of two passes in x.</summary>
    static abstract int LeftPass { get; }

    /// <summary>The distance between two runs in x.</summary>
    static abstract int LeftOuter { get; }

    /// <summary>The number of runs of one line of the window, or 0 when all runs are as far apart.</summary>
    static abstract int RunsOfLine { get; }

    /// <summary>What the next run is further in x where a line of the window ends.</summary>
    static abstract int LeftLineEnd { get; }

    /// <summary>The number of k that the next run is further in the weight where a line of the window ends.</summary>
    static abstract int RightLineEnd { get; }

    /// <summary>The distance between the windows of two neighbouring pixels in x.</summary>
    static abstract int LeftPixel { get; }

    /// <summary>The distance between the windows of two lines in x.</summary>
    static abstract int LeftLine { get; }

    /// <summary>The distance between two samples of x.</summary>
    static abstract int LeftSample { get; }

    /// <summary>The distance between the channels of two groups in x.</summary>
    static abstract int LeftGroup { get; }

    /// <summary>The number of k between the parts of two passes in the weight.</summary>
    static abstract int RightPass { get; }

    /// <summary>The number of k between two runs in the weight.</summary>
    static abstract int RightOuter { get; }

    /// <summary>The number of k of the weight, those that this shape does not read included.</summary>
    static abstract int RightInner { get; }

    /// <summary>The number of groups, each with a weight of its own.</summary>
    static abstract int Groups { get; }

    /// <summary>The channels of a group of y as stored, 4, 8 or a multiple of 16.</summary>
    static abstract int Columns { get; }

    /// <summary>The distance between two pixels of y.</summary>
    static abstract int OutputPixel { get; }

    /// <summary>The number of pixels in one line of y.</summary>
    static abstract int Pixels { get; }

    /// <summary>The number of lines of y.</summary>
    static abstract int Lines { get; }

    /// <summary>The distance between two lines of y.</summary>
    static abstract int OutputLine { get; }

    /// <summary>The distance between two samples of y.</summary>
    static abstract int OutputSample { get; }

    /// <summary>The distance between two lines of the epilogue's second buffer.</summary>
    static abstract int SavedLine { get; }

    /// <summary>The distance between two samples of the epilogue's second buffer.</summary>
    static abstract int SavedSample { get; }
}

/// <summary>
/// The shape of a convolution's weight gradient, <c>g[k, column] = sum over samples, lines and pixels of x[window, k] * d[pixel, column]</c>. The k lie in
/// blocks of <see cref="BlockRows"/> that are consecutive in x. Distances are in floats.
/// </summary>
public interface IConvolutionGradientShape
{
    /// <summary>The number of blocks of k.</summary>
    static abstract int Blocks { get; }

    /// <summary>The number of k in a block.</summary>
    static abstract int BlockRows { get; }

    /// <summary>The number of blocks in one line of the window.</summary>
    static abstract int BlocksPerLine { get; }

    /// <summary>The distance between two blocks of one line in x.</summary>
    static abstract int LeftBlock { get; }

    /// <summary>The distance between two lines of blocks in x.</summary>
    static abstract int LeftBlockLine { get; }

    /// <summary>The distance between the windows of two neighbouring pixels in x.</summary>
    static abstract int LeftPixel { get; }

    /// <summary>The distance between the windows of two lines in x.</summary>
    static abstract int LeftLine { get; }

    /// <summary>The distance between two samples of x.</summary>
    static abstract int LeftSample { get; }

    /// <summary>The distance between the channels of two groups in x.</summary>
    static abstract int LeftGroup { get; }

    /// <summary>The number of groups, each with a gradient of its own.</summary>
    static abstract int Groups { get; }

    /// <summary>The channels of a group of d as stored.</summary>
    static abstract int Columns { get; }

    /// <summary>The distance between two pixels of d.</summary>
    static abstract int RightPixel { get; }

    /// <summary>The distance between the pixels of d that two blocks of one line go with; none for a convolution.</summary>
    static abstract int RightBlock { get; }

    /// <summary>The distance between the pixels of d that two lines of blocks go with; none for a convolution.</summary>
    static abstract int RightBlockLine { get; }

    /// <summary>The number of pixels in one line of d.</summary>
    static abstract int Pixels { get; }

    /// <summary>The number of lines of d.</summary>
    static abstract int Lines { get; }

    /// <summary>The distance between two lines of d.</summary>
    static abstract int RightLine { get; }

    /// <summary>The distance between two samples of d.</summary>
    static abstract int RightSample { get; }
}
