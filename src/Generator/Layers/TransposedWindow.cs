using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>
/// What the arguments of a transposed convolution say: the window of the convolution that leads back, and the shape of the output.
/// </summary>
internal static class TransposedWindow
{
    /// <summary>The window that slides over the output.</summary>
    public static Window Of(LayerSpec layer) =>
        new(Axis(layer, WindowArguments.KernelHeight(layer)), Axis(layer, WindowArguments.KernelWidth(layer)));

    /// <summary>The output of an image.</summary>
    public static ImageShape Output(LayerSpec layer, ImageShape input, int channels) =>
        new(
            channels,
            (int)Math.Min(ImageArguments.LargestExtent, Extent(layer, WindowArguments.KernelHeight(layer), input.Height)),
            (int)Math.Min(ImageArguments.LargestExtent, Extent(layer, WindowArguments.KernelWidth(layer), input.Width))
        );

    /// <summary>
    /// The values of one dimension of the output: <c>(input - 1) stride - 2 padding + dilation (kernel - 1) + 1 + output padding</c>,
    /// in 64 bits because arguments are arbitrary.
    /// </summary>
    public static long Extent(LayerSpec layer, int kernel, int input) =>
        ((input - 1L) * layer.Integer("Stride", 1))
        - (2L * layer.Integer("Padding"))
        + (layer.Integer("Dilation", 1) * (kernel - 1L))
        + 1
        + layer.Integer("OutputPadding");

    // What the output padding adds lies beyond the last window: the window ends that much earlier.
    private static WindowAxis Axis(LayerSpec layer, int kernel) =>
        new(
            kernel,
            layer.Integer("Stride", 1),
            layer.Integer("Dilation", 1),
            layer.Integer("Padding"),
            layer.Integer("Padding") - layer.Integer("OutputPadding")
        );
}
