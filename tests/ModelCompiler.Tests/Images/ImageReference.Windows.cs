using ModelCompiler.Tests.Harness;
using ModelCompiler.Tests.Reference;

namespace ModelCompiler.Tests.Images;

/// <content>Windows over images.</content>
internal sealed partial class ImageReference
{
    private Planes Convolve(Planes x, Convolution layer, string name)
    {
        bool isSignal = layer.Kind == "Conv1D";
        int channels = layer.Channels ?? x.Channels,
            groups = layer.Channels is null ? x.Channels : layer.Groups,
            perGroup = x.Channels / groups;
        int height = isSignal ? 1 : layer.Kernel,
            width = layer.KernelWidth ?? layer.Kernel;
        double[] weight = _parameters[name + ".weight"];
        double[]? bias = layer.Bias ? _parameters[name + ".bias"] : null;
        (int lines, int top) = isSignal ? (1, 0) : Axis(x.Height, height, layer.Stride, layer.Dilation, layer.Padding);
        (int pixels, int left) = Axis(x.Width, width, layer.Stride, layer.Dilation, layer.Padding);
        return Planes.Fill(
            channels,
            lines,
            pixels,
            (output, line, pixel) =>
            {
                double sum = bias?[output] ?? 0;
                int first = output / (channels / groups) * perGroup;
                for (int c = 0; c < perGroup; c++)
                for (int i = 0; i < height; i++)
                for (int j = 0; j < width; j++)
                    sum +=
                        weight[(((((output * perGroup) + c) * height) + i) * width) + j]
                        * x.OrZero(
                            first + c,
                            (line * layer.Stride) + (i * layer.Dilation) - top,
                            (pixel * layer.Stride) + (j * layer.Dilation) - left
                        );
                return sum;
            }
        );
    }

    // Each value of the input, times a window of weights, is added to the output.
    private Planes ConvolveBack(Planes x, Convolution layer, string name)
    {
        int channels = layer.Channels!.Value,
            height = layer.Kernel,
            width = layer.KernelWidth ?? layer.Kernel,
            perGroup = channels / layer.Groups;
        double[] weight = _parameters[name + ".weight"];
        double[]? bias = layer.Bias ? _parameters[name + ".bias"] : null;
        var y = Planes.Fill(channels, Extent(x.Height, height), Extent(x.Width, width), (output, _, _) => bias?[output] ?? 0);
        for (int c = 0; c < x.Channels; c++)
        for (int line = 0; line < x.Height; line++)
        for (int pixel = 0; pixel < x.Width; pixel++)
        for (int o = 0; o < perGroup; o++)
        for (int i = 0; i < height; i++)
        for (int j = 0; j < width; j++)
        {
            int output = (c / (x.Channels / layer.Groups) * perGroup) + o,
                toLine = (line * layer.Stride) + (i * layer.Dilation) - layer.Padding,
                toPixel = (pixel * layer.Stride) + (j * layer.Dilation) - layer.Padding;
            if (y.Holds(toLine, toPixel))
                y.Values[(((output * y.Height) + toLine) * y.Width) + toPixel] +=
                    x.OrZero(c, line, pixel) * weight[(((((c * perGroup) + o) * height) + i) * width) + j];
        }

        return y;

        int Extent(int input, int kernel) =>
            ((input - 1) * layer.Stride) - (2 * layer.Padding) + (layer.Dilation * (kernel - 1)) + 1 + layer.OutputPadding;
    }

    private static Planes Reduce(Planes x, Pool layer)
    {
        bool isSignal = layer.Kind.EndsWith("1D", StringComparison.Ordinal);
        int stride = layer.Stride ?? layer.Kernel,
            height = isSignal ? 1 : layer.Kernel;
        (int lines, int top) = isSignal ? (1, 0) : Axis(x.Height, layer.Kernel, stride, 1, layer.Padding);
        (int pixels, int left) = Axis(x.Width, layer.Kernel, stride, 1, layer.Padding);
        return Planes.Fill(
            x.Channels,
            lines,
            pixels,
            (c, line, pixel) =>
            {
                IEnumerable<(int Line, int Pixel)> places = Enumerable
                    .Range(0, height)
                    .SelectMany(i =>
                        Enumerable.Range(0, layer.Kernel).Select(j => ((line * stride) + i - top, (pixel * stride) + j - left))
                    );
                return layer.Kind.StartsWith("Max", StringComparison.Ordinal)
                    ? places.Where(place => x.Holds(place.Line, place.Pixel)).Max(place => x.OrZero(c, place.Line, place.Pixel))
                    : places.Sum(place => x.OrZero(c, place.Line, place.Pixel)) / (height * layer.Kernel);
            }
        );
    }

    // How many windows there are, and how far the first one reaches beyond the start.
    private static (int Count, int Before) Axis(int size, int kernel, int stride, int dilation, int padding)
    {
        int extent = (dilation * (kernel - 1)) + 1;
        if (padding != Padding.Same)
            return (((size + (2 * padding) - extent) / stride) + 1, padding);
        int count = (int)Math.Ceiling(size / (double)stride);
        return (count, Math.Max(0, ((count - 1) * stride) + extent - size) / 2);
    }
}
