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
        foreach (string argument in (string[])["Padding", "PaddingHeight", "PaddingWidth"])
            if (layer.Integer(argument) == WindowArguments.Same)
                report.OutOfRange(layer, argument, WindowArguments.Same, "at least 0: a transposed convolution has no Padding.Same");
        foreach (AxisNames axis in WindowArguments.Axes(isSignal: false))
        {
            int added = WindowArguments.Of(layer, "OutputPadding", axis, otherwise: 0),
                limit = Math.Max(WindowArguments.Stride(layer, axis), WindowArguments.Of(layer, "Dilation", axis));
            if (added >= 0 && (added == 0 || added < limit))
                continue;
            report.OutOfRange(
                layer,
                WindowArguments.Name(layer, "OutputPadding", axis),
                added,
                $"at least 0 and below the larger of stride and dilation, {Numbers.Text(limit)}"
            );
            return;
        }
    }

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report)
    {
        TensorShape input = inputs[0];
        if (
            ImageArguments.Image(layer, input, isSignal: false, report) is not { } image
            || !ConvolutionArguments.GroupsFit(layer, input, layer.Integer("Channels"), layer.Integer("Groups", 1), report)
        )
            return false;
        (AxisNames Axis, int Size)[] axes = [(AxisNames.Vertical, image.Height), (AxisNames.Horizontal, image.Width)];
        foreach ((AxisNames axis, int size) in axes)
        {
            if (TransposedWindow.Extent(layer, axis, size) >= 1)
                continue;
            (int before, int after) = WindowArguments.PaddingOf(layer, axis);
            report.Add(
                ShapeRules.PaddingLeavesNothing,
                WindowArguments.PaddingName(layer, axis, before > after ? axis.Before : axis.After),
                layer.Name,
                input,
                string.Join(" x ", axes.Select(each => Numbers.Text(TransposedWindow.Uncut(layer, each.Axis, each.Size)))),
                before == after ? Numbers.Text(before) : $"{Numbers.Text(before)} and {Numbers.Text(after)}"
            );
            return false;
        }

        return true;
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
        long strides = (long)window.Vertical.Stride * window.Horizontal.Stride;
        int fanIn = (int)Math.Max(1, (long)image.Channels / groups * window.Taps / strides),
            fanOut = perGroup * window.Taps;
        string activation = EndActivation(layer);
        TensorShape weightShape = TensorShape.Of(image.Channels, perGroup, window.Vertical.Kernel, window.Horizontal.Kernel);
        var start = new Initializers(layer, graph.Initialization, weightShape, fanIn, fanOut);
        int weight = graph.Parameter(layer.Name, "weight", weightShape, start.Weight(activation));
        int bias = layer.Boolean("Bias", otherwise: true) ? graph.Parameter(layer.Name, "bias", TensorShape.Of(channels), start.Bias) : -1;
        TensorShape output = TransposedWindow.Output(layer, image, channels).ToTensor(shape);
        int sum = graph.TransposedConvolution(layer.Name, input, weight, bias, output, window, groups);
        return graph.Activation(layer, sum, activation);
    }
}
