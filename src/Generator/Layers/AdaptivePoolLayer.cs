using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>The means of intervals, as many as the output has values.</summary>
internal sealed class AdaptivePoolLayer : LayerDefinition
{
    public override string Kind => "AdaptiveAvgPool";

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        TensorShape shape = graph.ShapeOf(input);
        var image = ImageShape.Of(shape);
        ImageShape output = Output(layer, image, isSignal: shape.Dimensions.Count == 2);
        return graph.Resample(
            layer.Name,
            input,
            AxisMatrix.Intervals(image.Height, output.Height),
            AxisMatrix.Intervals(image.Width, output.Width)
        );
    }

    public override string Describe(LayerSpec layer) => Kind;

    /// <summary>The output of an image.</summary>
    public static ImageShape Output(LayerSpec layer, ImageShape input, bool isSignal) =>
        new(input.Channels, isSignal ? 1 : layer.Integer("Height", layer.Integer("Size")), layer.Integer("Width", layer.Integer("Size")));
}
