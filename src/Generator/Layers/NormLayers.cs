using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>A normalisation over an axis, with parameters of one value for each of its places, or over all values of a sample.</summary>
internal abstract class NormLayer : LayerDefinition
{
    public override string ParametersType => "LayerParameters";

    public override string EndActivation(LayerSpec layer) => Linear;

    public override void CheckArguments(LayerSpec layer, LayerReport report) => NormArguments.CheckEpsilon(layer, report);

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report) =>
        ChannelAxis.Fits(layer, inputs[0], report);
}

/// <summary><c>[LayerNorm]</c>: <c>y = (x - mean) / sqrt(variance + epsilon) * weight + bias</c>.</summary>
internal sealed class LayerNormLayer : NormLayer
{
    private const double DefaultEpsilon = 1e-5;

    public override string Kind => "LayerNorm";

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        Axis? over = ChannelAxis.Of(layer, input, graph);
        int normal = graph.Normalize(layer.Name, input, over, NormArguments.Epsilon(layer, DefaultEpsilon), isCentered: true);
        int weight = graph.AxisParameter(layer.Name, "weight", input, over, 1),
            bias = graph.AxisParameter(layer.Name, "bias", input, over, 0);
        Variable x = new("x"),
            w = new("w"),
            b = new("b");
        return graph.Map(layer.Name, (x * w) + b, (x, normal), (w, weight), (b, bias));
    }
}

/// <summary><c>[RmsNorm]</c>: <c>y = x / sqrt(mean(x^2) + epsilon) * weight</c>.</summary>
internal sealed class RmsNormLayer : NormLayer
{
    private const double DefaultEpsilon = 1.1920928955078125e-7;

    public override string Kind => "RmsNorm";

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        Axis? over = ChannelAxis.Of(layer, input, graph);
        int normal = graph.Normalize(layer.Name, input, over, NormArguments.Epsilon(layer, DefaultEpsilon), isCentered: false);
        Variable x = new("x"),
            w = new("w");
        return graph.Map(layer.Name, x * w, (x, normal), (w, graph.AxisParameter(layer.Name, "weight", input, over, 1)));
    }
}
