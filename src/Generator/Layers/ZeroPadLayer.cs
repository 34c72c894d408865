using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>Zeros around an image or a signal.</summary>
internal sealed class ZeroPadLayer : LayerDefinition
{
    public override string Kind => "ZeroPad";

    public override int Build(LayerSpec layer, int input, GraphBuilder graph) =>
        graph.Pad(layer.Name, input, MarginsOf(layer, isSignal: graph.ShapeOf(input).Dimensions.Count == 2));

    /// <summary>The zeros on each side.</summary>
    public static Margins MarginsOf(LayerSpec layer, bool isSignal)
    {
        (int left, int right) = WindowArguments.PaddingOf(layer, isSignal ? AxisNames.Length : AxisNames.Horizontal);
        (int top, int bottom) = isSignal ? (0, 0) : WindowArguments.PaddingOf(layer, AxisNames.Vertical);
        return new Margins(top, bottom, left, right);
    }

    public override string Describe(LayerSpec layer) => Kind;
}
