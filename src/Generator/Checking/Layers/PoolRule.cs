using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking.Layers;

/// <summary>The pools: one value of each window of an image or a signal.</summary>
internal sealed class PoolRule(string kind) : LayerRule
{
    private readonly bool _isSignal = kind.EndsWith("1D", StringComparison.Ordinal);

    public override string Kind { get; } = kind;

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

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report)
    {
        if (
            ImageArguments.Image(layer, input, _isSignal, report) is not { } image
            || ImageArguments.Outputs(layer, input, image, image.Channels, _isSignal, report) is not { } output
        )
            return null;
        Window window = WindowArguments.Window(layer, image, _isSignal);
        bool holdLines = window.Vertical.IsNeverEmpty(image.Height);
        if (holdLines && window.Horizontal.IsNeverEmpty(image.Width))
            return output;
        AxisNames axis = WindowArguments.Axes(_isSignal)[holdLines && !_isSignal ? 1 : 0];
        string argument = WindowArguments.Name(layer, "Dilation", axis);
        report.OutOfRange(
            layer,
            argument,
            layer.Integer(argument, 1),
            $"so small that every window holds a value of the input {new TensorShape(input)}, not only padding"
        );
        return null;
    }
}
