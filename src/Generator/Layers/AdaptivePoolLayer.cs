using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary><c>[AdaptiveAvgPool(size)]</c>: the means of intervals, as many as the output has values.</summary>
internal sealed class AdaptivePoolLayer : LayerDefinition
{
    private static readonly string[] s_sizes = ["Size", "Height", "Width"];

    public override string Kind => "AdaptiveAvgPool";

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        foreach (string size in s_sizes)
            ImageArguments.CheckSize(layer, size, report);
    }

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report) =>
        ImageArguments.ImageOrSignal(layer, inputs[0], report) is { } image
        && ImageArguments.AreOfShape(layer, inputs[0], ofImages: ["Height", "Width"], ofSignals: [], report)
        && ImageArguments.IsOfSize(layer, image, report);

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        TensorShape shape = graph.ShapeOf(input);
        var image = ImageShape.Of(shape);
        int size = layer.Integer("Size");
        return graph.Resample(
            layer.Name,
            input,
            shape.Dimensions.Count == 2 ? AxisMatrix.Identity(1) : AxisMatrix.Intervals(image.Height, layer.Integer("Height", size)),
            AxisMatrix.Intervals(image.Width, layer.Integer("Width", size))
        );
    }
}
