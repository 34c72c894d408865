using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

/// <summary><c>[PRelu]</c>: one slope, one of each channel, or one of each value.</summary>
internal sealed class PRelu()
    : PointwiseOperator("PRelu", "`[PRelu]`, with `Slopes` as the slope's shape says", (_, x) => x[0] > 0 ? x[0] : x[0] * x[1])
{
    public override IReadOnlyList<int[]> ShapesOf(NetworkNode node, IReadOnlyList<int[]> shapes, IReadOnlyList<Tensor?> constants) =>
        [shapes[0]];

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        Value x = operands.Value(0);
        Tensor slope = operands.Constant(1, "slope");

        // Before version 7 a slope of each channel had one dimension, whatever came after.
        if (node.Version < 7 && slope.Shape.Length == 1 && slope.Count > 1)
            slope = slope.Reshaped([slope.Count, .. Enumerable.Repeat(1, Math.Max(0, x.Rank - 2))]);
        return [Of(builder, x, slope, node)];
    }

    /// <summary>The layer with a slope of a shape that is laid along the last axes of the value.</summary>
    public static Value Of(LayerBuilder builder, Value x, Tensor slope, NetworkNode node)
    {
        if (slope.Count > 1 && ChannelOf(x, slope) is { } channel)
            x = ByChannel(builder, x, channel);
        Layer layer = builder.Add("PRelu", [x.Layer], x.Layer.Shape, node, x.Layer.IsSequence);
        if (slope.Count == 1)
        {
            layer.Set(new Parameter("weight", [1], [(float)slope.Value]));
            return x.On(layer);
        }

        double[] all = Affine.Spread(x, slope);
        int channels = layer.IsSequence ? layer.Shape[1] : layer.Shape[0],
            positions = all.Length / channels;
        float[] each = [.. Enumerable.Range(0, channels).Select(index => (float)all[layer.IsSequence ? index : index * positions])];
        bool isByChannel = Enumerable
            .Range(0, all.Length)
            .All(index => (float)all[index] == each[layer.IsSequence ? index % channels : index / positions]);
        layer.Named.Add(("Slopes", isByChannel ? "ParameterSharing.PerChannel" : "ParameterSharing.PerValue"));
        layer.Set(
            isByChannel
                ? new Parameter("weight", [channels], each)
                : new Parameter("weight", layer.Shape, Array.ConvertAll(all, value => (float)value))
        );
        return x.On(layer);
    }

    // The only axis that the slope has several values along.
    private static int? ChannelOf(Value x, Tensor slope)
    {
        int offset = x.Rank - slope.Shape.Length;
        int[] places = [.. Enumerable.Range(0, slope.Shape.Length).Where(axis => slope.Shape[axis] > 1).Select(axis => axis + offset)];
        return places is [var only] && only >= 0 && !x.IsBatch(only) ? only : null;
    }

    private static Value ByChannel(LayerBuilder builder, Value x, int channel)
    {
        int[] others = [.. x.SampleAxes.Where(place => place != channel)];
        int[] rest = x.PartsOf(others);
        if (rest.Length == 0)
            return x;
        int[][] positions = others.Length == 2 ? [.. others.Select(place => x.PartsOf(place))] : [rest];
        Layer layer = builder.ArrangeChannels(x, x.PartsOf(channel), positions);
        int[] sizes = [.. rest.Select(x.SizeOf)],
            parts = layer.IsSequence ? [.. sizes, Shapes.Size(x.PartsOf(channel).Select(x.SizeOf))] : [layer.Shape[0], .. sizes];
        int first = layer.IsSequence ? 0 : 1,
            own = layer.IsSequence ? sizes.Length : 0;
        int[][] axes =
        [
            .. x.Axes.Select(
                (axis, place) =>
                    place == channel ? [own] : axis.Select(part => part == Value.Batch ? part : first + Array.IndexOf(rest, part)).ToArray()
            ),
        ];
        return new Value(layer, parts, axes, x.Samples);
    }
}
