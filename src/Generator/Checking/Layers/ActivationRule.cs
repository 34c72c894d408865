using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking.Layers;

/// <summary><c>[Activation(kind)]</c>: keeps the shape.</summary>
internal sealed class ActivationRule : LayerRule
{
    public override string Kind => "Activation";

    public override string ActivationArgument => "Kind";

    public override void CheckArguments(LayerSpec layer, LayerReport report) =>
        ActivationArguments.Check(layer, layer.Text("Kind", "Linear"), report);

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report) => input;

    public override bool IsIdentity(LayerSpec layer) => layer.Text("Kind", "Linear") == "Linear";

    public override string? EndActivation(LayerSpec layer) => layer.Text("Kind", "Linear") is var kind && kind == "Linear" ? null : kind;
}
