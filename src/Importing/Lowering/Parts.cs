using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Lowering;

/// <summary>Layers that reduce an axis or take a part of it.</summary>
internal static class Parts
{
    /// <summary>The mean, sum or largest value over axes.</summary>
    public static Value Reduce(this LayerBuilder builder, string kind, Value x, int[] axes, bool keeps, NetworkNode node)
    {
        if (Array.Exists(axes, x.MixesSamples))
            throw new Refusal("it works over the batch", "every sample must be computed by itself");
        x = x.Whole();
        int[] reduced = x.PartsOf(axes);
        if (reduced.Length == 0 || Shapes.Size(reduced.Select(x.SizeOf)) == 1)
            return Without(x, axes, keeps, x.Layer, x.Parts, part => part);
        int[] positions = x.PartsOf(Enumerable.Range(0, x.Rank).Except(axes));
        if (
            reduced is [var only]
            && (x.Layer.IsSequence || x.Layer.Shape.Length != 2 || only == 0)
            && x.Parts.AsSpan().SequenceEqual(x.Layer.Shape)
            && x.Parts.Length > 1
        )
            return Direct(builder, kind, x, axes, keeps, only, node);
        if (IsImage(x, reduced) && kind != "SumOver")
        {
            Layer pool = builder.Add(kind == "MeanOver" ? "GlobalAvgPool" : "GlobalMaxPool", [x.Layer], [x.Parts[0]], node);
            return Without(x, axes, keeps, pool, [x.Parts[0]], part => part);
        }

        // A window of more than one dimension is one axis of all its values.
        Layer rows = positions.Length == 0 ? builder.Arrange(x, [], reduced) : builder.Arrange(x, positions, reduced);
        int[] sizes = [.. positions.Select(x.SizeOf)];
        Layer layer = builder.Add(kind, [rows], [rows.Shape[0]], node);
        layer.Arguments.Add("1");
        return Without(x, axes, keeps, layer, positions.Length == 0 ? [1] : sizes, part => Array.IndexOf(positions, part));
    }

    /// <summary>Every so-manieth value of an axis from a first to before a last one, which may go backwards.</summary>
    public static Value Slice(this LayerBuilder builder, Value x, int axis, int start, int count, int step, NetworkNode node)
    {
        if (count == x.Shape[axis] && step == 1)
            return x;
        if (x.MixesSamples(axis))
            throw new Refusal("it takes some samples of a batch", "only axes of a sample can be cut");
        int[] order = x.PartsOf(axis);
        if (count == 0)
            return Nothing(x, order);
        if (order is [0] && count == 1 && start == x.Shape[axis] - 1 && LastStep(builder, x, axis) is { } last)
            return last;
        int[] rest = [.. x.SampleAxes.Where(place => place != axis)];
        bool isDirect = order.Length == 1 && x.Parts.AsSpan().SequenceEqual(x.Layer.Shape);
        Layer source = isDirect ? x.Layer : builder.Arrange(x, order, x.PartsOf(rest));
        int place = isDirect ? order[0] : 0;
        if (step < 0)
        {
            source = builder.Add("Flip", [source], source.Shape, node, source.IsSequence);
            source.Arguments.Add(LayerBuilder.Text(place));
            (start, step) = (source.Shape[place] - 1 - start, -step);
        }

        int stop = start + ((count - 1) * step) + 1;
        int[] shape = [.. source.Shape.Select((size, index) => index == place ? count : size)];
        Layer layer = count == source.Shape[place] && step == 1 ? source : builder.Add("Slice", [source], shape, node, source.IsSequence);
        if (layer != source)
        {
            layer.Arguments.AddRange([LayerBuilder.Text(place), LayerBuilder.Text(start)]);
            if (stop < source.Shape[place] && stop + step - 1 < source.Shape[place] + (step == 1 ? 1 : 0))
                layer.Arguments.Add(LayerBuilder.Text(stop));
            if (step > 1)
                layer.Named.Add(("Step", LayerBuilder.Text(step)));
        }

        return isDirect ? new Value(layer, shape, x.Axes, x.Samples)
            : rest.Length == 0
                ? new Value(
                    layer,
                    [count, 1],
                    [.. x.Axes.Select((_, index) => index == axis ? [.. Batches(x, index), 0] : Batches(x, index))],
                    x.Samples
                )
            : builder.FromChannels(x, layer, axis, count, rest, [.. rest.Select(index => x.Shape[index])]);
    }

