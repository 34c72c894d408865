using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Lowering;

/// <summary>Gives a value another shape of the same order, splitting parts of its layer where the new axes end inside.</summary>
internal static class Regrouping
{
    /// <summary>The value in another shape, its values in order before where the shape cuts through what was moved.</summary>
    /// <exception cref="Refusal">An axis would hold values of several samples.</exception>
    public static Value Regroup(this LayerBuilder builder, Value value, IReadOnlyList<int> shape)
    {
        try
        {
            return value.Regroup(shape);
        }
        catch (Refusal) when (value.Axes.SelectMany(axis => axis).FirstOrDefault(Value.Batch) == Value.Batch)
        {
            int[] parts = [.. value.Axes.SelectMany(axis => axis).Where(part => part != Value.Batch)];
            Layer row = builder.Arrange(value, parts);
            int[][] axes = value.HasBatch
                ?
                [
                    [Value.Batch],
                    [0],
                ]
                :
                [
                    [0],
                ];
            return builder.ValueOf(row, axes).Regroup(shape);
        }
    }

    /// <summary>The value in another shape.</summary>
    /// <exception cref="Refusal">An axis would hold values of several samples, or parts that do not divide.</exception>
    public static Value Regroup(this Value value, IReadOnlyList<int> shape)
    {
        if (Shapes.Size(shape) != Shapes.Size(value.Shape))
            throw new Refusal(
                $"{Shapes.Text(value.Shape)} cannot become {Shapes.Text(shape)}",
                "export with fixed sizes, or with the batch as the only dynamic one"
            );
        var left = new LinkedList<(int Part, int Size)>(
            value.Compact().SelectMany(axis => axis).Select(part => (part, value.SizeOf(part)))
        );
        var splits = new Splits(value.Parts);
        var axes = new List<int[]>();
        foreach (int size in shape)
            axes.Add(Take(left, size, splits, value));

        // Of a batch of one sample it does not matter where it is.
        if (left.Count > 0 && axes.Count > 0)
            axes[^1] = [.. axes[^1], .. left.Select(item => item.Part)];
        (int[] parts, Func<int, int[]> renamed) = splits.Done();
        return new Value(value.Layer, parts, [.. axes.Select(axis => axis.SelectMany(renamed).ToArray())], value.Samples);
    }

    private static int[] Take(LinkedList<(int Part, int Size)> left, int size, Splits splits, Value value)
    {
        var axis = new List<int>();
        int product = 1;
        if (size == 1 && left.First?.Value is { Part: Value.Batch, Size: 1 })
        {
            left.RemoveFirst();
            return [Value.Batch];
        }

        while (product < size)
        {
            (int part, int count) = left.First!.Value;
            left.RemoveFirst();
            if ((long)product * count <= size && size % (product * count) == 0)
            {
                axis.Add(part);
                product *= count;
                continue;
            }

            int first = size / product;
            if (size % product != 0 || count % first != 0)
                throw new Refusal(
                    $"{Shapes.Text(value.Shape)} is cut into dimensions that do not divide those before",
                    "write the reshape as a permute and a flatten of whole dimensions"
                );
            if (part == Value.Batch)
                throw new Refusal(
                    "the reshape divides the batch, so that a sample would be more than one",
                    "the batch must stay an axis of its own; export with a dynamic batch"
                );
            (int before, int after) = splits.Split(part, count, first);
            axis.Add(before);
            left.AddFirst((after, count / first));
            product = size;
        }

        return [.. axis];
    }

    /// <summary>Parts that are split in two, again and again. Those that were split have numbers beyond those of the layer.</summary>
    private sealed class Splits(int[] parts)
    {
        private readonly List<(int Before, int After)?> _children = [.. parts.Select(_ => ((int, int)?)null)];
        private readonly List<int> _sizes = [.. parts];

        public (int Before, int After) Split(int part, int count, int first)
        {
            (int, int) children = (_sizes.Count, _sizes.Count + 1);
            _sizes.AddRange([first, count / first]);
            _children.AddRange([null, null]);
            _children[part] = children;
            return children;
        }

        /// <summary>The parts in the layer's order, and what became of each number.</summary>
        public (int[] Parts, Func<int, int[]> Renamed) Done()
        {
            var leaves = new List<int>();
            for (int part = 0; part < parts.Length; part++)
                Collect(part, leaves);
            int[] places = new int[_sizes.Count];
            for (int place = 0; place < leaves.Count; place++)
                places[leaves[place]] = place;
            return ([.. leaves.Select(leaf => _sizes[leaf])], part => part == Value.Batch ? [Value.Batch] : [places[part]]);
        }

        private void Collect(int part, List<int> leaves)
        {
            if (_children[part] is not { } children)
            {
                leaves.Add(part);
                return;
            }

            Collect(children.Before, leaves);
            Collect(children.After, leaves);
        }
    }
}
