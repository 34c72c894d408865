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
        long height = TransposedWindow.Extent(layer, WindowArguments.KernelHeight(layer), image.Height),
            width = TransposedWindow.Extent(layer, WindowArguments.KernelWidth(layer), image.Width);
        if (height < 1 || width < 1)
        {
            long cut = 2L * layer.Integer("Padding");
            report.Add(
                ShapeRules.PaddingLeavesNothing,
                "Padding",
                layer.Name,
                new TensorShape(input),
                $"{Numbers.Text(height + cut)} x {Numbers.Text(width + cut)}",
                Numbers.Text(layer.Integer("Padding"))
            );
            return null;
        }

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

    private static double Taps(LayerSpec layer) => (double)WindowArguments.KernelHeight(layer) * WindowArguments.KernelWidth(layer);

    private static double Padded(int channels) => Math.Ceiling((channels + 15.0) / 16) * 16;
}
