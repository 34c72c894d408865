namespace ModelCompiler.Generator.Graph;

/// <summary>A window that slides over one dimension.</summary>
/// <param name="Kernel">The values of the window.</param>
/// <param name="Stride">The distance between two windows.</param>
/// <param name="Dilation">The distance between two values of a window.</param>
/// <param name="Before">How far the first window reaches beyond the start.</param>
/// <param name="After">How far windows may reach beyond the end: the padding there.</param>
internal readonly record struct WindowAxis(int Kernel, int Stride, int Dilation, int Before, int After)
{
    /// <summary>The axis of a dimension that has none: one value, one window.</summary>
    public static WindowAxis Single { get; } = new(1, 1, 1, 0, 0);

    /// <summary>How much further the last window may reach, beyond the padding, when a rest gets a window of its own.</summary>
    public int Beyond { get; init; }

    /// <summary>From the first to the last value of a window, both included.</summary>
    public int Extent => (Dilation * (Kernel - 1)) + 1;

    /// <summary>The number of windows.</summary>
    public int Outputs(int inputs) => ((inputs + Before + After + Beyond - Extent) / Stride) + 1;

    /// <summary>How far windows really reach beyond the end.</summary>
    public int Reach(int inputs) => Math.Max(0, ((Outputs(inputs) - 1) * Stride) - Before + Extent - inputs);

    /// <summary>The axis with a last window for the rest, if there is one and that window starts before the padding at the end.</summary>
    public WindowAxis WithRest(int inputs)
    {
        long windows = ((inputs + (long)Before + After - Extent + Stride - 1) / Stride) + 1,
            last = (windows - 1) * Stride;
        return last >= inputs + (long)Before ? this : this with { Beyond = (int)Math.Max(0, last + Extent - inputs - Before - After) };
    }

    /// <summary>Whether every window holds a value.</summary>
    public bool IsNeverEmpty(int inputs)
    {
        // A window that starts in the input holds its first value, unless it starts behind the end as the last one does.
        if (((Outputs(inputs) - 1L) * Stride) - Before >= inputs)
            return false;
        for (long start = -Before; start < 0 && start + Before <= (Outputs(inputs) - 1L) * Stride; start += Stride)
        {
            long skipped = (Dilation - 1 - start) / Dilation;
            if (skipped >= Kernel || start + (skipped * Dilation) >= inputs)
                return false;
        }

        return true;
    }

    /// <summary>
    /// The axis of the gradient by the inputs: it slides over the gradient of the outputs, with gaps of the stride, one step a time; what
    /// is negative cuts off.
    /// </summary>
    public WindowAxis Reverse(int inputs)
    {
        int spread = ((Outputs(inputs) - 1) * Stride) + 1;
        return new WindowAxis(Kernel, 1, Dilation, Extent - 1 - Before, inputs + Before - spread);
    }
}

/// <summary>A window that slides over an image.</summary>
internal sealed record Window(WindowAxis Vertical, WindowAxis Horizontal)
{
    /// <summary>One pixel alone.</summary>
    public static Window Point { get; } = new(WindowAxis.Single, WindowAxis.Single);

    public int Taps => Vertical.Kernel * Horizontal.Kernel;

    /// <summary>The image of one value for each window.</summary>
    public ImageShape Outputs(ImageShape input, int channels) =>
        new(channels, Vertical.Outputs(input.Height), Horizontal.Outputs(input.Width));

    /// <summary>Whether windows lie further than a pixel from each other.</summary>
    public bool HasStride => Vertical.Stride > 1 || Horizontal.Stride > 1;

    /// <summary>The window of the gradient by an image, over the spread gradient of the output.</summary>
    public Window Reverse(ImageShape image) => new(Vertical.Reverse(image.Height), Horizontal.Reverse(image.Width));
}
