namespace ModelCompiler.Kernels;

/// <summary>
/// The shape of the gradient of a convolution's input, computed by scattering: each pixel of d gives a value to every place of its window, and
/// those are added up in y. Constants of a type; generated code supplies it. Distances are in floats, numbers of channels are those of one group.
/// </summary>
public interface IScatterShape
{
    /// <summary>The lines of the window.</summary>
    static abstract int KernelLines { get; }

    /// <summary>The places of a line of the window.</summary>
    static abstract int KernelPixels { get; }

    /// <summary>The lines of y between the windows of two lines of d.</summary>
    static abstract int StepLines { get; }

    /// <summary>The pixels of y between the windows of two pixels of d.</summary>
    static abstract int StepPixels { get; }

    /// <summary>The lines of y between two lines of a window.</summary>
    static abstract int DilationLines { get; }

    /// <summary>The pixels of y between two places of a line of a window.</summary>
    static abstract int DilationPixels { get; }

    /// <summary>How many lines the first window reaches beyond y.</summary>
    static abstract int Above { get; }

    /// <summary>How many pixels the first window of a line reaches beyond y.</summary>
    static abstract int Before { get; }

    /// <summary>The channels of d that are summed.</summary>
    static abstract int Inner { get; }

    /// <summary>The pixels of a line of d.</summary>
    static abstract int Pixels { get; }

    /// <summary>The lines of d.</summary>
    static abstract int Lines { get; }

    /// <summary>The lines of d whose products are in the scratch at the same time.</summary>
    static abstract int LinesAtOnce { get; }

    /// <summary>The pixels of a line of d whose products are in the scratch at the same time: all, unless one line is too long for it.</summary>
    static abstract int PixelsAtOnce { get; }

    /// <summary>The distance between two pixels of d.</summary>
    static abstract int LeftPixel { get; }

    /// <summary>The distance between two lines of d.</summary>
    static abstract int LeftLine { get; }

    /// <summary>The distance between two samples of d.</summary>
    static abstract int LeftSample { get; }

    /// <summary>The number of groups, each with a weight of its own.</summary>
    static abstract int Groups { get; }

    /// <summary>The channels of y as stored, 4, 8 or a multiple of 16.</summary>
    static abstract int Columns { get; }

    /// <summary>The pixels of a line of y.</summary>
    static abstract int OutputPixels { get; }

    /// <summary>The lines of y.</summary>
    static abstract int OutputLines { get; }

    /// <summary>The distance between two lines of y.</summary>
    static abstract int OutputLine { get; }

    /// <summary>The distance between two samples of y.</summary>
    static abstract int OutputSample { get; }

    /// <summary>The distance between two lines of the epilogue's second buffer.</summary>
    static abstract int SavedLine { get; }

    /// <summary>The distance between two samples of the epilogue's second buffer.</summary>
    static abstract int SavedSample { get; }
}
