using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>
/// What the arguments of a transposed convolution say: the window of the convolution that leads back, and the shape of the output.
/// </summary>
internal static class TransposedWindow
{
    /// <summary>The window that slides over the output.</summary>
    public static Window Of(LayerSpec layer) => new(Axis(layer, AxisNames.Vertical), Axis(layer, AxisNames.Horizontal));

    /// <summary>The output of an image.</summary>
    public static ImageShape Output(LayerSpec layer, ImageShape input, int channels) =>
        new(channels, (int)Extent(layer, AxisNames.Vertical, input.Height), (int)Extent(layer, AxisNames.Horizontal, input.Width));

    /// <summary>
    /// The values of one dimension of the output: <c>(input - 1) stride + dilation (kernel - 1) + 1 + output padding</c> without the
    /// padding of both sides.
    /// </summary>
    public static long Extent(LayerSpec layer, AxisNames axis, int input) => Uncut(layer, axis, input) - Cut(layer, axis);

    /// <summary>The values of one dimension before padding cuts them off.</summary>
    public static long Uncut(LayerSpec layer, AxisNames axis, int input) =>
        ((input - 1L) * WindowArguments.Stride(layer, axis))
        + (WindowArguments.Of(layer, "Dilation", axis) * (WindowArguments.Kernel(layer, axis) - 1L))
        + 1
        + WindowArguments.Of(layer, "OutputPadding", axis, otherwise: 0);

    /// <summary>What padding cuts off one dimension.</summary>
    public static long Cut(LayerSpec layer, AxisNames axis)
    {
        (int before, int after) = WindowArguments.PaddingOf(layer, axis);
        return (long)before + after;
    }

    // What the output padding adds lies beyond the last window: the window ends that much earlier.
    private static WindowAxis Axis(LayerSpec layer, AxisNames axis)
    {
        (int before, int after) = WindowArguments.PaddingOf(layer, axis);
        return new WindowAxis(
            WindowArguments.Kernel(layer, axis),
            WindowArguments.Stride(layer, axis),
            WindowArguments.Of(layer, "Dilation", axis),
            before,
            after - WindowArguments.Of(layer, "OutputPadding", axis, otherwise: 0)
        );
    }
}
