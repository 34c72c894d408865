using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Images;

/// <summary>
/// What windows do to an image in double precision, by the formulas in PyTorch's documentation: an index test for each value of a window.
/// </summary>
internal static class ImageWindows
{
    public static Planes Convolve(Planes x, Convolution layer, double[] weight, double[]? bias)
    {
        bool isSignal = layer.Kind == "Conv1D";
        int channels = layer.Channels ?? x.Channels,
            groups = layer.Channels is null ? x.Channels : layer.Groups,
            perGroup = x.Channels / groups;
        (AxisOfWindow down, AxisOfWindow across) = AxisOfWindow.Both(layer, x, isSignal);
        return Planes.Fill(
            channels,
            down.Count,
            across.Count,
            (output, line, pixel) =>
            {
                double sum = bias?[output] ?? 0;
                int first = output / (channels / groups) * perGroup;
                for (int c = 0; c < perGroup; c++)
                for (int i = 0; i < down.Kernel; i++)
                for (int j = 0; j < across.Kernel; j++)
                    sum +=
                        weight[(((((output * perGroup) + c) * down.Kernel) + i) * across.Kernel) + j]
                        * x.OrZero(first + c, down.Place(line, i), across.Place(pixel, j));
                return sum;
            }
        );
    }

    // Each value of the input, times a window of weights, is added to the output.
    public static Planes ConvolveBack(Planes x, Convolution layer, double[] weight, double[]? bias)
    {
        int channels = layer.Channels!.Value,
            perGroup = channels / layer.Groups;
        (AxisOfWindow down, AxisOfWindow across) = AxisOfWindow.Both(layer, x, isSignal: false);
        int height = Extent(down, x.Height, layer.Get("OutputPaddingHeight", layer.OutputPadding)),
            width = Extent(across, x.Width, layer.Get("OutputPaddingWidth", layer.OutputPadding));
        var y = Planes.Fill(channels, height, width, (output, _, _) => bias?[output] ?? 0);
        for (int c = 0; c < x.Channels; c++)
        for (int line = 0; line < x.Height; line++)
        for (int pixel = 0; pixel < x.Width; pixel++)
        for (int o = 0; o < perGroup; o++)
        for (int i = 0; i < down.Kernel; i++)
        for (int j = 0; j < across.Kernel; j++)
        {
            int output = (c / (x.Channels / layer.Groups) * perGroup) + o,
                toLine = down.Place(line, i),
                toPixel = across.Place(pixel, j);
            if (y.Holds(toLine, toPixel))
                y.Values[(((output * y.Height) + toLine) * y.Width) + toPixel] +=
                    x.OrZero(c, line, pixel) * weight[(((((c * perGroup) + o) * down.Kernel) + i) * across.Kernel) + j];
        }

        return y;

        static int Extent(AxisOfWindow axis, int input, int added) =>
            ((input - 1) * axis.Stride) - axis.Before - axis.After + (axis.Dilation * (axis.Kernel - 1)) + 1 + added;
    }

    public static Planes Reduce(Planes x, Pool layer)
    {
        (AxisOfWindow down, AxisOfWindow across) = AxisOfWindow.Both(layer, x, layer.Kind.EndsWith("1D", StringComparison.Ordinal));
        bool countsPadding = layer.Get("CountIncludePad", 1) == 1;
        return Planes.Fill(
            x.Channels,
            down.Count,
            across.Count,
            (c, line, pixel) =>
            {
                IEnumerable<(int Line, int Pixel)> places = Enumerable
                    .Range(0, down.Kernel)
                    .SelectMany(i => Enumerable.Range(0, across.Kernel).Select(j => (down.Place(line, i), across.Place(pixel, j))));
                return layer.Kind.StartsWith("Max", StringComparison.Ordinal)
                    ? places.Where(place => x.Holds(place.Line, place.Pixel)).Max(place => x.OrZero(c, place.Line, place.Pixel))
                    : places.Sum(place => x.OrZero(c, place.Line, place.Pixel))
                        / (down.Values(line, x.Height, countsPadding) * across.Values(pixel, x.Width, countsPadding));
            }
        );
    }
}

/// <summary>A window along one dimension.</summary>
internal readonly record struct AxisOfWindow(int Kernel, int Stride, int Dilation, int Before, int After, int Count)
{
    /// <summary>The windows of a layer down and across; a signal has one line.</summary>
    public static (AxisOfWindow Down, AxisOfWindow Across) Both(Windowed layer, Planes x, bool isSignal)
    {
        (int kernel, int? width, int? stride, int dilation, int padding) = layer switch
        {
            Convolution c => (c.Kernel, c.KernelWidth, c.Stride, c.Dilation, c.Padding),
            Pool p => (p.Kernel, p.KernelWidth, p.Stride, 1, p.Padding),
            _ => throw new ArgumentException($"{layer} has no window.", nameof(layer)),
        };
        return isSignal
            ? (new AxisOfWindow(1, 1, 1, 0, 0, 1), Axis("", "Before", "After", kernel, x.Width))
            : (Axis("Height", "Top", "Bottom", kernel, x.Height), Axis("Width", "Left", "Right", width ?? kernel, x.Width));

        AxisOfWindow Axis(string size, string before, string after, int kernel, int inputs) =>
            Of(
                inputs,
                kernel,
                layer.Get("Stride" + size, stride ?? kernel),
                layer.Get("Dilation" + size, layer.Get("Dilation", dilation)),
                layer.Get("Padding" + before, layer.Get("Padding" + size, padding)),
                layer.Get("Padding" + after, layer.Get("Padding" + size, padding)),
                layer.Get("CeilMode", 0) == 1
            );
    }

    /// <summary>Where a value of a window lies.</summary>
    public int Place(int window, int value) => (window * Stride) + (value * Dilation) - Before;

    /// <summary>The divisor of a mean, as PyTorch counts it: what lies in the input and the padding, or in the input.</summary>
    public int Values(int window, int inputs, bool countsPadding)
    {
        int start = Place(window, 0),
            end = Math.Min(start + Kernel, inputs + After);
        return countsPadding ? end - start : Math.Min(end, inputs) - Math.Max(start, 0);
    }

    private static AxisOfWindow Of(int inputs, int kernel, int stride, int dilation, int before, int after, bool ceil)
    {
        int extent = (dilation * (kernel - 1)) + 1,
            same = Math.Max(0, (((int)Math.Ceiling(inputs / (double)stride) - 1) * stride) + extent - inputs);
        if (before == Padding.Same)
            before = same / 2;
        if (after == Padding.Same)
            after = same - (same / 2);
        double windows = (inputs + before + after - extent) / (double)stride;
        int count = 1 + (int)(ceil ? Math.Ceiling(windows) : Math.Floor(windows));
        if (ceil && (count - 1) * stride >= inputs + before)
            count--;
        return new AxisOfWindow(kernel, stride, dilation, before, after, count);
    }
}
