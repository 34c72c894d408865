using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;
using static ModelCompiler.Generator.Expressions.ExpressionFunctions;

namespace ModelCompiler.Generator.Layers;

/// <summary><c>y = weight x + bias</c>, element by element.</summary>
internal sealed class ScaleLayer : LayerDefinition
{
    public override string Kind => "Scale";

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        Variable x = new("x"),
            w = new("w"),
            b = new("b");
        int weight = graph.ElementwiseParameter(layer.Name, "weight", input, 1);
        return layer.Boolean("Bias", otherwise: true)
            ? graph.Map(layer.Name, (x * w) + b, (x, input), (w, weight), (b, graph.ElementwiseParameter(layer.Name, "bias", input, 0)))
            : graph.Map(layer.Name, x * w, (x, input), (w, weight));
    }

    public override string Describe(LayerSpec layer) => Kind;
}

/// <summary>The identity above zero, a learned slope otherwise.</summary>
internal sealed class PReluLayer : LayerDefinition
{
    public override string Kind => "PRelu";

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        Variable x = new("x"),
            w = new("w");
        int weight = graph.ElementwiseParameter(
            layer.Name,
            "weight",
            input,
            layer.Number("InitialSlope") ?? Initializers.Slope(graph.Initialization)
        );
        return graph.Map(layer.Name, Where(x > 0, x, w * x), (x, input), (w, weight));
    }

    public override string Describe(LayerSpec layer) => Kind;
}
