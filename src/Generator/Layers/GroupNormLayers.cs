using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>
/// <c>y = (x - mean) / sqrt(variance + epsilon) * weight + bias</c>, mean and variance over a group of channels and their positions: the
/// groups are the steps of a sequence of their values, which lie one behind the other.
/// </summary>
internal abstract class GroupedNormLayer : LayerDefinition
{
    private const double DefaultEpsilon = 1e-5;

    public override string ParametersType => "LayerParameters";

    public override string EndActivation(LayerSpec layer) => Linear;

    public override void CheckArguments(LayerSpec layer, LayerReport report) => NormArguments.CheckEpsilon(layer, report);

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report)
    {
        TensorShape input = inputs[0];
        int groups = Groups(layer, input);
        if (input.IsSequence)
            report.Add(ShapeRules.NotAnImage, null, layer.Name, "the channels first, as images, signals and vectors have them", input);
        else if (input.Size <= groups)
            report.Add(ShapeRules.OneValueToNormalize, null, layer.Name, groups, input);
        return !input.IsSequence && input.Size > groups;
    }

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        TensorShape shape = graph.ShapeOf(input);
        int groups = Groups(layer, shape);
        int rows = graph.Reshape(layer.Name, input, TensorShape.Sequence(groups, shape.Size / groups));
        int normal = graph.Normalize(layer.Name, rows, Axis.Channel, NormArguments.Epsilon(layer, DefaultEpsilon), isCentered: true);
        int output = graph.Reshape(layer.Name, normal, shape);
        if (!IsAffine(layer))
            return output;
        Variable x = new("x"),
            w = new("w"),
            b = new("b");
        int weight = graph.ChannelParameter(layer.Name, "weight", input, 1),
            bias = graph.ChannelParameter(layer.Name, "bias", input, 0);
        return graph.Map(layer.Name, (x * w) + b, (x, output), (w, weight), (b, bias));
    }

    /// <summary>The number of groups of channels.</summary>
    protected abstract int Groups(LayerSpec layer, TensorShape input);

    /// <summary>Whether it has a weight and a bias.</summary>
    protected abstract bool IsAffine(LayerSpec layer);
}

/// <summary><c>[InstanceNorm]</c>: each channel by itself.</summary>
internal sealed class InstanceNormLayer : GroupedNormLayer
{
    public override string Kind => "InstanceNorm";

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report) =>
        ImageArguments.ImageOrSignal(layer, inputs[0], report) is not null && base.Fits(layer, inputs, report);

    protected override int Groups(LayerSpec layer, TensorShape input) => input.Extent(Axis.Channel);

    protected override bool IsAffine(LayerSpec layer) => layer.Boolean("Affine", otherwise: false);
}

/// <summary><c>[GroupNorm(groups)]</c>: so many groups of channels.</summary>
internal sealed class GroupNormLayer : GroupedNormLayer
{
    private const string Argument = "Groups";

    public override string Kind => "GroupNorm";

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        base.CheckArguments(layer, report);
        ImageArguments.CheckPositive(layer, Argument, report);
    }

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report)
    {
        int groups = layer.Integer(Argument),
            channels = inputs[0].Extent(Axis.Channel);
        if (inputs[0].IsSequence || channels % groups == 0)
            return base.Fits(layer, inputs, report);
        report.Add(ShapeRules.GroupsDoNotDivide, Argument, layer.Name, groups, inputs[0], channels);
        return false;
    }

    protected override int Groups(LayerSpec layer, TensorShape input) => layer.Integer(Argument);

    protected override bool IsAffine(LayerSpec layer) => layer.Boolean("Affine", otherwise: true);
}
