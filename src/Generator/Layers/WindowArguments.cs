using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>What the arguments of a layer say about its window.</summary>
internal static class WindowArguments
{
    /// <summary>The value of <c>Padding.Same</c>.</summary>
    public const int Same = -1;

    public static int KernelHeight(LayerSpec layer) => layer.Integer("KernelHeight", layer.Integer("Kernel"));

    public static int KernelWidth(LayerSpec layer) => layer.Integer("KernelWidth", layer.Integer("Kernel"));

    /// <summary>The distance between windows; that of a pool is its kernel unless it says otherwise.</summary>
    public static int Stride(LayerSpec layer) => layer.Integer("Stride", layer.Kind.Contains("Pool") ? layer.Integer("Kernel") : 1);

    /// <summary>The window over an image; a signal has one line, which the window does not leave.</summary>
    public static Window Window(LayerSpec layer, ImageShape input, bool isSignal)
    {
        int stride = Stride(layer),
            dilation = layer.Integer("Dilation", 1),
            padding = layer.Integer("Padding");
        return new Window(
            isSignal ? WindowAxis.Single : Axis(KernelHeight(layer), stride, dilation, padding, input.Height),
            Axis(KernelWidth(layer), stride, dilation, padding, input.Width)
        );
    }

    private static WindowAxis Axis(int kernel, int stride, int dilation, int padding, int inputs)
    {
        if (padding != Same)
            return new WindowAxis(kernel, stride, dilation, padding, padding);
        int outputs = (int)((inputs + (long)stride - 1) / stride);
        int total = Math.Max(0, ((outputs - 1) * stride) + (dilation * (kernel - 1)) + 1 - inputs);
        return new WindowAxis(kernel, stride, dilation, total / 2, total - (total / 2));
    }
}
