using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary><c>[Flatten]</c>: an output of any shape taken as flat.</summary>
internal sealed class FlattenLayer : LayerDefinition
{
    public override string Kind => "Flatten";

    public override bool IsIdentity(LayerSpec layer) => true;

    public override int Build(LayerSpec layer, int input, GraphBuilder graph) =>
        graph.Reshape(layer.Name, input, TensorShape.Of(graph.ShapeOf(input).Size));
}

/// <summary><c>[Reshape(shape)]</c>: another shape of as many values.</summary>
internal sealed class ReshapeLayer : LayerDefinition
{
    public override string Kind => "Reshape";

    public override bool IsIdentity(LayerSpec layer) => true;

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report)
    {
        TensorShape shape = Shape(layer);
        double size = Sizes.Of(inputs[0]);
        if (shape.Dimensions.Count > 0 && shape.Dimensions.All(dimension => dimension > 0) && Sizes.Of(shape) == size)
            return true;
        report.Add(ShapeRules.ReshapeSizeDiffers, null, layer.Name, inputs[0], Numbers.Count(size), shape);
        return false;
    }

    public override int Build(LayerSpec layer, int input, GraphBuilder graph) => graph.Reshape(layer.Name, input, Shape(layer));

    private static TensorShape Shape(LayerSpec layer) => new(layer.Integers("Shape"));
}
