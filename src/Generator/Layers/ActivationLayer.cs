using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary><c>[Activation(kind)]</c>: an activation of the layer above, which keeps the shape.</summary>
internal sealed class ActivationLayer : LayerDefinition
{
    public override string Kind => "Activation";

    public override string ActivationArgument => "Kind";

    public override bool IsActivation => true;

    public override bool IsIdentity(LayerSpec layer) => Describe(layer) == Linear;

    public override string? EndActivation(LayerSpec layer) => Describe(layer) is var kind && kind == Linear ? null : kind;

    public override void CheckArguments(LayerSpec layer, LayerReport report) => ActivationArguments.Check(layer, Describe(layer), report);

    public override int Build(LayerSpec layer, int input, GraphBuilder graph) => graph.Activation(layer, input, Describe(layer));

    public override string Describe(LayerSpec layer) => layer.ActivationOf("Kind", Linear);
}
