using ModelCompiler.Tests.Images;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>What windows do to one sample, on a tape: an index test for each value of a window.</summary>
internal static class TapeWindows
{
    public static int[] Convolve(
        Tape tape,
        int[] x,
        int[][] own,
        ConvolutionAttribute layer,
        IReadOnlyList<int> shape,
        int channels,
        int groups
    )
    {
        (AxisWindow down, AxisWindow across) = Shapes.WindowsOf(layer, shape);
        (int inputs, int height, int width) = Shapes.Image(shape);
        int perGroup = inputs / groups;
        int[] y = new int[channels * down.Outputs * across.Outputs];
        for (int output = 0; output < channels; output++)
        for (int line = 0; line < down.Outputs; line++)
        for (int pixel = 0; pixel < across.Outputs; pixel++)
        {
            double sum = tape.StartSum(layer.Bias ? own[1][output] : -1);
            for (int c = 0; c < perGroup; c++)
            for (int i = 0; i < down.Kernel; i++)
            for (int j = 0; j < across.Kernel; j++)
            {
                int fromLine = down.Place(line, i),
                    fromPixel = across.Place(pixel, j);
                int channel = (output / (channels / groups) * perGroup) + c;
                if (Holds(height, width, fromLine, fromPixel))
                    sum = tape.Product(
                        sum,
                        x[(((channel * height) + fromLine) * width) + fromPixel],
                        own[0][(((((output * perGroup) + c) * down.Kernel) + i) * across.Kernel) + j]
                    );
            }

            y[(((output * down.Outputs) + line) * across.Outputs) + pixel] = tape.EndSum(sum);
        }

        return y;
    }

    // Each value of the input, times a window of weights, is added to the output.
    public static int[] ConvolveBack(
        Tape tape,
        int[] x,
        int[][] own,
        ConvTranspose2DAttribute layer,
        IReadOnlyList<int> shape,
        IReadOnlyList<int> output
    )
    {
        (int inputs, int height, int width) = Shapes.Image(shape);
        int perGroup = layer.Channels / layer.Groups,
            lines = output[1],
            pixels = output[2];
        var products = new List<(int Left, int Right)>[layer.Channels * lines * pixels];
        for (int c = 0; c < inputs; c++)
        for (int line = 0; line < height; line++)
        for (int pixel = 0; pixel < width; pixel++)
        for (int o = 0; o < perGroup; o++)
        for (int i = 0; i < layer.KernelHeight; i++)
        for (int j = 0; j < layer.KernelWidth; j++)
        {
            int channel = (c / (inputs / layer.Groups) * perGroup) + o;
            int toLine = (line * layer.StrideHeight) + (i * layer.DilationHeight) - layer.PaddingTop,
                toPixel = (pixel * layer.StrideWidth) + (j * layer.DilationWidth) - layer.PaddingLeft;
            if (Holds(lines, pixels, toLine, toPixel))
                (products[(((channel * lines) + toLine) * pixels) + toPixel] ??= []).Add(
                    (
                        x[(((c * height) + line) * width) + pixel],
                        own[0][(((((c * perGroup) + o) * layer.KernelHeight) + i) * layer.KernelWidth) + j]
                    )
                );
        }

        return
        [
            .. products.Select(
                (terms, place) =>
                {
                    double sum = tape.StartSum(layer.Bias ? own[1][place / (lines * pixels)] : -1);
                    foreach ((int left, int right) in terms ?? [])
                        sum = tape.Product(sum, left, right);
                    return tape.EndSum(sum);
                }
            ),
        ];
    }

    public static int[] Pool(Tape tape, int[] x, PoolAttribute layer, IReadOnlyList<int> shape, bool isMaximum)
    {
        (AxisWindow down, AxisWindow across) = Shapes.WindowsOf(layer, shape);
        (int channels, int height, int width) = Shapes.Image(shape);
        bool countsPadding = layer is not (AvgPool1DAttribute { CountIncludePad: false } or AvgPool2DAttribute { CountIncludePad: false });
        int[] y = new int[channels * down.Outputs * across.Outputs];
        var window = new List<int>();
        for (int place = 0; place < y.Length; place++)
        {
            int channel = place / (down.Outputs * across.Outputs),
                line = place / across.Outputs % down.Outputs,
                pixel = place % across.Outputs;
            window.Clear();
            for (int i = 0; i < down.Kernel; i++)
            for (int j = 0; j < across.Kernel; j++)
            {
                int fromLine = down.Place(line, i),
                    fromPixel = across.Place(pixel, j);
                if (Holds(height, width, fromLine, fromPixel))
                    window.Add(x[(((channel * height) + fromLine) * width) + fromPixel]);
            }

            // What lies outside counts as zero in a mean, unless it does not count, and not at all in a maximum.
            y[place] = isMaximum
                ? Largest(tape, window)
                : tape.Sum(window, 1.0 / (down.Values(line, countsPadding) * across.Values(pixel, countsPadding)));
        }

        return y;
    }

    /// <summary>The first of the largest values.</summary>
    public static int Largest(Tape tape, IReadOnlyList<int> values)
    {
        int largest = values[0];
        foreach (int value in values)
            if (tape[value] > tape[largest])
                largest = value;
        foreach (int value in values)
            tape.NoteKink(tape[largest] - tape[value]);
        return tape.Function(largest, tape[largest], 1);
    }

    public static int[] Surround(Tape tape, int[] x, ZeroPadAttribute pad, IReadOnlyList<int> shape, IReadOnlyList<int> output)
    {
        (_, int height, int width) = Shapes.Image(shape);
        (int channels, int lines, int pixels) = Shapes.Image(output);
        int zero = tape.Leaf(0);
        int[] y = new int[channels * lines * pixels];
        for (int place = 0; place < y.Length; place++)
        {
            int channel = place / (lines * pixels),
                line = (place / pixels % lines) - (shape.Count == 3 ? pad.PaddingTop : 0),
                pixel = (place % pixels) - (shape.Count == 3 ? pad.PaddingLeft : pad.PaddingBefore);
            y[place] = Holds(height, width, line, pixel) ? x[(((channel * height) + line) * width) + pixel] : zero;
        }

        return y;
    }

    /// <summary>Another size, by what PyTorch calls the mode, or <c>adaptive</c>.</summary>
    public static int[] Resize(Tape tape, int[] x, string kind, bool alignCorners, IReadOnlyList<int> shape, IReadOnlyList<int> output)
    {
        (_, int height, int width) = Shapes.Image(shape);
        (int channels, int lines, int pixels) = Shapes.Image(output);
        int[] y = new int[channels * lines * pixels];
        for (int place = 0; place < y.Length; place++)
        {
            int plane = place / (lines * pixels) * height * width;
            var terms = new List<int>();
            foreach ((int line, double vertical) in ImageResizing.Weights(kind, alignCorners, place / pixels % lines, height, lines))
            foreach ((int pixel, double horizontal) in ImageResizing.Weights(kind, alignCorners, place % pixels, width, pixels))
                terms.Add(tape.Scale(x[plane + (line * width) + pixel], vertical * horizontal));
            y[place] = tape.Sum(terms);
        }

        return y;
    }

    private static bool Holds(int height, int width, int line, int pixel) => line >= 0 && line < height && pixel >= 0 && pixel < width;
}
