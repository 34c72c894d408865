using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Lowering;

/// <summary>Puts the values of a layer in the order and the shape that another layer reads, by the layers that move values.</summary>
internal static class Arrangement
{
    /// <summary>A layer whose dimensions are groups of a value's parts, in their order; all parts must be named.</summary>
    public static Layer Arrange(this LayerBuilder builder, Value value, params int[][] groups)
    {
        int[] shape = [.. groups.Select(group => Shapes.Size(group.Select(value.SizeOf)))],
            order = [.. groups.SelectMany(group => group).Where(part => value.Parts[part] != 1)],
            natural = [.. Enumerable.Range(0, value.Parts.Length).Where(part => value.Parts[part] != 1)];
        if (order.Length != natural.Length)
            throw new Refusal(
                $"its input of {Shapes.Text(value.Shape)} has values beside those that it works on",
                "the batch must be one axis of the input: say which with --batch-axis"
            );
        if (order.SequenceEqual(natural))
            return builder.Shaped(value.Layer, shape);
        return Shuffled(builder, value, order, shape) ?? builder.Shaped(Moved(builder, value, order), shape);
    }

    /// <summary>A layer of channels and positions: a sequence has its steps first, all others their channels.</summary>
    /// <param name="builder">Takes the layers.</param>
    /// <param name="value">The value.</param>
    /// <param name="channels">The parts that are the channels.</param>
    /// <param name="positions">The parts of each dimension of the positions.</param>
    public static Layer ArrangeChannels(this LayerBuilder builder, Value value, int[] channels, params int[][] positions)
    {
        if (value.Layer.IsSequence && positions.Length == 1)
        {
            Layer steps = builder.Arrange(value, positions[0], channels);
            if (steps.IsSequence)
                return steps;
        }

        return builder.Arrange(value, [channels, .. positions]);
    }

    /// <summary>What the axes of a value become when they are the dimensions of such a layer: channels, then positions.</summary>
    public static int[] ChannelsFirst(Layer layer) =>
        layer.IsSequence && layer.Shape.Length == 2 ? [1, 0] : [.. Enumerable.Range(0, layer.Shape.Length)];

    // Blocks of pixels that become channels, or channels that become blocks.
    private static Layer? Shuffled(LayerBuilder builder, Value value, int[] order, int[] shape)
    {
        int[] parts = [.. value.Parts.Where(size => size != 1)];
        if (parts.Length != 5 || value.Layer.Shape.Length != 3 || shape.Length != 3)
            return null;
        int[] ranks = [.. order.Select(part => value.Parts.Take(part).Count(size => size != 1))];
        (string? kind, int factor, int[] before, int[] after) = ranks switch
        {
            [0, 2, 4, 1, 3] when parts[2] == parts[4] => (
                "PixelUnshuffle",
                parts[2],
                new[] { parts[0], parts[1] * parts[2], parts[3] * parts[4] },
                new[] { parts[0] * parts[2] * parts[4], parts[1], parts[3] }
            ),
            [0, 3, 1, 4, 2] when parts[1] == parts[2] => (
                "PixelShuffle",
                parts[1],
                new[] { parts[0] * parts[1] * parts[2], parts[3], parts[4] },
                new[] { parts[0], parts[3] * parts[1], parts[4] * parts[2] }
            ),
            _ => (null, 0, [], []),
        };
        if (kind is null || !value.Layer.Shape.AsSpan().SequenceEqual(before) || !shape.AsSpan().SequenceEqual(after))
            return null;
        Layer layer = builder.Add(kind, [value.Layer], shape, null);
        layer.Arguments.Add(LayerBuilder.Text(factor));
        return layer;
    }

    // Parts that stay neighbours are moved as one.
    private static Layer Moved(LayerBuilder builder, Value value, int[] order)
    {
        var runs = new List<List<int>>();
        foreach (int part in order)
        {
            if (runs.Count > 0 && NextPart(value, runs[^1][^1]) == part)
                runs[^1].Add(part);
            else
                runs.Add([part]);
        }

        List<List<int>> sorted = [.. runs.OrderBy(run => run[0])];
        int[] before = [.. sorted.Select(run => Shapes.Size(run.Select(value.SizeOf)))],
            axes = [.. runs.Select(run => sorted.IndexOf(run))];
        return builder.Transposed(builder.Shaped(value.Layer, before), axes);
    }

    private static int NextPart(Value value, int part)
    {
        do part++;
        while (part < value.Parts.Length && value.Parts[part] == 1);
        return part;
    }
}
