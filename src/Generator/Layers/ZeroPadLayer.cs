using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>Zeros around an image or a signal.</summary>
internal sealed class ZeroPadLayer : LayerDefinition
{
    public override string Kind => "ZeroPad";

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        int padding = layer.Integer("Padding");
        return graph.Pad(layer.Name, input, graph.ShapeOf(input).Dimensions.Count == 3 ? padding : 0, padding);
    }

    public override string Describe(LayerSpec layer) => Kind;
}
