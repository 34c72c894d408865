using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary><c>[ZeroPad(padding)]</c>: zeros around an image or a signal.</summary>
internal sealed class ZeroPadLayer : LayerDefinition
{
    private const int Largest = 1 << 20;

    public override string Kind => "ZeroPad";

    public override string SizeArgument => "Padding";

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        if (layer.Integer("Padding") is < 1 or > Largest)
            report.OutOfRange(layer, "Padding", layer.Integer("Padding"), "between 1 and " + Numbers.Count(Largest));
    }

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report) =>
        ImageArguments.ImageOrSignal(layer, inputs[0], report) is not null;

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        int padding = layer.Integer("Padding");
        return graph.Pad(layer.Name, input, graph.ShapeOf(input).Dimensions.Count == 3 ? padding : 0, padding);
    }
}
