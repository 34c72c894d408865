using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

/// <summary>An operator whose output has the shape of its first input.</summary>
/// <param name="name">The operator's name.</param>
internal abstract class SameShapeOperator(string name) : Operator(name)
{
    public override IReadOnlyList<int[]> ShapesOf(NetworkNode node, IReadOnlyList<int[]> shapes, IReadOnlyList<Tensor?> constants) =>
        [.. node.Outputs.Select(_ => shapes[0])];

    /// <summary>Says epsilon unless it is the layer's default.</summary>
    protected static void AddEpsilon(Layer layer, double epsilon, double otherwise)
    {
        if ((float)epsilon != (float)otherwise)
            layer.Named.Add(("Epsilon", LayerBuilder.Text(epsilon)));
    }
}

/// <summary>Softmax and its logarithm.</summary>
/// <param name="name">The operator's name, which is the layer's kind.</param>
internal sealed class SoftmaxOperator(string name) : SameShapeOperator(name)
{
    public override string ImportedAs => Name == "Softmax" ? "`[Softmax]`, or the `Activation` of the layer before" : "`[LogSoftmax]`";

    public override string Refused => "over the batch";

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        Value x = operands.Value(0);
        bool isOld = node.Version < 13;
        int axis = Shapes.Axis(node.Integer("axis", isOld ? 1 : -1), x.Rank);

        // Before version 13 all axes from the given one on were one.
        return [Of(builder, Name, x, isOld ? [.. Enumerable.Range(axis, x.Rank - axis)] : [axis], node)];
    }

    public override IReadOnlyList<Tensor>? Evaluate(NetworkNode node, IReadOnlyList<Tensor?> inputs, IReadOnlyList<int[]> shapes)
    {
        if (inputs[0] is not { } x || node.Version < 13)
            return null;
        int axis = Shapes.Axis(node.Integer("axis", -1), x.Shape.Length);
        return [Normalization.Softmax(x, [axis], Name == "LogSoftmax")];
    }

    /// <summary>The layer over axes, or the activation of a layer that gives those alone.</summary>
    public static Value Of(LayerBuilder builder, string kind, Value x, int[] axes, NetworkNode node)
    {
        Layer before = x.Layer;
        bool isOfLayer =
            before is { TakesActivation: true, Activation: null, IsShared: false, Kind: "Dense" }
            && kind == "Softmax"
            && Shapes.Size(x.PartsOf(axes).Select(x.SizeOf)) == before.Shape[^1]
            && Array.TrueForAll(axes, axis => !x.MixesSamples(axis))
            && x.PartsOf(axes).All(part => part >= x.Parts.Length - 1 || x.Parts[part] == 1 || before.Shape.Length == 1);
        if (!isOfLayer)
            return builder.Over(kind, x, axes, node).Value;
        before.Activation = kind;
        return x;
    }
}

/// <summary>Layer normalisation and that by the root mean square, over all axes from one on.</summary>
/// <param name="name">The operator's name.</param>
/// <param name="kind">The layer.</param>
internal sealed class LayerNormalization(string name, string kind) : SameShapeOperator(name)
{
    private const double DefaultEpsilon = 1e-5;

    public override string ImportedAs => $"`[{kind}]`, over all values of a sample or the channels of each position";

    public override string Refused => "over the batch";

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        Value x = operands.Value(0);
        int axis = Shapes.Axis(node.Integer("axis", -1), x.Rank);
        Tensor weight = operands.Constant(1, "scale");
        Tensor? bias = node.HasInput(2) ? operands.Constant(2, "bias") : null;
        double epsilon = node.Number("epsilon", DefaultEpsilon);
        return [Of(builder, kind, x, [.. Enumerable.Range(axis, x.Rank - axis)], epsilon, weight, bias, node)];
    }

    /// <summary>The layer over axes.</summary>
    public static Value Of(
        LayerBuilder builder,
        string kind,
        Value x,
        int[] axes,
        double epsilon,
        Tensor? weight,
        Tensor? bias,
        NetworkNode node
    )
    {
        bool isCentered = kind == "LayerNorm";
        (Value y, Layer layer) = isCentered
            ? builder.Over(kind, x, axes, node, ("weight", weight, 1), ("bias", bias, 0))
            : builder.Over(kind, x, axes, node, ("weight", weight, 1));
        AddEpsilon(layer, epsilon, isCentered ? DefaultEpsilon : 1.1920928955078125e-7);
        return y;
    }
}

