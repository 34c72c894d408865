using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking.Layers;

/// <summary><c>[Flatten]</c>: one row of all values.</summary>
internal sealed class FlattenRule : LayerRule
{
    public override string Kind => "Flatten";

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
    }

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report) => new([new TensorShape(input).Size]);
}
