namespace ModelCompiler.Kernels;

/// <summary>
/// A window that slides over an image whose channels lie last and that keeps channels apart: a pool or a depthwise convolution. All members are constants of a
/// type, which generated code supplies; distances are in floats.
/// </summary>
public interface IWindowShape
{
    /// <summary>The lines of the window.</summary>
    static abstract int KernelLines { get; }

    /// <summary>The pixels of a line of the window.</summary>
    static abstract int KernelPixels { get; }

    /// <summary>The lines from one window to the next.</summary>
    static abstract int StepLines { get; }

    /// <summary>The pixels from one window to the next.</summary>
    static abstract int StepPixels { get; }

    /// <summary>The lines of the first window above the image.</summary>
    static abstract int Above { get; }

    /// <summary>The pixels of the first window left of the image.</summary>
    static abstract int Before { get; }

    /// <summary>The lines of the image.</summary>
    static abstract int InputLines { get; }

    /// <summary>The pixels of a line of the image.</summary>
    static abstract int InputPixels { get; }

    /// <summary>The channels as stored, 4, 8 or a multiple of 16; also the distance between two pixels of every image.</summary>
    static abstract int Columns { get; }

    /// <summary>The windows in one line.</summary>
    static abstract int Pixels { get; }

    /// <summary>The lines of windows.</summary>
    static abstract int Lines { get; }

    /// <summary>The distance between two lines of the image.</summary>
    static abstract int LeftLine { get; }

    /// <summary>The distance between two samples of the image.</summary>
    static abstract int LeftSample { get; }

    /// <summary>The distance between two lines of what is computed of the windows.</summary>
    static abstract int OutputLine { get; }

    /// <summary>The distance between two samples of what is computed of the windows.</summary>
    static abstract int OutputSample { get; }
}

/// <summary>The images that the gradient of a pool reads and writes besides those of the forward pass.</summary>
public interface IPoolGradientShape : IWindowShape
{
    /// <summary>The distance between two lines of the gradient of the pool's output.</summary>
    static abstract int UpstreamLine { get; }

    /// <summary>The distance between two samples of the gradient of the pool's output.</summary>
    static abstract int UpstreamSample { get; }

    /// <summary>The distance between two lines of the gradient of the pool's input.</summary>
    static abstract int ResultLine { get; }

    /// <summary>The distance between two samples of the gradient of the pool's input.</summary>
    static abstract int ResultSample { get; }

    /// <summary>The distance between two lines of the epilogue's second buffer.</summary>
    static abstract int SavedLine { get; }

    /// <summary>The distance between two samples of the epilogue's second buffer.</summary>
    static abstract int SavedSample { get; }
}

/// <summary>A depthwise convolution: the window's pixels lie apart by the dilation, and its border is in memory.</summary>
public interface IDepthwiseShape : IWindowShape
{
    /// <summary>The distance between two lines of the window in the image.</summary>
    static abstract int LeftKernelLine { get; }

    /// <summary>The distance between two pixels of the window in the image.</summary>
    static abstract int LeftKernelPixel { get; }

    /// <summary>The distance between two lines of the epilogue's second buffer.</summary>
    static abstract int SavedLine { get; }

    /// <summary>The distance between two samples of the epilogue's second buffer.</summary>
    static abstract int SavedSample { get; }
}
