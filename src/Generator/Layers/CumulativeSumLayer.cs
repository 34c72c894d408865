using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary><c>[CumulativeSum(axis)]</c>: the sums of all values up to each one along an axis.</summary>
internal sealed class CumulativeSumLayer : LayerDefinition
{
    public override string Kind => "CumulativeSum";

    public override string EndActivation(LayerSpec layer) => Linear;

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report) =>
        AxisArguments.Exists(layer, "Axis", layer.Integer("Axis"), inputs[0], report);

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        TensorShape shape = graph.ShapeOf(input);
        int axis = AxisArguments.Of(layer.Integer("Axis"), shape);
        return graph.Add(new CumulativeSumNode(layer.Name, shape, axis, IsReversed: false, GraphBuilder.Operands(input)));
    }
}
