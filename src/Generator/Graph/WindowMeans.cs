namespace ModelCompiler.Generator.Graph;

/// <summary>
/// The means of windows. Padding counts as zeros or not at all; what a window reaches beyond it never counts.
/// </summary>
/// <param name="Window">The windows, without dilation.</param>
/// <param name="Image">The image.</param>
/// <param name="CountsPadding">Whether a mean is also of the zeros of the padding.</param>
internal sealed record WindowMeans(Window Window, ImageShape Image, bool CountsPadding)
{
    /// <summary>Whether each mean is of as many values as a window has.</summary>
    public bool AreOfWholeWindows => AreWhole(Window.Vertical, Image.Height) && AreWhole(Window.Horizontal, Image.Width);

    /// <summary>The lines of the means as weighted sums.</summary>
    public AxisMatrix Vertical => Matrix(Window.Vertical, Image.Height);

    /// <summary>The pixels of the means as weighted sums.</summary>
    public AxisMatrix Horizontal => Matrix(Window.Horizontal, Image.Width);

    // What lies outside grows towards both ends: the first and the last window have most of it.
    private bool AreWhole(WindowAxis axis, int inputs) =>
        Values(axis, inputs, 0) == axis.Kernel && Values(axis, inputs, axis.Outputs(inputs) - 1) == axis.Kernel;

    private AxisMatrix Matrix(WindowAxis axis, int inputs) =>
        AxisMatrix.Of(
            inputs,
            axis.Outputs(inputs),
            window =>
            {
                int start = Math.Max(0, Start(axis, window)),
                    end = Math.Min(inputs, Start(axis, window) + axis.Kernel);
                return AxisRow.Of(start, end - start, 1.0 / Values(axis, inputs, window));
            }
        );

    private int Values(WindowAxis axis, int inputs, int window)
    {
        int start = CountsPadding ? Start(axis, window) : Math.Max(0, Start(axis, window)),
            end = CountsPadding ? inputs + axis.After : inputs;
        return Math.Min(end, Start(axis, window) + axis.Kernel) - start;
    }

    private static int Start(WindowAxis axis, int window) => (window * axis.Stride) - axis.Before;
}
