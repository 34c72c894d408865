using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking.Layers;

/// <summary><c>[AdaptiveAvgPool(size)]</c>: an image or a signal of a size of its own.</summary>
internal sealed class AdaptivePoolRule : LayerRule
{
    private static readonly string[] s_sizes = ["Size", "Height", "Width"];

    public override string Kind => "AdaptiveAvgPool";

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        foreach (string size in s_sizes)
            ImageArguments.CheckSize(layer, size, report);
    }

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report)
    {
        if (
            ImageArguments.ImageOrSignal(layer, input, report) is not { } image
            || !ImageArguments.AreOfShape(layer, input, ofImages: ["Height", "Width"], ofSignals: [], report)
        )
            return null;
        return AdaptivePoolLayer.Output(layer, image, isSignal: input.Count == 2).ToTensor(new TensorShape(input)).Dimensions;
    }
}
