using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>The largest value or the mean of each window of an image or a signal.</summary>
internal sealed class PoolLayer(string kind) : LayerDefinition
{
    private readonly bool _isSignal = kind.EndsWith("1D", StringComparison.Ordinal);

    public override string Kind { get; } = kind;

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        ImageArguments.CheckWindow(layer, report);
        if (layer.Integer("Padding") > layer.Integer("Kernel") / 2)
            report.OutOfRange(layer, "Padding", layer.Integer("Padding"), "at most half the kernel, so that every window holds a value");
    }

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report) =>
        ImageArguments.Image(layer, inputs[0], _isSignal, report) is { } image
        && ImageArguments.WindowFits(layer, inputs[0], image, _isSignal, report);

    public override int Build(LayerSpec layer, int input, GraphBuilder graph) =>
        graph.Pool(
            layer.Name,
            input,
            WindowArguments.Window(layer, ImageShape.Of(graph.ShapeOf(input)), _isSignal),
            Kind.StartsWith("Max", StringComparison.Ordinal)
        );
}
