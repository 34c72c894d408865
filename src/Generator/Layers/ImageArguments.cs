using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>The checks of windows and images, shared by the layers that have them.</summary>
internal static class ImageArguments
{
    /// <summary>The largest dimension of an image that is computed with: what is larger fits no memory.</summary>
    public const long LargestExtent = 1 << 28;

    /// <summary>Checks that an argument is an integer of at least 1, if it was given.</summary>
    public static void CheckPositive(LayerSpec layer, string argument, LayerReport report)
    {
        if (layer.Number(argument) is { } value && value < 1)
            report.OutOfRange(layer, argument, value, "at least 1");
    }

    /// <summary>Checks the kernel, stride, dilation and padding of a window.</summary>
    public static void CheckWindow(LayerSpec layer, LayerReport report)
    {
        foreach (string argument in (string[])["Kernel", "KernelHeight", "KernelWidth", "Stride", "Dilation"])
            CheckPositive(layer, argument, report);
        if (layer.Integer("Padding") < WindowArguments.Same)
            report.OutOfRange(layer, "Padding", layer.Integer("Padding"), "at least 0, or Padding.Same");
    }

    /// <summary>The image of an input, or null after reporting that it has another number of dimensions.</summary>
    public static ImageShape? Image(LayerSpec layer, TensorShape input, bool isSignal, LayerReport report)
    {
        if (input.Dimensions.Count == (isSignal ? 2 : 3))
            return ImageShape.Of(input);
        report.Add(
            ShapeRules.NotAnImage,
            null,
            layer.Name,
            isSignal ? "a signal of [channels, length]" : "an image of [channels, height, width]",
            input
        );
        return null;
    }

    /// <summary>The image of an input of two or three dimensions, or null after reporting that it has another number.</summary>
    public static ImageShape? ImageOrSignal(LayerSpec layer, TensorShape input, LayerReport report)
    {
        if (input.Dimensions.Count is 2 or 3)
            return ImageShape.Of(input);
        report.Add(
            ShapeRules.NotAnImage,
            null,
            layer.Name,
            "an image of [channels, height, width] or a signal of [channels, length]",
            input
        );
        return null;
    }

    /// <summary>Whether a window fits into an image; reports it when it does not.</summary>
    public static bool WindowFits(LayerSpec layer, TensorShape input, ImageShape image, bool isSignal, LayerReport report)
    {
        // In 64 bits: arguments are arbitrary.
        (string Argument, int Kernel, int Size)[] axes = isSignal
            ? [("Kernel", WindowArguments.KernelWidth(layer), image.Width)]
            :
            [
                (Argument(layer, "KernelHeight"), WindowArguments.KernelHeight(layer), image.Height),
                (Argument(layer, "KernelWidth"), WindowArguments.KernelWidth(layer), image.Width),
            ];
        int padding = layer.Integer("Padding"),
            dilation = layer.Integer("Dilation", 1);
        foreach ((string argument, int kernel, int size) in axes)
        {
            long extent = (dilation * (kernel - 1L)) + 1,
                padded = size + (2L * Math.Max(0, padding));
            if (LargestExtent < Math.Max(extent, padded) || (padding != WindowArguments.Same && extent > padded))
            {
                report.Add(
                    ShapeRules.WindowLargerThanInput,
                    argument,
                    layer.Name,
                    Kernel(layer, isSignal, dilation),
                    input,
                    Padded(image, padding, isSignal)
                );
                return false;
            }
        }

        return true;
    }

    private static string Argument(LayerSpec layer, string argument) => layer.Number(argument) is null ? "Kernel" : argument;

    private static string Kernel(LayerSpec layer, bool isSignal, int dilation)
    {
        string size = Numbers.Text(WindowArguments.KernelWidth(layer));
        if (!isSignal)
            size = Numbers.Text(WindowArguments.KernelHeight(layer)) + " x " + size;
        return dilation == 1 ? size : size + " with dilation " + Numbers.Text(dilation);
    }

    private static string Padded(ImageShape image, int padding, bool isSignal)
    {
        double more = 2.0 * Math.Max(0, padding);
        return isSignal ? Numbers.Text(image.Width + more) : Numbers.Text(image.Height + more) + " x " + Numbers.Text(image.Width + more);
    }
}
