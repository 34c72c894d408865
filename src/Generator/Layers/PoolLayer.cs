using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>The largest value or the mean of each window of an image or a signal.</summary>
internal sealed class PoolLayer(string kind) : LayerDefinition
{
    private readonly bool _isSignal = kind.EndsWith("1D", StringComparison.Ordinal);

    public override string Kind { get; } = kind;

    private bool IsMaximum => Kind.StartsWith("Max", StringComparison.Ordinal);

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        ImageArguments.CheckWindow(layer, report);
        foreach (AxisNames axis in WindowArguments.Axes(_isSignal))
        {
            // Of a window with gaps, half of what it spans, as in PyTorch.
            int most = (int)Math.Max(0, Math.Min(int.MaxValue, ImageArguments.Extent(layer, axis) / 2));
            (int before, int after) = WindowArguments.PaddingOf(layer, axis);
            if (Math.Max(before, after) <= most)
                continue;
            report.OutOfRange(
                layer,
                WindowArguments.PaddingName(layer, axis, before > most ? axis.Before : axis.After),
                Math.Max(before, after),
                "at most half the kernel, so that every window holds a value"
            );
            return;
        }
    }

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report)
    {
        if (
            ImageArguments.Image(layer, inputs[0], _isSignal, report) is not { } image
            || !ImageArguments.WindowFits(layer, inputs[0], image, _isSignal, report)
        )
            return false;
        Window window = WindowArguments.Window(layer, image, _isSignal);
        if (!IsMaximum && !Means(layer, window, image).AreOfWholeWindows)
            return ImageArguments.IsOfSize(layer, image, report);
        bool holdLines = window.Vertical.IsNeverEmpty(image.Height);
        if (holdLines && window.Horizontal.IsNeverEmpty(image.Width))
            return true;
        AxisNames axis = WindowArguments.Axes(_isSignal)[holdLines && !_isSignal ? 1 : 0];
        string argument = WindowArguments.Name(layer, "Dilation", axis);
        report.OutOfRange(
            layer,
            argument,
            layer.Integer(argument, 1),
            $"so small that every window holds a value of the input {inputs[0]}, not only padding"
        );
        return false;
    }

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        var image = ImageShape.Of(graph.ShapeOf(input));
        Window window = WindowArguments.Window(layer, image, _isSignal);
        if (IsMaximum)
            return graph.Pool(layer.Name, input, window, isMaximum: true);

        // Where a mean is of fewer values than others, its values have weights of their own.
        WindowMeans means = Means(layer, window, image);
        return means.AreOfWholeWindows
            ? graph.Pool(layer.Name, input, window, isMaximum: false)
            : graph.Resample(layer.Name, input, means.Vertical, means.Horizontal);
    }

    private static WindowMeans Means(LayerSpec layer, Window window, ImageShape image) =>
        new(window, image, layer.Boolean("CountIncludePad", otherwise: true));
}
