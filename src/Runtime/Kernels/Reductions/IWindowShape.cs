namespace ModelCompiler.Kernels;

/// <summary>
/// A window that keeps channels apart: a pool or a depthwise convolution. Columns are also the distance between two pixels of every
/// image, and the distance between two lines of the first operand is that of its own lines. Generated code supplies it.
/// </summary>
public interface IWindowShape : ISlidingShape
{
    /// <summary>The lines of the image.</summary>
    static abstract int InputLines { get; }

    /// <summary>The pixels of a line of the image.</summary>
    static abstract int InputPixels { get; }

    /// <summary>The lines of the image between two lines of a pool's window.</summary>
    static virtual int DilationLines => 1;

    /// <summary>The pixels of the image between two pixels of a line of a pool's window.</summary>
    static virtual int DilationPixels => 1;
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
}

/// <summary>A depthwise convolution: the window's pixels lie apart by the dilation, and its border is in memory.</summary>
public interface IDepthwiseShape : IWindowShape
{
    /// <summary>The distance between two lines of the window in the image.</summary>
    static abstract int LeftKernelLine { get; }

    /// <summary>The distance between two pixels of the window in the image.</summary>
    static abstract int LeftKernelPixel { get; }
}
