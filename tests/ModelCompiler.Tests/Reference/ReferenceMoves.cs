namespace ModelCompiler.Tests.Reference;

/// <summary>
/// What PyTorch's functions that move values do, index by index, on values of any kind: numbers, or scalars of a tape. Axes may be
/// negative.
/// </summary>
internal static class ReferenceMoves
{
    public static int Axis(IReadOnlyList<int> shape, int axis) => axis < 0 ? axis + shape.Count : axis;

    public static T[] Permute<T>(T[] x, IReadOnlyList<int> shape, params int[] axes)
    {
        int[] order = [.. axes.Select(axis => Axis(shape, axis))];
        return Gather(
            x,
            shape,
            [.. order.Select(axis => shape[axis])],
            index => [.. shape.Select((_, axis) => index[Array.IndexOf(order, axis)])]
        );
    }

    public static int[] Exchange(IReadOnlyList<int> shape, int first, int second)
    {
        int[] axes = [.. Enumerable.Range(0, shape.Count)];
        (axes[Axis(shape, first)], axes[Axis(shape, second)]) = (axes[Axis(shape, second)], axes[Axis(shape, first)]);
        return axes;
    }

    public static T[] Slice<T>(T[] x, IReadOnlyList<int> shape, int axis, int start, int stop, int step = 1)
    {
        axis = Axis(shape, axis);
        int[] taken = Range(shape[axis], start, stop, step);
        return Gather(x, shape, With(shape, axis, taken.Length), index => With(index, axis, taken[index[axis]]));
    }

    /// <summary>The values of a slice, as a loop would visit them.</summary>
    public static int[] Range(int size, int start, int stop, int step)
    {
        var taken = new List<int>();
        int end =
            stop == int.MaxValue ? size
            : stop < 0 ? stop + size
            : stop;
        for (int i = start < 0 ? start + size : start; i < end; i += step)
            taken.Add(i);
        return [.. taken];
    }

    public static T[] Flip<T>(T[] x, IReadOnlyList<int> shape, params int[] axes)
    {
        int[] reversed = [.. axes.Select(axis => Axis(shape, axis))];
        return Gather(x, shape, shape, index => [.. index.Select((i, axis) => reversed.Contains(axis) ? shape[axis] - 1 - i : i)]);
    }

    public static T[] PixelShuffle<T>(T[] x, IReadOnlyList<int> shape, int factor) =>
        Gather(
            x,
            shape,
            [shape[0] / (factor * factor), shape[1] * factor, shape[2] * factor],
            index =>
                [(index[0] * factor * factor) + (index[1] % factor * factor) + (index[2] % factor), index[1] / factor, index[2] / factor]
        );

    public static T[] PixelUnshuffle<T>(T[] x, IReadOnlyList<int> shape, int factor) =>
        Gather(
            x,
            shape,
            [shape[0] * factor * factor, shape[1] / factor, shape[2] / factor],
            index =>
                [
                    index[0] / (factor * factor),
                    (index[1] * factor) + (index[0] / factor % factor),
                    (index[2] * factor) + (index[0] % factor),
                ]
        );

    /// <summary>One value for each place without an axis, from all values along it.</summary>
    public static T[] Reduce<T>(T[] x, IReadOnlyList<int> shape, int axis, Func<T[], T> reduce)
    {
        axis = Axis(shape, axis);
        return
        [
            .. Indices(With(shape, axis, 1))
                .Select(index => reduce([.. Enumerable.Range(0, shape[axis]).Select(i => x[Position(shape, With(index, axis, i))])])),
        ];
    }

    /// <summary>What a function makes of each value and of the result for the one before it along an axis.</summary>
    public static T[] Scan<T>(T[] x, IReadOnlyList<int> shape, int axis, Func<T, T, T> join)
    {
        axis = Axis(shape, axis);
        var y = new T[x.Length];
        foreach (int[] index in Indices(shape))
            y[Position(shape, index)] =
                index[axis] == 0
                    ? x[Position(shape, index)]
                    : join(y[Position(shape, With(index, axis, index[axis] - 1))], x[Position(shape, index)]);
        return y;
    }

    /// <summary>The shape without an axis, or with one element of it.</summary>
    public static int[] Reduced(IReadOnlyList<int> shape, int axis, bool keeps) =>
        keeps || shape.Count == 1 ? With(shape, Axis(shape, axis), 1) : [.. shape.Where((_, index) => index != Axis(shape, axis))];

    public static int[] With(IReadOnlyList<int> shape, int axis, int size) => [.. shape.Select((old, index) => index == axis ? size : old)];

    private static T[] Gather<T>(T[] x, IReadOnlyList<int> shape, IReadOnlyList<int> result, Func<int[], int[]> source) =>
        [.. Indices(result).Select(index => x[Position(shape, source(index))])];

    private static IEnumerable<int[]> Indices(IReadOnlyList<int> shape)
    {
        int[] index = new int[shape.Count];
        for (int count = shape.Aggregate(1, (size, extent) => size * extent); count > 0; count--)
        {
            yield return [.. index];
            for (int axis = shape.Count - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--)
                index[axis] = 0;
        }
    }

    private static int Position(IReadOnlyList<int> shape, int[] index)
    {
        int position = 0;
        for (int axis = 0; axis < index.Length; axis++)
            position = (position * shape[axis]) + index[axis];
        return position;
    }
}
