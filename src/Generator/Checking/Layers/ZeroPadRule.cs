using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking.Layers;

/// <summary><c>[ZeroPad(padding)]</c>: a larger image or signal.</summary>
internal sealed class ZeroPadRule : LayerRule
{
    private const int Largest = 1 << 20;

    public override string Kind => "ZeroPad";

    public override string SizeArgument => "Padding";

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        if (layer.Integer("Padding") is < 1 or > Largest)
            report.OutOfRange(layer, "Padding", layer.Integer("Padding"), "between 1 and " + Numbers.Count(Largest));
    }

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report)
    {
        if (ImageArguments.ImageOrSignal(layer, input, report) is not { } image)
            return null;
        int padding = layer.Integer("Padding");
        return new ImageShape(image.Channels, image.Height + (input.Count == 3 ? 2 * padding : 0), image.Width + (2 * padding))
            .ToTensor(new TensorShape(input))
            .Dimensions;
    }
}
