using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>The largest value or the mean of each window of an image or a signal.</summary>
internal sealed class PoolLayer(string kind) : LayerDefinition
{
    public override string Kind { get; } = kind;

    public override int Build(LayerSpec layer, int input, GraphBuilder graph) =>
        graph.Pool(
            layer.Name,
            input,
            WindowArguments.Window(layer, ImageShape.Of(graph.ShapeOf(input)), isSignal: Kind.EndsWith("1D", StringComparison.Ordinal)),
            Kind.StartsWith("Max", StringComparison.Ordinal)
        );

    public override string Describe(LayerSpec layer) => Kind;
}
