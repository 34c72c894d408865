using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking.Layers;

/// <summary>The global pools: one value of each channel.</summary>
internal sealed class GlobalPoolRule(string kind) : LayerRule
{
    public override string Kind { get; } = kind;

    public override void CheckArguments(LayerSpec layer, LayerReport report) { }

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report) =>
        ImageArguments.ImageOrSignal(layer, input, report) is { } image ? new([image.Channels]) : null;
}
