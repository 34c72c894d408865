using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>A convolution of an image or a signal: <c>y = activation(W * x + b)</c>.</summary>
internal sealed class ConvolutionLayer(string kind) : LayerDefinition
{
    private readonly bool _isSignal = kind == "Conv1D";
    private readonly bool _isDepthwise = kind == "DepthwiseConv2D";

    public override string Kind { get; } = kind;

    public override string ParametersType => "LayerParameters";

    public override string ActivationArgument => "Activation";

    public override string? SizeArgument => _isDepthwise ? null : "Channels";

    // What keeps channels apart is meant to be followed by what mixes them.
    public override bool IsLinearMap => !_isDepthwise;

    public override string EndActivation(LayerSpec layer) => layer.Text("Activation", Linear);

    public override void CheckArguments(LayerSpec layer, LayerReport report) =>
        ConvolutionArguments.Check(layer, EndActivation(layer), report);

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report) =>
        ImageArguments.Image(layer, inputs[0], _isSignal, report) is { } image
        && ConvolutionArguments.GroupsFit(layer, inputs[0], Channels(layer, image), Groups(layer, image), report)
        && ImageArguments.WindowFits(layer, inputs[0], image, _isSignal, report);

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        TensorShape shape = graph.ShapeOf(input);
        var image = ImageShape.Of(shape);
        int channels = Channels(layer, image),
            groups = Groups(layer, image);
        Window window = WindowArguments.Window(layer, image, _isSignal);
        int perGroup = image.Channels / groups,
            fanIn = perGroup * window.Taps,
            fanOut = channels / groups * window.Taps;
        string activation = EndActivation(layer);
        TensorShape weightShape = _isSignal
            ? TensorShape.Of(channels, perGroup, window.Horizontal.Kernel)
            : TensorShape.Of(channels, perGroup, window.Vertical.Kernel, window.Horizontal.Kernel);
        var start = new Initializers(layer, graph.Initialization, weightShape, fanIn, fanOut);
        int weight = graph.Parameter(layer.Name, "weight", weightShape, start.Weight(activation));
        int bias = layer.Boolean("Bias", otherwise: true) ? graph.Parameter(layer.Name, "bias", TensorShape.Of(channels), start.Bias) : -1;
        return graph.Activation(layer, graph.Convolution(layer.Name, input, weight, bias, window, groups), activation);
    }

    private int Channels(LayerSpec layer, ImageShape image) => _isDepthwise ? image.Channels : layer.Integer("Channels");

    private int Groups(LayerSpec layer, ImageShape image) => _isDepthwise ? image.Channels : layer.Integer("Groups", 1);
}
