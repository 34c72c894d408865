using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>One row of all values, channels first.</summary>
internal sealed class FlattenLayer : LayerDefinition
{
    public override string Kind => "Flatten";

    public override int Build(LayerSpec layer, int input, GraphBuilder graph) => graph.Reshape(layer.Name, input, TensorShape.Of(graph.ShapeOf(input).Size));

    public override string Describe(LayerSpec layer) => Kind;
}
