using System.Globalization;
using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Lowering;

/// <summary>Layers that read several others.</summary>
internal static class Joins
{
    /// <summary>Values combined element by element, the smaller ones repeated.</summary>
    public static Value Join(this LayerBuilder builder, string kind, IReadOnlyList<Value> values, NetworkNode node)
    {
        int[] shape =
            Shapes.Broadcast([.. values.Select(value => value.Shape)])
            ?? throw new Refusal("the shapes do not go together", "the file is not valid; export it anew");
        Value[] grown = [.. values.Select(value => builder.Expand(value, shape, node))];
        bool areAlike = Array.TrueForAll(grown, value => IsLike(grown[0], value));
        Layer[] inputs = areAlike ? [.. grown.Select(value => value.Layer)] : [.. grown.Select(value => builder.Canonical(value))];
        if (Array.Exists(inputs, input => input.IsSequence != inputs[0].IsSequence))
            inputs = [.. grown.Select(value => builder.Arrange(value, [.. Enumerable.Range(0, value.Parts.Length)], []))];
        if (kind == "Multiply" && areAlike && Gated(builder, inputs, node) is { } gated)
            return grown[0].On(gated);
        Layer layer = builder.Add(kind, inputs, inputs[0].Shape, node, inputs[0].IsSequence);
        return areAlike ? grown[0].On(layer) : Canonical(grown[0], layer);
    }

    // The first half of an axis by the sigmoid of the second.
    private static Layer? Gated(LayerBuilder builder, Layer[] inputs, NetworkNode node)
    {
        if (inputs is not [{ Kind: "Slice" } first, { Kind: "Activation", Activation: "Sigmoid", Inputs: [{ Kind: "Slice" } second] }])
            return null;
        Layer whole = first.Inputs[0];
        int axis = int.Parse(first.Arguments[0], CultureInfo.InvariantCulture),
            half = first.Shape[axis];
        bool areHalves =
            second.Inputs[0] == whole
            && second.Arguments[0] == first.Arguments[0]
            && whole.Shape[axis] == 2 * half
            && first.Arguments[1] == "0"
            && second.Arguments[1] == LayerBuilder.Text(half)
            && first.Named.Count + second.Named.Count == 0;
        if (!areHalves)
            return null;
        Layer layer = builder.Add("Glu", [whole], first.Shape, node, first.IsSequence);
        if (axis != whole.Shape.Length - 1)
            layer.Arguments.Add(LayerBuilder.Text(axis));
        return layer;
    }

    /// <summary>Values side by side along an axis.</summary>
    public static Value Concat(this LayerBuilder builder, IReadOnlyList<Value> values, int axis, NetworkNode node)
    {
        if (values.Any(value => value.MixesSamples(axis)))
            throw new Refusal("it puts samples behind one another", "only axes of a sample can be joined");
        values = [.. values.Where(value => value.Shape[axis] > 0)];
        if (values.Count == 1)
            return values[0];
        int[] rest = [.. values[0].SampleAxes.Where(place => place != axis)];
        Layer[] inputs =
        [
            .. values.Select(value =>
                rest.Length == 0
                    ? builder.Arrange(value, value.PartsOf(axis))
                    : builder.ArrangeChannels(value, value.PartsOf(axis), Positions(value, rest))
            ),
        ];
        bool isSequence = Array.TrueForAll(inputs, input => input.IsSequence);
        if (!isSequence)
            inputs =
            [
                .. inputs.Select(
                    (input, index) =>
                        !input.IsSequence
                            ? input
                            : builder.Arrange(values[index], values[index].PartsOf(axis), values[index].PartsOf(rest), [])
                ),
            ];
        if (!isSequence && Array.Exists(inputs, input => input.Shape.Length != inputs[0].Shape.Length))
            inputs = [.. inputs.Select(input => builder.Shaped(input, [.. input.Shape, .. Enumerable.Repeat(1, 3 - input.Shape.Length)]))];
        int total = inputs.Sum(input => isSequence ? input.Shape[1] : input.Shape[0]);
        int[] shape = isSequence ? [inputs[0].Shape[0], total] : [total, .. inputs[0].Shape[1..]];
        Layer layer = builder.Add("Concat", inputs, shape, node, isSequence);
        int[] sizes = [.. rest.Select(place => values[0].Shape[place])];
        return builder.FromChannels(values[0], layer, axis, total, rest, sizes);
    }

    /// <summary>
    /// The value of a layer of channels, one axis of it, and positions, the others, which lie one behind the other in one dimension or
    /// more.
    /// </summary>
    public static Value FromChannels(
        this LayerBuilder builder,
        Value like,
        Layer layer,
        int axis,
        int channels,
        int[] rest,
        IReadOnlyList<int> sizes
    )
    {
        int[] parts = layer.IsSequence ? [.. sizes, channels] : [channels, .. sizes];
        int first = layer.IsSequence ? 0 : 1,
            own = layer.IsSequence ? sizes.Count : 0;
        int[][] axes =
        [
            .. Enumerable
                .Range(0, like.Rank)
                .Select(place =>
                    place == axis ? [own]
                    : Array.IndexOf(rest, place) is >= 0 and var index ? [.. Batches(like.Axes[place]), first + index]
                    : Batches(like.Axes[place])
                ),
        ];
        return new Value(layer, parts, axes, builder.Samples);
    }

    /// <summary>A layer whose dimensions are the axes of a value in their order, without the batch.</summary>
    public static Layer Canonical(this LayerBuilder builder, Value value) =>
        builder.Arrange(value, [.. value.SampleAxes.Select(place => value.PartsOf(place)).DefaultIfEmpty([])]);

    /// <summary>The value of a layer that was arranged so.</summary>
    public static Value Canonical(Value like, Layer layer)
    {
        int next = 0;
        int[][] axes = [.. like.Axes.Select((axis, place) => like.IsBatch(place) ? axis : [.. Batches(axis), next++])];
        return new Value(layer, layer.Shape, axes, like.Samples);
    }

    // The lines and pixels of an image stay apart, more axes become one.
    private static int[][] Positions(Value value, int[] rest) =>
        rest.Length == 2 ? [value.PartsOf(rest[0]), value.PartsOf(rest[1])] : [value.PartsOf(rest)];

    private static int[] Batches(int[] axis) => [.. axis.Where(part => part == Value.Batch)];

    // Whether two values have their numbers in the same places of their layers.
    private static bool IsLike(Value a, Value b) =>
        a.Layer.IsSequence == b.Layer.IsSequence
        && a.Layer.Shape.AsSpan().SequenceEqual(b.Layer.Shape)
        && Places(a).SequenceEqual(Places(b));

    private static IEnumerable<(int, int)> Places(Value value)
    {
        int[] strides = Shapes.Strides(value.Parts);
        foreach (int[] axis in value.Compact())
        foreach (int part in axis)
            yield return part == Value.Batch ? (-1, -1) : (value.Parts[part], strides[part]);
    }
}
