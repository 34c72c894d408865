namespace ModelCompiler.Kernels;

/// <summary>
/// What the shapes of kernels on images have in common. Images have their channels last and lie in borders that a kernel leaves alone;
/// distances are in floats. A member that has a value here says what most shapes have.
/// </summary>
public interface IImageShape : IProductShape
{
    /// <summary>The pixels of a line that the kernel goes through, those of the windows.</summary>
    static abstract int Pixels { get; }

    /// <summary>The lines that the kernel goes through.</summary>
    static abstract int Lines { get; }

    /// <summary>The distance between what two lines read in the first operand.</summary>
    static abstract int LeftLine { get; }

    /// <summary>The distance between two samples of the first operand.</summary>
    static abstract int LeftSample { get; }
}

/// <summary>The shape of a kernel that writes images.</summary>
public interface IImageResultShape : IImageShape
{
    /// <summary>The distance between two lines of the result.</summary>
    static abstract int OutputLine { get; }

    /// <summary>The distance between two samples of the result.</summary>
    static abstract int OutputSample { get; }

    /// <summary>The distance between two lines of the epilogue's second buffer, if it has one.</summary>
    static virtual int SavedLine => 0;

    /// <summary>The distance between two samples of the epilogue's second buffer, if it has one.</summary>
    static virtual int SavedSample => 0;
}

/// <summary>
/// The shape of a product whose channels can be in groups, each with a weight of its own. Numbers of channels are those of one group.
/// </summary>
public interface IGroupedShape : IImageShape
{
    /// <summary>The number of groups.</summary>
    static virtual int Groups => 1;

    /// <summary>The distance between what two neighbouring pixels read in the first operand.</summary>
    static abstract int LeftPixel { get; }

    /// <summary>The distance between the channels of two groups in the first operand.</summary>
    static virtual int LeftGroup => 0;
}

/// <summary>A window that slides over an image.</summary>
public interface ISlidingShape : IImageResultShape
{
    /// <summary>The lines of the window.</summary>
    static abstract int KernelLines { get; }

    /// <summary>The pixels of a line of the window.</summary>
    static abstract int KernelPixels { get; }

    /// <summary>The lines from one window to the next.</summary>
    static virtual int StepLines => 1;

    /// <summary>The pixels from one window to the next.</summary>
    static virtual int StepPixels => 1;

    /// <summary>The lines of the first window above the image.</summary>
    static virtual int Above => 0;

    /// <summary>The pixels of the first window left of the image.</summary>
    static virtual int Before => 0;
}
