using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>An activation of the layer above.</summary>
internal sealed class ActivationLayer : LayerDefinition
{
    public override string Kind => "Activation";

    public override int Build(LayerSpec layer, int input, GraphBuilder graph) =>
        graph.Activation(layer.Name, input, layer.Text("Kind", "Linear"), layer.Number);

    public override string Describe(LayerSpec layer) => layer.Text("Kind", "Linear");
}
