using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>A convolution of an image or a signal: <c>y = activation(W * x + b)</c>.</summary>
internal sealed class ConvolutionLayer(string kind) : LayerDefinition
{
    public override string Kind { get; } = kind;

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        TensorShape shape = graph.ShapeOf(input);
        var image = ImageShape.Of(shape);
        bool isSignal = Kind == "Conv1D",
            isDepthwise = Kind == "DepthwiseConv2D";
        int channels = isDepthwise ? image.Channels : layer.Integer("Channels"),
            groups = isDepthwise ? image.Channels : layer.Integer("Groups", 1);
        Window window = WindowArguments.Window(layer, image, isSignal);
        int perGroup = image.Channels / groups,
            fanIn = perGroup * window.Taps,
            fanOut = channels / groups * window.Taps;
        string activation = layer.Text("Activation", "Linear");
        TensorShape weightShape = isSignal
            ? TensorShape.Of(channels, perGroup, window.Horizontal.Kernel)
            : TensorShape.Of(channels, perGroup, window.Vertical.Kernel, window.Horizontal.Kernel);
        var start = new Initializers(layer, graph.Initialization, weightShape, fanIn, fanOut);
        int weight = graph.Parameter(layer.Name, "weight", weightShape, start.Weight(activation));
        int bias = layer.Boolean("Bias", otherwise: true) ? graph.Parameter(layer.Name, "bias", TensorShape.Of(channels), start.Bias) : -1;
        return graph.Activation(layer.Name, graph.Convolution(layer.Name, input, weight, bias, window, groups), activation, layer.Number);
    }

    public override string Describe(LayerSpec layer)
    {
        string activation = layer.Text("Activation", "Linear");
        return activation == "Linear" ? Kind : Kind + " + " + activation;
    }
}
