namespace ModelCompiler.Importing.Graph;

/// <summary>Arithmetic of shapes and places in row-major order.</summary>
internal static class Shapes
{
    private const long MostComputed = 1 << 24;

    /// <summary>The number of elements.</summary>
    public static int Size(IEnumerable<int> shape) => shape.Aggregate(1, (size, dimension) => checked(size * dimension));

    /// <summary>
    /// Refuses constants that are computed for a network and are many more than those of the file that they are made of: a few bytes of a
    /// file can ask for any size.
    /// </summary>
    /// <param name="count">How many numbers they are.</param>
    /// <param name="given">How many they are made of.</param>
    /// <param name="what">What they are for.</param>
    /// <exception cref="Refusal">They are too many.</exception>
    public static void CheckComputed(long count, long given, string what)
    {
        if (count > Math.Max(given, MostComputed))
            throw new Refusal($"{what} would take {count:N0} numbers", "do it outside of the network");
    }

    /// <summary>The distance between neighbours along each axis.</summary>
    public static int[] Strides(IReadOnlyList<int> shape)
    {
        int[] strides = new int[shape.Count];
        int stride = 1;
        for (int axis = shape.Count - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        return strides;
    }

    /// <summary>Where each element lies in a shape whose axes are put in another order.</summary>
    /// <param name="shape">The shape that the elements lie in.</param>
    /// <param name="order">The axes in the order in which they are taken.</param>
    public static Func<int, int> Reordered(IReadOnlyList<int> shape, int[] order)
    {
        int[] strides = Strides(shape),
            sizes = [.. order.Select(axis => shape[axis])],
            taken = Strides(sizes);
        return index =>
        {
            int place = 0;
            for (int axis = 0; axis < order.Length; axis++)
                place += index / taken[axis] % sizes[axis] * strides[order[axis]];
            return place;
        };
    }

    /// <summary>An axis from 0 on.</summary>
    /// <exception cref="Refusal">There is none such.</exception>
    public static int Axis(long axis, int rank)
    {
        long position = axis < 0 ? axis + rank : axis;
        return position >= 0 && position < Math.Max(rank, 1)
            ? (int)position
            : throw new Refusal($"the axis {axis} does not exist in {rank} dimensions", "the file is not valid; export it anew");
    }

    /// <summary>The shape of values that are combined element by element, or null when they do not fit.</summary>
    public static int[]? Broadcast(IReadOnlyList<int[]> shapes)
    {
        int rank = shapes.Select(shape => shape.Length).DefaultIfEmpty(0).Max();
        int[] result = [.. Enumerable.Repeat(1, rank)];
        foreach (int[] shape in shapes)
            for (int axis = 0; axis < shape.Length; axis++)
            {
                int place = rank - shape.Length + axis;
                if (shape[axis] == 1 || shape[axis] == result[place])
                    continue;
                if (result[place] != 1)
                    return null;
                result[place] = shape[axis];
            }

        return result;
    }

    /// <summary>Where an element of a combined shape lies in one of the shapes that were combined.</summary>
    public static Func<int, int> BroadcastIndex(int[] shape, int[] result)
    {
        if (shape.AsSpan().SequenceEqual(result))
            return index => index;
        int[] strides = Strides(shape),
            resultStrides = Strides(result);
        int offset = result.Length - shape.Length;
        return index =>
        {
            int place = 0;
            for (int axis = 0; axis < result.Length; axis++)
            {
                int position = index / resultStrides[axis] % result[axis];
                if (axis >= offset && shape[axis - offset] != 1)
                    place += position * strides[axis - offset];
            }

            return place;
        };
    }

    /// <summary>A shape as people write it.</summary>
    public static string Text(IEnumerable<int> shape) => "[" + string.Join(",", shape) + "]";
}
