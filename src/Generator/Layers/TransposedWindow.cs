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
        new(
            channels,
            (int)Math.Min(ImageArguments.LargestExtent, Extent(layer, AxisNames.Vertical, input.Height)),
            (int)Math.Min(ImageArguments.LargestExtent, Extent(layer, AxisNames.Horizontal, input.Width))
        );

    /// <summary>
    /// The values of one dimension of the output: <c>(input - 1) stride + dilation (kernel - 1) + 1 + output padding</c> without the
    /// padding of both sides. In 64 bits because arguments are arbitrary.
    /// </summary>
    public static long Extent(LayerSpec layer, AxisNames axis, int input)
    {
        (int before, int after) = WindowArguments.PaddingOf(layer, axis);
        return Uncut(layer, axis, input) - before - after;
    }

    /// <summary>The values of one dimension before padding cuts them off.</summary>
    public static long Uncut(LayerSpec layer, AxisNames axis, int input) =>
        ((input - 1L) * WindowArguments.Stride(layer, axis))
        + ImageArguments.Extent(layer, axis)
        + WindowArguments.Of(layer, "OutputPadding", axis, otherwise: 0);

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
