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
        TensorShape shape = graph.ShapeOf(input),
            slopes = SlopesOf(layer, shape.Dimensions);
        int weight = graph.ElementwiseParameter(
            layer.Name,
            "weight",
            slopes,
            layer.Number("InitialSlope") ?? Initializers.Slope(graph.Initialization)
        );
        if (slopes != shape)
        {
            int[] ones = [.. shape.Dimensions.Select((_, axis) => axis == 0 ? slopes.Size : 1)];
            weight = graph.View(layer.Name, weight, View.Of(ones).Expand(shape), shape);
        }

        return graph.Map(layer.Name, Where(x > 0, x, w * x), (x, input), (w, weight));
    }

    public override string Describe(LayerSpec layer) => Kind;

    /// <summary>The shape of the slopes: one for all values, for each channel or for each value.</summary>
    public static TensorShape SlopesOf(LayerSpec layer, EquatableArray<int> input) =>
        layer.Text("Slopes", "Shared") switch
        {
            "PerChannel" => TensorShape.Of(input[0]),
            "PerValue" => new TensorShape(input),
            _ => TensorShape.Of(1),
        };
}
