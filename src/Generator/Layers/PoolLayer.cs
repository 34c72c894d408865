using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>The largest value or the mean of each window of an image or a signal.</summary>
internal sealed class PoolLayer(string kind) : LayerDefinition
{
    public override string Kind { get; } = kind;

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        bool isSignal = Kind.EndsWith("1D", StringComparison.Ordinal);
        Window window = WindowArguments.Window(layer, ImageShape.Of(graph.ShapeOf(input)), isSignal);
        return Kind.StartsWith("Max", StringComparison.Ordinal)
            ? graph.Pool(layer.Name, input, window, isMaximum: true)
            : graph.Average(layer.Name, input, window, layer.Boolean("CountIncludePad", otherwise: true));
    }

    public override string Describe(LayerSpec layer) => Kind;
}
