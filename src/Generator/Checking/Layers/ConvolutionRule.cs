using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking.Layers;

/// <summary>The convolutions: an image or a signal becomes one of other channels.</summary>
internal sealed class ConvolutionRule(string kind) : LayerRule
{
    private readonly bool _isSignal = kind == "Conv1D";
    private readonly bool _isDepthwise = kind == "DepthwiseConv2D";

    public override string Kind { get; } = kind;

    public override string ParametersType => "DenseParameters";

    public override string ActivationArgument => "Activation";

    public override string? SizeArgument => _isDepthwise ? null : "Channels";

    // What keeps channels apart is meant to be followed by what mixes them.
    public override bool IsLinearMap => !_isDepthwise;

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        ConvolutionArguments.Check(layer, EndActivation(layer), report);
    }

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report)
    {
        if (ImageArguments.Image(layer, input, _isSignal, report) is not { } image)
            return null;
        int channels = Channels(layer, image),
            groups = Groups(layer, image);
        if (image.Channels % groups != 0 || channels % groups != 0)
        {
            report.Add(
                ShapeRules.GroupsDoNotDivide,
                "Groups",
                layer.Name,
                Numbers.Text(groups),
                new TensorShape(input),
                Numbers.Text(channels)
            );
            return null;
        }

        return ImageArguments.Outputs(layer, input, image, channels, _isSignal, report);
    }

    public override double ParameterCount(LayerSpec layer, EquatableArray<int> input)
    {
        var image = ImageShape.Of(new TensorShape(input));
        double taps = WindowArguments.Taps(layer, _isSignal);
        return Channels(layer, image)
            * ((taps * (image.Channels / Groups(layer, image))) + (layer.Boolean("Bias", otherwise: true) ? 1 : 0));
    }

    public override double BufferLength(LayerSpec layer, EquatableArray<int> input)
    {
        var image = ImageShape.Of(new TensorShape(input));
        double taps = WindowArguments.Taps(layer, _isSignal);
        return Padded(Channels(layer, image)) * ((taps * (_isDepthwise ? 1 : Padded(image.Channels))) + 1);
    }

    public override string EndActivation(LayerSpec layer) => layer.Text("Activation", "Linear");

    private static double Padded(int channels) => Math.Ceiling((channels + 15.0) / 16) * 16;

    private int Channels(LayerSpec layer, ImageShape image) => _isDepthwise ? image.Channels : layer.Integer("Channels");

    private int Groups(LayerSpec layer, ImageShape image) => _isDepthwise ? image.Channels : layer.Integer("Groups", 1);
}