/// <summary>Batch normalisation with its running statistics.</summary>
internal sealed class BatchNormalization() : SameShapeOperator("BatchNormalization")
{
    private const double DefaultEpsilon = 1e-5,
        DefaultMomentum = 0.9;

    public override string ImportedAs => "`[BatchNorm]`; momentum is 1 minus ONNX's";

    public override string Refused => "in training mode";

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        if (node.Integer("training_mode", 0) != 0 || (node.Version < 14 && node.Integer("is_test", 1) == 0))
            throw new Refusal("it is in training mode, so that samples depend on one another", "call model.eval() before the export");
        if (node.Version < 9 && node.Integer("spatial", 1) == 0)
            throw new Refusal("it has statistics for each position", "only statistics for each channel can be imported");
        Value x = operands.Value(0);
        (Layer source, int[] rest) = Channels(builder, x);
        Func<Tensor, float[]> laid = InOrder(x, rest);
        Layer layer = builder.Add("BatchNorm", [source], source.Shape, node, source.IsSequence);
        float[] mean = [.. laid(operands.Constant(3, "mean"))];
        TakeBias(source, mean);
        int[] shape = [mean.Length];
        layer.Set(new Parameter("weight", shape, laid(operands.Constant(1, "scale"))));
        layer.Set(new Parameter("bias", shape, laid(operands.Constant(2, "bias"))));
        layer.Set(new Parameter("running_mean", shape, mean));
        layer.Set(new Parameter("running_var", shape, laid(operands.Constant(4, "variance"))));
        AddEpsilon(layer, node.Number("epsilon", DefaultEpsilon), DefaultEpsilon);
        double momentum = Math.Round(1 - node.Number("momentum", DefaultMomentum), 6);
        if (momentum != 0.1)
            layer.Named.Add(("Momentum", LayerBuilder.Text(momentum)));
        if (rest.Length == 0)
            return [Flat(x, layer)];
        int[] sizes = [.. rest.Select(place => x.Shape[place])];
        return [builder.FromChannels(x, layer, ChannelAxis(x), shape[0], rest, sizes)];
    }

    // A row may lie in another order, as that of an image that was flattened with the channels last: then its statistics are put so.
    private static Func<Tensor, float[]> InOrder(Value x, int[] rest)
    {
        int[] parts = x.PartsOf(ChannelAxis(x)),
            natural = [.. parts.Order()];
        if (rest.Length > 0 || parts.SequenceEqual(natural))
            return constant => constant.Floats();
        Func<int, int> place = Shapes.Reordered([.. parts.Select(x.SizeOf)], [.. natural.Select(part => Array.IndexOf(parts, part))]);
        return constant => constant.Moved(constant.Shape, place).Floats();
    }

    private static Value Flat(Value x, Layer layer) => new(layer, x.Parts, x.Axes, x.Samples);

    /// <summary>The value as channels and at most two dimensions of positions, and the axes of the positions.</summary>
    public static (Layer Layer, int[] Positions) Channels(LayerBuilder builder, Value x)
    {
        int channel = ChannelAxis(x);
        if (x.MixesSamples(channel))
            throw new Refusal("its channels are the batch", "the batch must be the first axis");
        int[] rest = [.. x.SampleAxes.Where(place => place != channel)];
        if (rest.Length == 0)
            return (builder.Arrange(x, [.. x.PartsOf(channel).Order()]), rest);
        int[] last = x.PartsOf(rest.Skip(1));
        return rest.Length == 1
            ? (builder.ArrangeChannels(x, x.PartsOf(channel), x.PartsOf(rest[0])), rest)
            : (builder.ArrangeChannels(x, x.PartsOf(channel), x.PartsOf(rest[0]), last), rest);
    }

    private static int ChannelAxis(Value x) => x.Rank > 1 ? 1 : 0;

    // A bias that a mean is subtracted from has no effect in training: it is taken into the mean.
    private static void TakeBias(Layer source, float[] mean)
    {
        if (source is not { TakesActivation: true, Activation: null, IsShared: false } || source.Parameter("bias") is not { } bias)
            return;
        for (int channel = 0; channel < mean.Length; channel++)
            mean[channel] -= bias.Values[channel];
        source.Parameters.Remove(bias);
        source.Named.Add(("Bias", "false"));
    }
}

