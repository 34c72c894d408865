using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>What the arguments of layers that work along axes mean.</summary>
internal static class AxisArguments
{
    /// <summary>An axis from 0 on, or null when a tensor of that rank has none such; -1 is the last one.</summary>
    public static int? Find(int axis, int rank) =>
        axis >= 0 && axis < rank ? axis
        : axis < 0 && axis >= -rank ? axis + rank
        : null;

    /// <summary>The same for an axis that was found to exist.</summary>
    public static int Of(int axis, TensorShape shape) => axis < 0 ? axis + shape.Dimensions.Count : axis;

    /// <summary>A shape without an axis, or with one element of it: the only axis always stays.</summary>
    public static EquatableArray<int> Reduced(EquatableArray<int> shape, int axis, bool keepsAxis) =>
        keepsAxis || shape.Count == 1
            ? shape.Select((size, index) => index == axis ? 1 : size).ToEquatableArray()
            : shape.Where((_, index) => index != axis).ToEquatableArray();

    /// <summary>The order of axes with two of them exchanged.</summary>
    public static int[] Exchanged(int rank, int first, int second) =>
        [
            .. Enumerable
                .Range(0, rank)
                .Select(axis =>
                    axis == first ? second
                    : axis == second ? first
                    : axis
                ),
        ];

    /// <summary>The first value of a slice and their number, or null when there are none or they lie beyond the axis.</summary>
    /// <param name="size">The values of the axis.</param>
    /// <param name="start">The first, from the end when negative.</param>
    /// <param name="stop">The one behind the last, from the end when negative; <see cref="int.MaxValue"/> is the end.</param>
    /// <param name="step">The distance between two.</param>
    public static (int Start, int Count)? Slice(int size, int start, int stop, int step)
    {
        long first = start < 0 ? (long)start + size : start,
            end = stop == int.MaxValue ? size
            : stop < 0 ? (long)stop + size
            : stop;
        return first < 0 || end > size || first >= end || step < 1 ? null : ((int)first, (int)((end - first + step - 1) / step));
    }

    /// <summary>The axes that there are, as <c>0 to 2</c>.</summary>
    public static string Range(TensorShape input) => input.Dimensions.Count == 1 ? "0" : "0 to " + Numbers.Text(input.Dimensions.Count - 1);

    /// <summary>Whether the input has an axis; reports it when not.</summary>
    public static bool Exists(LayerSpec layer, string argument, int axis, TensorShape input, LayerReport report)
    {
        if (Find(axis, input.Dimensions.Count) is not null)
            return true;
        bool isWritten = layer.Number(argument) is not null || layer.Integers(argument).Count > 0;
        report.Add(AxisRules.AxisUnknown, isWritten ? argument : null, layer.Name, Numbers.Text(axis), input, Range(input));
        return false;
    }

    /// <summary>Whether parts divide an axis that exists; reports it when not.</summary>
    public static bool DivideAxis(LayerSpec layer, string? argument, int axis, int parts, TensorShape input, LayerReport report) =>
        Of(axis, input) is var position
        && Divide(layer, argument, $"the axis {Numbers.Text(position)}", input.Dimensions[position], parts, input, report);

    /// <summary>Whether parts divide a size; reports it when not.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="argument">The argument with the number of parts, or null when it is the layer's nature.</param>
    /// <param name="what">What is divided, for the message.</param>
    /// <param name="size">Its size.</param>
    /// <param name="parts">The number of parts.</param>
    /// <param name="input">The shape of the input.</param>
    /// <param name="report">Takes the problem.</param>
    public static bool Divide(LayerSpec layer, string? argument, string what, int size, long parts, TensorShape input, LayerReport report)
    {
        if (size % parts == 0)
            return true;
        report.Add(
            AxisRules.PartsDoNotDivide,
            argument,
            layer.Name,
            what,
            input,
            Numbers.Text(parts),
            argument is null ? "Give it an even number of values" : "Choose a divisor of " + Numbers.Text(size)
        );
        return false;
    }
}
