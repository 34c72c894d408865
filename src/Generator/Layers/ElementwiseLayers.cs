using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;
using static ModelCompiler.Generator.Expressions.ExpressionFunctions;

namespace ModelCompiler.Generator.Layers;

/// <summary><c>[Scale]</c>: <c>y = weight x + bias</c>, element by element.</summary>
internal sealed class ScaleLayer : LayerDefinition
{
    public override string Kind => "Scale";

    public override string ParametersType => "LayerParameters";

    public override string EndActivation(LayerSpec layer) => Linear;

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
}

/// <summary><c>[PRelu]</c>: the identity above zero, a learned slope otherwise.</summary>
internal sealed class PReluLayer : LayerDefinition
{
    private const string InitialSlope = "InitialSlope";

    public override string Kind => "PRelu";

    public override string ParametersType => "LayerParameters";

    public override string EndActivation(LayerSpec layer) => Kind;

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        if (layer.Number(InitialSlope) is { } slope && !Numbers.IsFinite(slope))
            report.OutOfRange(layer, InitialSlope, slope, "a finite number");
    }

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        Variable x = new("x"),
            w = new("w");
        double slope = layer.Number(InitialSlope) ?? Initializers.Slope(graph.Initialization);
        int weight = graph.Spread(layer.Name, "weight", input, layer.Text("Slopes", "Shared"), slope);
        return graph.Map(layer.Name, Where(x > 0, x, w * x), (x, input), (w, weight));
    }
}
