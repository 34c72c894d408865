using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking.Layers;

/// <summary>The pools: one value of each window of an image or a signal.</summary>
internal sealed class PoolRule(string kind) : LayerRule
{
    private readonly bool _isSignal = kind.EndsWith("1D", StringComparison.Ordinal);

    public override string Kind { get; } = kind;

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        ImageArguments.CheckWindow(layer, report);
        if (layer.Integer("Padding") > layer.Integer("Kernel") / 2)
            report.OutOfRange(layer, "Padding", layer.Integer("Padding"), "at most half the kernel, so that every window holds a value");
    }

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report) =>
        ImageArguments.Image(layer, input, _isSignal, report) is { } image
            ? ImageArguments.Outputs(layer, input, image, image.Channels, _isSignal, report)
            : null;
}
