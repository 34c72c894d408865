namespace ModelCompiler.Kernels;

/// <summary>
/// The shape of a convolution of images of one channel to a few, <c>y[line, pixel, channel] = sum over k of w[k, channel] * x[line, pixel
/// + place of k]</c>, whose vectors hold neighbouring pixels of a line, at least 16. The windows of two pixels are neighbours; columns, 4
/// or 8, are also the distance between two k of the weight. Generated code supplies it.
/// </summary>
public interface IPlanarShape : ISlidingShape
{
    /// <summary>The channels of y, 1 to 8.</summary>
    static abstract int Channels { get; }

    /// <summary>The distance between two lines of the window in x.</summary>
    static abstract int LeftKernelLine { get; }

    /// <summary>The distance between two pixels of the window in x.</summary>
    static abstract int LeftKernelPixel { get; }
}
