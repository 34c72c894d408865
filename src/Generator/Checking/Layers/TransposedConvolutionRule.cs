using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking.Layers;

/// <summary><c>[ConvTranspose2D(channels, kernel)]</c>: an image becomes one of other channels and, with a stride, a larger one.</summary>
internal sealed class TransposedConvolutionRule : LayerRule
{
    private const long LargestExtent = 1 << 28;

    public override string Kind => "ConvTranspose2D";

    public override string ParametersType => "DenseParameters";

    public override string ActivationArgument => "Activation";

    public override string SizeArgument => "Channels";

    public override bool IsLinearMap => true;

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

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report)
    {
        if (ImageArguments.Image(layer, input, isSignal: false, report) is not { } image)
            return null;
        int channels = layer.Integer("Channels"),
            groups = layer.Integer("Groups", 1);
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

        // In 64 bits: arguments are arbitrary.
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
                new TensorShape(input),
                string.Join(" x ", axes.Select(each => Numbers.Text(TransposedWindow.Uncut(layer, each.Axis, each.Size)))),
                before == after ? Numbers.Text(before) : $"{Numbers.Text(before)} and {Numbers.Text(after)}"
            );
            return null;
        }

        long height = TransposedWindow.Extent(layer, AxisNames.Vertical, image.Height),
            width = TransposedWindow.Extent(layer, AxisNames.Horizontal, image.Width);
        return new ImageShape(channels, (int)Math.Min(LargestExtent, height), (int)Math.Min(LargestExtent, width))
            .ToTensor(new TensorShape(input))
            .Dimensions;
    }

    public override double ParameterCount(LayerSpec layer, EquatableArray<int> input) =>
        (Taps(layer) * ImageShape.Of(new TensorShape(input)).Channels * (layer.Integer("Channels") / layer.Integer("Groups", 1)))
        + (layer.Boolean("Bias", otherwise: true) ? layer.Integer("Channels") : 0);

    public override double BufferLength(LayerSpec layer, EquatableArray<int> input) =>
        Padded(layer.Integer("Channels")) * ((Taps(layer) * Padded(ImageShape.Of(new TensorShape(input)).Channels)) + 1);

    public override string EndActivation(LayerSpec layer) => layer.Text("Activation", "Linear");

    private static double Taps(LayerSpec layer) => WindowArguments.Taps(layer, isSignal: false);

    private static double Padded(int channels) => Math.Ceiling((channels + 15.0) / 16) * 16;
}
