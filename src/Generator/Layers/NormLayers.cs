using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary><c>y = (x - mean) / sqrt(variance + epsilon) * weight + bias</c> over an axis, or all values of a sample.</summary>
internal sealed class LayerNormLayer : LayerDefinition
{
    private const double DefaultEpsilon = 1e-5;

    public override string Kind => "LayerNorm";

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        Axis? over = AxisArgument.Of(layer, input, graph);
        int normal = graph.Normalize(layer.Name, input, over, layer.Number("Epsilon") ?? DefaultEpsilon, isCentered: true);
        int weight = graph.AxisParameter(layer.Name, "weight", input, over, 1),
            bias = graph.AxisParameter(layer.Name, "bias", input, over, 0);
        Variable x = new("x"),
            w = new("w"),
            b = new("b");
        return graph.Map(layer.Name, (x * w) + b, (x, normal), (w, weight), (b, bias));
    }

    public override string Describe(LayerSpec layer) => Kind;
}

/// <summary><c>y = x / sqrt(mean(x^2) + epsilon) * weight</c> over an axis, or all values of a sample.</summary>
internal sealed class RmsNormLayer : LayerDefinition
{
    private const double DefaultEpsilon = 1.1920928955078125e-7;

    public override string Kind => "RmsNorm";

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        Axis? over = AxisArgument.Of(layer, input, graph);
        int normal = graph.Normalize(layer.Name, input, over, layer.Number("Epsilon") ?? DefaultEpsilon, isCentered: false);
        Variable x = new("x"),
            w = new("w");
        return graph.Map(layer.Name, x * w, (x, normal), (w, graph.AxisParameter(layer.Name, "weight", input, over, 1)));
    }

    public override string Describe(LayerSpec layer) => Kind;
}
