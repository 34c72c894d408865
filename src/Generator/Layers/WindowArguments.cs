using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>How the arguments that speak of one dimension end.</summary>
/// <param name="Size">Behind Kernel, Stride, Dilation, Padding and OutputPadding.</param>
/// <param name="Before">Behind the Padding of one side.</param>
/// <param name="After">Behind the Padding of the other side.</param>
internal sealed record AxisNames(string Size, string Before, string After)
{
    /// <summary>The lines of an image.</summary>
    public static AxisNames Vertical { get; } = new("Height", "Top", "Bottom");

    /// <summary>The pixels of a line of an image.</summary>
    public static AxisNames Horizontal { get; } = new("Width", "Left", "Right");

    /// <summary>The one dimension of a signal.</summary>
    public static AxisNames Length { get; } = new("", "Before", "After");

    /// <summary>The names of the padding that is said of this dimension alone.</summary>
    public IEnumerable<string> OwnPaddings =>
        Size.Length > 0 ? ["Padding" + Size, "Padding" + Before, "Padding" + After] : ["Padding" + Before, "Padding" + After];
}

/// <summary>
/// What the arguments of a layer say about its window: of one side before one dimension, and of one dimension before all.
/// </summary>
internal static class WindowArguments
{
    /// <summary>The value of <c>Padding.Same</c>.</summary>
    public const int Same = -1;

    /// <summary>The value of <c>Padding.Causal</c>.</summary>
    public const int Causal = -2;

    private const string Padding = "Padding";

    /// <summary>The dimensions of an image or a signal.</summary>
    public static IReadOnlyList<AxisNames> Axes(bool isSignal) =>
        isSignal ? [AxisNames.Length] : [AxisNames.Vertical, AxisNames.Horizontal];

    /// <summary>The name of the argument that says something of a dimension.</summary>
    public static string Name(LayerSpec layer, string argument, AxisNames axis) =>
        layer.Number(argument + axis.Size) is null ? argument : argument + axis.Size;

    /// <summary>The name of the argument that says the padding of a side.</summary>
    public static string PaddingName(LayerSpec layer, AxisNames axis, string side) =>
        layer.Number(Padding + side) is null ? Name(layer, Padding, axis) : Padding + side;

    /// <summary>What an argument says of a dimension.</summary>
    public static int Of(LayerSpec layer, string argument, AxisNames axis, int otherwise = 1) =>
        layer.Integer(Name(layer, argument, axis), otherwise);

    /// <summary>The size of the window.</summary>
    public static int Kernel(LayerSpec layer, AxisNames axis) => Of(layer, "Kernel", axis);

    /// <summary>The places of the window.</summary>
    public static double Taps(LayerSpec layer, bool isSignal) => Axes(isSignal).Aggregate(1.0, (taps, axis) => taps * Kernel(layer, axis));

    /// <summary>The distance between windows; that of a pool is its kernel unless it says otherwise.</summary>
    public static int Stride(LayerSpec layer, AxisNames axis) =>
        Of(layer, "Stride", axis, layer.Kind.Contains("Pool") ? Kernel(layer, axis) : 1);

    /// <summary>The padding of each side of a dimension; <see cref="Same"/> where it depends on the input.</summary>
    public static (int Before, int After) PaddingOf(LayerSpec layer, AxisNames axis)
    {
        int before = layer.Integer(PaddingName(layer, axis, axis.Before)),
            after = layer.Integer(PaddingName(layer, axis, axis.After));
        long reach = Of(layer, "Dilation", axis) * (Kernel(layer, axis) - 1L);
        return (before == Causal ? (int)Math.Min(int.MaxValue, reach) : before, after == Causal ? 0 : after);
    }

    /// <summary>The window over an image; a signal has one line, which the window does not leave.</summary>
    public static Window Window(LayerSpec layer, ImageShape input, bool isSignal) =>
        isSignal
            ? new Window(WindowAxis.Single, Axis(layer, AxisNames.Length, input.Width))
            : new Window(Axis(layer, AxisNames.Vertical, input.Height), Axis(layer, AxisNames.Horizontal, input.Width));

    private static WindowAxis Axis(LayerSpec layer, AxisNames names, int inputs)
    {
        int kernel = Kernel(layer, names),
            stride = Stride(layer, names),
            dilation = Of(layer, "Dilation", names);
        (int before, int after) = PaddingOf(layer, names);
        int outputs = (int)((inputs + (long)stride - 1) / stride);
        int same = (int)Math.Max(0, ((outputs - 1L) * stride) + (dilation * (kernel - 1L)) + 1 - inputs);
        var axis = new WindowAxis(kernel, stride, dilation, before == Same ? same / 2 : before, after == Same ? same - (same / 2) : after);
        return layer.Boolean("CeilMode", otherwise: false) ? axis.WithRest(inputs) : axis;
    }
}