    // Some networks join a part that is empty: it is no layer, and must not be needed by one.
    private static Value Nothing(Value x, int[] order)
    {
        int[] parts =
        [
            .. x.Parts.Select(
                (size, part) =>
                    part == order.FirstOrDefault(0) ? 0
                    : order.Contains(part) ? 1
                    : size
            ),
        ];
        var layer = new Layer
        {
            Kind = "Empty",
            Inputs = [x.Layer],
            Shape = parts,
        };
        return new Value(layer, parts, x.Axes, x.Samples);
    }

    // The last step of a recurrent layer that nobody else reads is what that layer can hand on.
    private static Value? LastStep(LayerBuilder builder, Value x, int axis)
    {
        Layer layer = x.Layer;
        bool canHandOn =
            layer is { Kind: "Lstm" or "Gru" or "Rnn", IsShared: false, Shape: [_, _] }
            && !layer.Named.Contains(("Bidirectional", "true"))
            && x.Parts[0] == layer.Shape[0];
        if (!canHandOn)
            return null;
        var last = new Layer
        {
            Kind = layer.Kind,
            Arguments = layer.Arguments,
            Named = [.. layer.Named, ("Output", "RecurrentOutput.LastStep")],
            Inputs = layer.Inputs,
            Shape = [layer.Shape[1]],
            Parameters = layer.Parameters,
            Scope = layer.Scope,
            IsScopeOfParameters = layer.IsScopeOfParameters,
        };
        builder.Layers[builder.Layers.IndexOf(layer)] = last;
        int[][] axes =
        [
            .. x.Axes.Select(
                (parts, place) => place == axis ? Batches(x, place) : parts.Select(part => part == Value.Batch ? part : part - 1).ToArray()
            ),
        ];
        return new Value(last, x.Parts[1..], axes, x.Samples);
    }

    private static int[] Batches(Value x, int place) => [.. x.Axes[place].Where(part => part == Value.Batch)];

    // Of the dimensions of a layer as they are; the one that is reduced falls away.
    private static Value Direct(LayerBuilder builder, string kind, Value x, int[] axes, bool keeps, int only, NetworkNode node)
    {
        int[] shape = [.. x.Parts.Where((_, part) => part != only)];
        bool isOfSteps = x.Layer.IsSequence && only == 0 && kind != "SumOver";
        Layer layer = builder.Add(isOfSteps ? (kind == "MeanOver" ? "GlobalAvgPool" : "GlobalMaxPool") : kind, [x.Layer], shape, node);
        if (!isOfSteps)
            layer.Arguments.Add(LayerBuilder.Text(only));
        return Without(x, axes, keeps, layer, shape, part => part > only ? part - 1 : part);
    }

    private static bool IsImage(Value x, int[] reduced) =>
        !x.Layer.IsSequence
        && x.Layer.Shape.Length is 2 or 3
        && x.Parts.AsSpan().SequenceEqual(x.Layer.Shape)
        && reduced.Length == x.Parts.Length - 1
        && reduced.Order().SequenceEqual(Enumerable.Range(1, x.Parts.Length - 1));

    private static Value Without(Value x, int[] axes, bool keeps, Layer layer, int[] parts, Func<int, int> renamed)
    {
        int[][] left =
        [
            .. x
                .Axes.Select(
                    (axis, place) =>
                        axes.Contains(place)
                            ? axis.Where(part => part == Value.Batch).ToArray()
                            : axis.Select(part => part == Value.Batch ? part : renamed(part)).ToArray()
                )
                .Where((_, place) => keeps || !axes.Contains(place)),
        ];
        return new Value(layer, parts, left, x.Samples);
    }
}
