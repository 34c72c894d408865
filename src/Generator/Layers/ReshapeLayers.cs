using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>An output taken as flat.</summary>
internal sealed class FlattenLayer : LayerDefinition
{
    public override string Kind => "Flatten";

    public override int Build(LayerSpec layer, int input, GraphBuilder graph) =>
        graph.Reshape(layer.Name, input, TensorShape.Of(graph.ShapeOf(input).Size));

    public override string Describe(LayerSpec layer) => Kind;
}

/// <summary>An output with another shape.</summary>
internal sealed class ReshapeLayer : LayerDefinition
{
    public override string Kind => "Reshape";

    public override int Build(LayerSpec layer, int input, GraphBuilder graph) =>
        graph.Reshape(layer.Name, input, new TensorShape(layer.Integers("Shape")));

    public override string Describe(LayerSpec layer) => Kind;
}
