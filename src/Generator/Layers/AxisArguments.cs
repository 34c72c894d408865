using ModelCompiler.Generator.Graph;

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
}
