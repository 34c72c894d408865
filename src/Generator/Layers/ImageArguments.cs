using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>The checks of windows and images, shared by the layers that have them.</summary>
internal static class ImageArguments
{
    /// <summary>The largest dimension of an image that is computed with: what is larger fits no memory.</summary>
    public const long LargestExtent = 1 << 28;

    /// <summary>The most values of a dimension whose weights the compiler computes one by one.</summary>
    public const int LargestSize = 1 << 20;

    private const string AnImage = "an image of [channels, height, width]",
        ASignal = "a signal of [channels, length]";

    /// <summary>Checks that an argument is an integer of at least 1, if it was given.</summary>
    public static void CheckPositive(LayerSpec layer, string argument, LayerReport report)
    {
        if (layer.Number(argument) is { } value && value < 1)
            report.OutOfRange(layer, argument, value, "at least 1");
    }

    /// <summary>Checks that an argument is a size of one dimension that weights are computed for, if it was given.</summary>
    public static void CheckSize(LayerSpec layer, string argument, LayerReport report)
    {
        if (layer.Number(argument) is { } value && (value < 1 || value > LargestSize))
            report.OutOfRange(layer, argument, value, "between 1 and " + Numbers.Count(LargestSize));
    }

    /// <summary>Whether weights can be computed for each value of each dimension of an image; reports it when they cannot.</summary>
    public static bool IsOfSize(LayerSpec layer, ImageShape image, LayerReport report)
    {
        int largest = Math.Max(image.Height, image.Width);
        if (largest <= LargestSize)
            return true;
        report.Add(
            ShapeRules.ModelTooLarge,
            null,
            $"A dimension of the input of '{layer.Name}', which has weights for each value,",
            Numbers.Count(largest),
            Numbers.Count(LargestSize)
        );
        return false;
    }

    /// <summary>Checks the kernel, stride, dilation and padding of a window, for both dimensions and for each.</summary>
    public static void CheckWindow(LayerSpec layer, LayerReport report)
    {
        foreach (string argument in (string[])["Kernel", "Stride", "Dilation"])
        foreach (string size in (string[])["", "Height", "Width"])
            CheckPositive(layer, argument + size, report);
        foreach (string argument in (string[])["Padding", "PaddingHeight", "PaddingWidth"])
            if (layer.Integer(argument) < WindowArguments.Same && !IsCausal(layer, argument))
                report.OutOfRange(
                    layer,
                    argument,
                    layer.Integer(argument),
                    layer.Kind == "Conv1D"
                        ? "at least 0, Padding.Same or Padding.Causal"
                        : "at least 0, or Padding.Same"
                            + (layer.Integer(argument) == WindowArguments.Causal ? " (Padding.Causal is for [Conv1D])" : "")
                );
        foreach (string side in (string[])["Top", "Bottom", "Left", "Right", "Before", "After"])
            if (layer.Integer("Padding" + side) < 0)
                report.OutOfRange(layer, "Padding" + side, layer.Integer("Padding" + side), "at least 0");
    }

    // What comes later is a matter of one dimension.
    private static bool IsCausal(LayerSpec layer, string argument) =>
        layer.Kind == "Conv1D" && layer.Integer(argument) == WindowArguments.Causal;

    /// <summary>From the first to the last value of a window, both included. In 64 bits: arguments are arbitrary.</summary>
    public static long Extent(LayerSpec layer, AxisNames axis) =>
        (WindowArguments.Of(layer, "Dilation", axis) * (WindowArguments.Kernel(layer, axis) - 1L)) + 1;

    /// <summary>Whether no argument speaks of dimensions that the input does not have; reports the first that does.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">The shape of its input.</param>
    /// <param name="ofImages">The arguments that only images have.</param>
    /// <param name="ofSignals">The arguments that only signals have.</param>
    /// <param name="report">Takes the problem.</param>
    public static bool AreOfShape(
        LayerSpec layer,
        TensorShape input,
        IEnumerable<string> ofImages,
        IEnumerable<string> ofSignals,
        LayerReport report
    )
    {
        bool isSignal = input.Dimensions.Count == 2;
        if ((isSignal ? ofImages : ofSignals).FirstOrDefault(argument => layer.Number(argument) is not null) is not { } wrong)
            return true;
        report.Add(ShapeRules.NotAnImage, wrong, layer.Name, (isSignal ? AnImage : ASignal) + " for its " + wrong, input);
        return false;
    }

    /// <summary>The image of an input, or null after reporting that it has another number of dimensions.</summary>
    public static ImageShape? Image(LayerSpec layer, TensorShape input, bool isSignal, LayerReport report)
    {
        if (input.Dimensions.Count == (isSignal ? 2 : 3))
            return ImageShape.Of(input);
        report.Add(ShapeRules.NotAnImage, null, layer.Name, isSignal ? ASignal : AnImage, input);
        return null;
    }

    /// <summary>The image of an input of two or three dimensions, or null after reporting that it has another number.</summary>
    public static ImageShape? ImageOrSignal(LayerSpec layer, TensorShape input, LayerReport report)
    {
        if (input.Dimensions.Count is 2 or 3)
            return ImageShape.Of(input);
        report.Add(ShapeRules.NotAnImage, null, layer.Name, AnImage + " or " + ASignal, input);
        return null;
    }

    /// <summary>Whether a window fits into an image; reports it when it does not.</summary>
    public static bool WindowFits(LayerSpec layer, TensorShape input, ImageShape image, bool isSignal, LayerReport report)
    {
        IReadOnlyList<AxisNames> axes = WindowArguments.Axes(isSignal);
        int[] sizes = isSignal ? [image.Width] : [image.Height, image.Width];
        for (int i = 0; i < axes.Count; i++)
        {
            long extent = Extent(layer, axes[i]),
                padded = Padded(layer, axes[i], sizes[i]);
            bool isSame = WindowArguments.PaddingOf(layer, axes[i]) is (WindowArguments.Same, WindowArguments.Same);
            if (Math.Max(extent, padded) <= LargestExtent && (isSame || extent <= padded))
                continue;
            report.Add(
                ShapeRules.WindowLargerThanInput,
                WindowArguments.Name(layer, "Kernel", axes[i]),
                layer.Name,
                Window(layer, axes),
                input,
                string.Join(" x ", axes.Zip(sizes, (axis, size) => Numbers.Text(Padded(layer, axis, size))))
            );
            return false;
        }

        return true;
    }

    // A side of Padding.Same counts as none here: it never makes a window larger than the input with the other side.
    private static long Padded(LayerSpec layer, AxisNames axis, int size)
    {
        (int before, int after) = WindowArguments.PaddingOf(layer, axis);
        return size + (long)Math.Max(0, before) + Math.Max(0, after);
    }

    private static string Window(LayerSpec layer, IReadOnlyList<AxisNames> axes)
    {
        string kernel = string.Join(" x ", axes.Select(axis => Numbers.Text(WindowArguments.Kernel(layer, axis))));
        string[] dilations = axes.Select(axis => Numbers.Text(WindowArguments.Of(layer, "Dilation", axis))).Distinct().ToArray();
        return dilations.Length == 1 && dilations[0] == "1" ? kernel : kernel + " with dilation " + string.Join(" x ", dilations);
    }
}
