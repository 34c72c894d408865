using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Lowering;

/// <summary>Layers that normalise over axes, with parameters of the same axes, and softmax.</summary>
internal static class Norms
{
    /// <summary>A layer over the given axes: all values of a sample, the channels of each position, or the features of each step.</summary>
    /// <param name="builder">Takes the layers.</param>
    /// <param name="kind"><c>LayerNorm</c>, <c>RmsNorm</c>, <c>Softmax</c> or <c>LogSoftmax</c>.</param>
    /// <param name="x">The value.</param>
    /// <param name="axes">The axes.</param>
    /// <param name="node">The node, for the name.</param>
    /// <param name="parameters">The parameters by name, of the shape of the axes or smaller; null for none, a default where the layer has
    /// one.</param>
    /// <returns>The value and the layer.</returns>
    public static (Value Value, Layer Layer) Over(
        this LayerBuilder builder,
        string kind,
        Value x,
        int[] axes,
        NetworkNode node,
        params (string Name, Tensor? Given, float Otherwise)[] parameters
    )
    {
        if (Array.Exists(axes, x.MixesSamples))
            throw new Refusal("it works over the batch", "every sample must be computed by itself");
        axes = [.. axes.Order()];
        int[] rest = [.. Enumerable.Range(0, x.Rank).Except(axes)],
            over = x.PartsOf(axes),
            positions = x.PartsOf(rest);
        bool isOfAll = Shapes.Size(positions.Select(x.SizeOf)) == 1;
        int[] sizes = [.. axes.Select(place => x.Shape[place])];
        Layer source = isOfAll
            ? OfAll(builder, x, over, parameters.Length > 0)
            : builder.ArrangeChannels(x, over, Dimensions(x, positions));
        Layer layer = builder.Add(kind, [source], source.Shape, node, source.IsSequence);
        if (!isOfAll && !source.IsSequence)
            layer.Named.Add(("Axis", "0"));
        foreach ((string name, Tensor? given, float otherwise) in parameters)
        {
            Tensor all = given is null ? Tensor.Scalar(otherwise) : given;
            Func<int, int> place = Shapes.BroadcastIndex(all.Shape, sizes);
            if (all.Shape.Length > sizes.Length)
                throw new Refusal(
                    $"its {name} of {Shapes.Text(all.Shape)} has more axes than what it normalises",
                    "a norm has one weight for each value that it normalises"
                );
            int[] shape = isOfAll ? source.Shape : [Shapes.Size(sizes)];
            layer.Set(new Parameter(name, shape, all.Moved([Shapes.Size(sizes)], place).Floats()));
        }

        return (isOfAll ? Whole(x, layer, axes, over) : Positioned(builder, x, layer, axes, rest, over, positions), layer);
    }

    // The lines and pixels of an image stay apart, more dimensions become one.
    private static int[][] Dimensions(Value x, int[] positions)
    {
        int[] large = [.. positions.Where(part => x.Parts[part] != 1)];
        return large.Length == 2 && large[0] < large[1]
            ?
            [
                [large[0]],
                [.. positions.Where(part => part != large[0])],
            ]
            : [positions];
    }

    // A sequence of one step, or features of one, is a row.
    private static Layer OfAll(LayerBuilder builder, Value x, int[] over, bool hasParameters)
    {
        int[] natural = [.. Enumerable.Range(0, x.Parts.Length)];
        bool isInOrder = over.Where(part => x.Parts[part] != 1).SequenceEqual(natural.Where(part => x.Parts[part] != 1));
        return !x.Layer.IsSequence && (isInOrder || !hasParameters) ? x.Layer : builder.Arrange(x, over);
    }

    private static Value Whole(Value x, Layer layer, int[] axes, int[] over) =>
        layer.Shape.AsSpan().SequenceEqual(x.Layer.Shape)
            ? x.On(layer)
            : new Value(
                layer,
                [.. over.Select(x.SizeOf)],
                [
                    .. x.Axes.Select(
                        (axis, place) =>
                            axis.Where(part => part == Value.Batch || axes.Contains(place))
                                .Select(part => part == Value.Batch ? part : Array.IndexOf(over, part))
                                .ToArray()
                    ),
                ],
                x.Samples
            );

    private static Value Positioned(LayerBuilder builder, Value x, Layer layer, int[] axes, int[] rest, int[] over, int[] positions)
    {
        int[] overSizes = [.. over.Select(x.SizeOf)],
            restSizes = [.. positions.Select(x.SizeOf)];
        int[] parts = layer.IsSequence ? [.. restSizes, .. overSizes] : [.. overSizes, .. restSizes];
        int first = layer.IsSequence ? restSizes.Length : 0,
            behind = layer.IsSequence ? 0 : overSizes.Length;
        int[][] result =
        [
            .. x.Axes.Select(axis =>
                axis.Select(part =>
                        part == Value.Batch ? part
                        : Array.IndexOf(over, part) is >= 0 and var index ? first + index
                        : behind + Array.IndexOf(positions, part)
                    )
                    .ToArray()
            ),
        ];
        return new Value(layer, parts, result, builder.Samples);
    }
}