/// <summary>Normalisation of each channel, or of groups of them, in one sample by itself.</summary>
/// <param name="name">The operator's name.</param>
internal sealed class InstanceNormalization(string name) : SameShapeOperator(name)
{
    public override string ImportedAs => Name == "InstanceNormalization" ? "`[InstanceNorm(Affine = true)]`" : "`[GroupNorm]`";

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        Value x = operands.Value(0);
        bool isOfGroups = Name == "GroupNormalization";
        if (x.MixesSamples(1))
            throw new Refusal("its channels are the batch", "the batch must be the first axis");
        int[] rest = [.. x.SampleAxes.Where(place => place != 1)];
        int[] positions = x.PartsOf(rest);
        int channels = x.Shape[1],
            groups = (int)node.Integer("num_groups", channels);
        Layer source =
            rest.Length == 2
                ? builder.Arrange(x, x.PartsOf(1), x.PartsOf(rest[0]), x.PartsOf(rest[1]))
                : builder.Arrange(x, x.PartsOf(1), positions);
        if (source.IsSequence)
            throw new Refusal("it normalises channels over the steps of a sequence", "no layer does so for sequences");
        if (Shapes.Size(source.Shape) == groups)
            throw new Refusal("each channel has a single value", "a normalisation needs more than one");
        Layer layer = builder.Add(isOfGroups ? "GroupNorm" : "InstanceNorm", [source], source.Shape, node);
        if (isOfGroups)
            layer.Arguments.Add(LayerBuilder.Text(groups));
        else
            layer.Named.Add(("Affine", "true"));
        AddEpsilon(layer, node.Number("epsilon", 1e-5), 1e-5);
        layer.Set(new Parameter("weight", [channels], Each(operands.Constant(1, "scale"), channels)));
        layer.Set(new Parameter("bias", [channels], Each(operands.Constant(2, "bias"), channels)));
        return [builder.FromChannels(x, layer, 1, channels, rest, [.. rest.Select(place => x.Shape[place])])];
    }

    /// <summary>Groups of channels that were written as instances.</summary>
    public static Value OfGroups(LayerBuilder builder, Value x, Composite composite, NetworkNode node)
    {
        int groups = (int)composite.Numbers[0].Value,
            channels = x.Shape[1];
        if (x.MixesSamples(1))
            throw new Refusal("its channels are the batch", "the batch must be the first axis");
        int[] rest = [.. x.SampleAxes.Where(place => place != 1)];
        int[][] positions =
            rest.Length is 1 or 2 ? [.. rest.Select(place => x.PartsOf(place))]
            : rest.Length == 0 ? []
            : [x.PartsOf(rest)];
        Layer source = builder.Arrange(x, [x.PartsOf(1), .. positions]);
        Layer layer = builder.Add("GroupNorm", [source], source.Shape, node);
        layer.Arguments.Add(LayerBuilder.Text(groups));
        AddEpsilon(layer, composite.Numbers[1].Value, 1e-5);
        if (composite.Weight is null)
            layer.Named.Add(("Affine", "false"));
        else
        {
            layer.Set(new Parameter("weight", [channels], composite.Weight.Floats()));
            layer.Set(new Parameter("bias", [channels], composite.Bias!.Floats()));
        }

        return builder.FromChannels(x, layer, 1, channels, rest, [.. rest.Select(place => x.Shape[place])]);
    }

    // Before version 21 there was one weight for each group.
    private static float[] Each(Tensor given, int channels) =>
        given.Count == channels ? given.Floats() : given.Moved([channels], channel => channel / (channels / given.Count)).Floats();
}
