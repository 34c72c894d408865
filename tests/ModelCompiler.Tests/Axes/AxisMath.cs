namespace ModelCompiler.Tests.Axes;

/// <summary>Layers in double precision, as PyTorch's documentation defines them, on values in its order.</summary>
internal static class AxisMath
{
    /// <summary><c>y = x W^T + b</c> for each row of <paramref name="x"/>.</summary>
    public static double[] Dense(double[] x, double[] weight, double[]? bias, int inputs) =>
        [.. x.Chunk(inputs).SelectMany(row => weight.Chunk(inputs).Select((w, unit) => Dot(row, w) + (bias?[unit] ?? 0)))];

    /// <summary>A signal of [channels, length] convolved with [outputs, channels, kernel], with zeros on both sides.</summary>
    public static double[] Convolve(double[] x, double[] weight, double[] bias, int channels, int kernel, int padding)
    {
        int length = x.Length / channels,
            outputs = length + (2 * padding) - kernel + 1;
        return [.. bias.SelectMany((b, output) => Enumerable.Range(0, outputs).Select(position => b + Window(output, position)))];

        double Window(int output, int position)
        {
            double sum = 0;
            for (int channel = 0; channel < channels; channel++)
            for (int tap = 0; tap < kernel; tap++)
                if (position + tap - padding is var place && place >= 0 && place < length)
                    sum += weight[(((output * channels) + channel) * kernel) + tap] * x[(channel * length) + place];
            return sum;
        }
    }

    /// <summary>Each row of <paramref name="count"/> values to mean 0 and variance 1.</summary>
    public static double[] LayerNorm(double[] x, int count, double epsilon = 1e-5) =>
        [
            .. x.Chunk(count)
                .SelectMany(row =>
                {
                    double mean = row.Average(),
                        variance = row.Average(value => (value - mean) * (value - mean));
                    return row.Select(value => (value - mean) / Math.Sqrt(variance + epsilon));
                }),
        ];

    /// <summary>Each row of <paramref name="count"/> values to a mean square of 1.</summary>
    public static double[] RmsNorm(double[] x, int count) =>
        [
            .. x.Chunk(count)
                .SelectMany(row => row.Select(value => value / Math.Sqrt(row.Average(other => other * other) + 1.1920928955078125e-7))),
        ];

    /// <summary>The softmax of each row of <paramref name="count"/> values.</summary>
    public static double[] Softmax(double[] x, int count) => Map(LogSoftmax(x, count), Math.Exp);

    /// <summary>The logarithm of the softmax of each row of <paramref name="count"/> values.</summary>
    public static double[] LogSoftmax(double[] x, int count) =>
        [
            .. x.Chunk(count)
                .SelectMany(row =>
                {
                    double largest = row.Max(),
                        sum = Math.Log(row.Sum(value => Math.Exp(value - largest))) + largest;
                    return row.Select(value => value - sum);
                }),
        ];

    /// <summary>[rows, inner] times [inner, columns].</summary>
    public static double[] Product(double[] x, double[] y, int inner)
    {
        double[][] columns = [.. Transposed(y, y.Length / inner).Chunk(inner)];
        return [.. x.Chunk(inner).SelectMany(row => columns.Select(column => Dot(row, column)))];
    }

    /// <summary>[rows, columns] to [columns, rows].</summary>
    public static double[] Transposed(double[] x, int columns)
    {
        int rows = x.Length / columns;
        return [.. Enumerable.Range(0, x.Length).Select(index => x[(index % rows * columns) + (index / rows)])];
    }

    /// <summary><c>y = w x + b</c>, with numbers of its own for each value of a row.</summary>
    public static double[] Affine(double[] x, double[] weight, double[]? bias = null) =>
        [.. x.Select((value, index) => (value * weight[index % weight.Length]) + (bias?[index % weight.Length] ?? 0))];

    /// <summary>The same with numbers of its own for each channel of [channels, ...].</summary>
    public static double[] AffineOfChannels(double[] x, double[] weight, double[] bias) =>
        [.. x.Select((value, index) => index / (x.Length / weight.Length) is var channel ? (value * weight[channel]) + bias[channel] : 0)];

    /// <summary>Sums element by element.</summary>
    public static double[] Add(double[] x, double[] y) => [.. x.Zip(y, (a, b) => a + b)];

    /// <summary>Rows of two values side by side.</summary>
    public static double[] Concat(double[] x, int columnsOfX, double[] y, int columnsOfY) =>
        [.. x.Chunk(columnsOfX).Zip(y.Chunk(columnsOfY), (left, right) => left.Concat(right)).SelectMany(row => row)];

    /// <summary>The mean of each column.</summary>
    public static double[] MeanOfRows(double[] x, int columns) =>
        [.. Enumerable.Range(0, columns).Select(column => x.Where((_, index) => index % columns == column).Average())];

    /// <summary>A function of each value.</summary>
    public static double[] Map(double[] x, Func<double, double> function) => Array.ConvertAll(x, value => function(value));

    private static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();
}
