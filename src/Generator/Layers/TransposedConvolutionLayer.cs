using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>
/// <c>[ConvTranspose2D(channels, kernel)]</c>: a convolution the other way round, in which each pixel of the input adds a window of values
/// to the output.
/// </summary>
internal sealed class TransposedConvolutionLayer : LayerDefinition
{
    public override string Kind => "ConvTranspose2D";

    public override string ParametersType => "LayerParameters";

    public override string ActivationArgument => "Activation";

    public override string SizeArgument => "Channels";

    public override bool IsLinearMap => true;

    public override string EndActivation(LayerSpec layer) => layer.Text("Activation", Linear);

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        ConvolutionArguments.Check(layer, EndActivation(layer), report);
        int padding = layer.Integer("Padding"),
            added = layer.Integer("OutputPadding"),
            limit = Math.Max(layer.Integer("Stride", 1), layer.Integer("Dilation", 1));
        if (padding == WindowArguments.Same)
            report.OutOfRange(layer, "Padding", padding, "at least 0: a transposed convolution has no Padding.Same");
        if (added < 0 || (added > 0 && added >= limit))
            report.OutOfRange(
                layer,
                "OutputPadding",
                added,
                $"at least 0 and below the larger of stride and dilation, {Numbers.Text(limit)}"
            );
    }

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report)
    {
        TensorShape input = inputs[0];
        if (
            ImageArguments.Image(layer, input, isSignal: false, report) is not { } image
            || !ConvolutionArguments.GroupsFit(layer, input, layer.Integer("Channels"), layer.Integer("Groups", 1), report)
        )
            return false;
        long height = TransposedWindow.Extent(layer, WindowArguments.KernelHeight(layer), image.Height),
            width = TransposedWindow.Extent(layer, WindowArguments.KernelWidth(layer), image.Width);
        if (height >= 1 && width >= 1)
            return true;
        long cut = 2L * layer.Integer("Padding");
        report.Add(
            ShapeRules.PaddingLeavesNothing,
            "Padding",
            layer.Name,
            input,
            $"{Numbers.Text(height + cut)} x {Numbers.Text(width + cut)}",
            Numbers.Text(layer.Integer("Padding"))
        );
        return false;
    }

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
            fanIn = (int)Math.Max(1, (long)image.Channels / groups * window.Taps / ((long)stride * stride)),
            fanOut = perGroup * window.Taps;
        string activation = EndActivation(layer);
        TensorShape weightShape = TensorShape.Of(image.Channels, perGroup, window.Vertical.Kernel, window.Horizontal.Kernel);
        var start = new Initializers(layer, graph.Initialization, weightShape, fanIn, fanOut);
        int weight = graph.Parameter(layer.Name, "weight", weightShape, start.Weight(activation));
        int bias = layer.Boolean("Bias", otherwise: true) ? graph.Parameter(layer.Name, "bias", TensorShape.Of(channels), start.Bias) : -1;
        TensorShape output = TransposedWindow.Output(layer, image, channels).ToTensor(shape);
        return graph.Activation(
            layer.Name,
            graph.TransposedConvolution(layer.Name, input, weight, bias, output, window, groups),
            activation,
            layer.Number("Alpha")
        );
    }
}
