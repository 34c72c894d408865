using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>A convolution the other way round: each pixel of the input adds a window of values to the output.</summary>
internal sealed class TransposedConvolutionLayer : LayerDefinition
{
    public override string Kind => "ConvTranspose2D";

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        TensorShape shape = graph.ShapeOf(input);
        var image = ImageShape.Of(shape);
        int channels = layer.Integer("Channels"),
            groups = layer.Integer("Groups", 1),
            perGroup = channels / groups;
        Window window = TransposedWindow.Of(layer);

        // With a stride only some of the window reaches a value of the output.
        int stride = layer.Integer("Stride", 1),
            fanIn = Math.Max(1, image.Channels / groups * window.Taps / (stride * stride)),
            fanOut = perGroup * window.Taps;
        string activation = layer.Text("Activation", "Linear");
        TensorShape weightShape = TensorShape.Of(image.Channels, perGroup, window.Vertical.Kernel, window.Horizontal.Kernel);
        var start = new Initializers(layer, graph.Initialization, weightShape, fanIn, fanOut);
        int weight = graph.Parameter(layer.Name, "weight", weightShape, start.Weight(activation));
        int bias = layer.Boolean("Bias", otherwise: true) ? graph.Parameter(layer.Name, "bias", TensorShape.Of(channels), start.Bias) : -1;
        TensorShape output = TransposedWindow.Output(layer, image, channels).ToTensor(shape);
        return graph.Activation(
            layer.Name,
            graph.TransposedConvolution(layer.Name, input, weight, bias, output, window, groups),
            activation,
            layer.Number
        );
    }

    public override string Describe(LayerSpec layer)
    {
        string activation = layer.Text("Activation", "Linear");
        return activation == "Linear" ? Kind : Kind + " + " + activation;
    }
}
