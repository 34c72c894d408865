namespace ModelCompiler.Onnx.Tests.Keras;

/// <summary>Layers as Keras defines them, in double precision.</summary>
internal static class Formulas
{
    private const double Epsilon = 1e-3;

    /// <summary>Along the last axis.</summary>
    public static Sample Dense(Sample x, Sample[] weights)
    {
        int inputs = weights[0].Shape[0],
            outputs = weights[0].Shape[1],
            rows = x.Values.Length / inputs;
        var y = Sample.Zero([.. x.Shape[..^1], outputs]);
        for (int row = 0; row < rows; row++)
        for (int output = 0; output < outputs; output++)
        {
            double sum = weights.Length > 1 ? weights[1].Values[output] : 0;
            for (int input = 0; input < inputs; input++)
                sum += x.Values[(row * inputs) + input] * weights[0][input, output];
            y.Values[(row * outputs) + output] = sum;
        }

        return y;
    }

    /// <summary>Of images with the channels last, kernels [lines, pixels, inputs, outputs]; 'same' pads the odd one at the end.</summary>
    public static Sample Convolution(Sample x, Sample[] weights, int stride, bool isSame, int groups = 1, bool isDepthwise = false)
    {
        int[] kernel = weights[0].Shape;
        int outputs = isDepthwise ? kernel[2] * kernel[3] : kernel[3],
            each = isDepthwise ? 1 : kernel[2];
        (int height, int top) = Extent(x.Shape[0], kernel[0], stride, isSame);
        (int width, int left) = Extent(x.Shape[1], kernel[1], stride, isSame);
        var y = Sample.Zero(height, width, outputs);
        for (int line = 0; line < height; line++)
        for (int pixel = 0; pixel < width; pixel++)
        for (int output = 0; output < outputs; output++)
        {
            double sum = weights.Length > 1 ? weights[1].Values[output] : 0;
            int first = isDepthwise ? output / kernel[3] : output / (outputs / groups) * each;
            for (int i = 0; i < kernel[0]; i++)
            for (int j = 0; j < kernel[1]; j++)
            {
                int from = (line * stride) + i - top,
                    at = (pixel * stride) + j - left;
                if (from < 0 || at < 0 || from >= x.Shape[0] || at >= x.Shape[1])
                    continue;
                for (int channel = 0; channel < each; channel++)
                {
                    int place = isDepthwise
                        ? (((((i * kernel[1]) + j) * kernel[2]) + first) * kernel[3]) + (output % kernel[3])
                        : (((((i * kernel[1]) + j) * kernel[2]) + channel) * kernel[3]) + output;
                    sum += x[from, at, first + channel] * weights[0].Values[place];
                }
            }

            y.Values[(((line * width) + pixel) * outputs) + output] = sum;
        }

        return y;
    }

    public static Sample Pool(Sample x, int size, int stride, bool isSame, bool isMaximum)
    {
        (int height, int top) = Extent(x.Shape[0], size, stride, isSame);
        (int width, int left) = Extent(x.Shape[1], size, stride, isSame);
        var y = Sample.Zero(height, width, x.Shape[2]);
        for (int index = 0; index < y.Values.Length; index++)
        {
            int channel = index % x.Shape[2],
                pixel = index / x.Shape[2] % width,
                line = index / x.Shape[2] / width;
            var window = new List<double>();
            for (int i = 0; i < size; i++)
            for (int j = 0; j < size; j++)
                if ((line * stride) + i - top is >= 0 and var from && from < x.Shape[0])
                    if ((pixel * stride) + j - left is >= 0 and var at && at < x.Shape[1])
                        window.Add(x[from, at, channel]);
            y.Values[index] = isMaximum ? window.Max() : window.Average();
        }

        return y;
    }

    /// <summary>Gamma, beta, moving mean, moving variance, along the last axis.</summary>
    public static Sample BatchNorm(Sample x, Sample[] weights)
    {
        int channels = x.Shape[^1];
        return new Sample(
            x.Shape,
            [
                .. x.Values.Select(
                    (value, index) =>
                    {
                        int channel = index % channels;
                        double normal = (value - weights[2].Values[channel]) / Math.Sqrt(weights[3].Values[channel] + Epsilon);
                        return (normal * weights[0].Values[channel]) + weights[1].Values[channel];
                    }
                ),
            ]
        );
    }

    public static Sample LayerNorm(Sample x, Sample[] weights)
    {
        int features = x.Shape[^1];
        double[] values = new double[x.Values.Length];
        for (int start = 0; start < values.Length; start += features)
        {
            double[] row = x.Values[start..(start + features)];
            double mean = row.Average(),
                deviation = Math.Sqrt(row.Average(value => (value - mean) * (value - mean)) + Epsilon);
            for (int index = 0; index < features; index++)
                values[start + index] = ((row[index] - mean) / deviation * weights[0].Values[index]) + weights[1].Values[index];
        }

        return new Sample(x.Shape, values);
    }

    /// <summary>Kernel, recurrent kernel and bias with the gates i, f, c, o.</summary>
    public static Sample Lstm(Sample x, Sample[] weights, bool wantsAll, bool isBackwards = false)
    {
        int units = weights[1].Shape[0];
        double[] state = new double[units],
            memory = new double[units];
        return Steps(
            x,
            units,
            wantsAll,
            isBackwards,
            step =>
            {
                double[] gates = Gates(x, step, weights[0], weights[2].Values, state, weights[1]);
                for (int unit = 0; unit < units; unit++)
                {
                    memory[unit] =
                        (Sigmoid(gates[units + unit]) * memory[unit]) + (Sigmoid(gates[unit]) * Math.Tanh(gates[(2 * units) + unit]));
                    state[unit] = Sigmoid(gates[(3 * units) + unit]) * Math.Tanh(memory[unit]);
                }

                return state;
            }
        );
    }

    /// <summary>Kernel, recurrent kernel and bias with the gates z, r, h; two rows of biases where the reset comes after.</summary>
    public static Sample Gru(Sample x, Sample[] weights, bool wantsAll, bool isResetAfter)
    {
        int units = weights[1].Shape[0],
            columns = 3 * units;
        double[] state = new double[units],
            bias = weights[2].Values[..columns],
            inner = isResetAfter ? weights[2].Values[columns..] : new double[columns];
        return Steps(
            x,
            units,
            wantsAll,
            isBackwards: false,
            step =>
            {
                double[] given = Product(x.Values[(step * x.Shape[1])..((step + 1) * x.Shape[1])], weights[0], bias),
                    kept = Product(state, weights[1], inner),
                    update = new double[units],
                    reset = new double[units];
                for (int unit = 0; unit < units; unit++)
                {
                    update[unit] = Sigmoid(given[unit] + kept[unit]);
                    reset[unit] = Sigmoid(given[units + unit] + kept[units + unit]);
                }

                double[] before = Product([.. state.Select((value, unit) => value * reset[unit])], weights[1], inner);
                double[] next = new double[units];
                for (int unit = 0; unit < units; unit++)
                {
                    int place = (2 * units) + unit;
                    double sum = isResetAfter ? reset[unit] * kept[place] : before[place];
                    next[unit] = (update[unit] * state[unit]) + ((1 - update[unit]) * Math.Tanh(given[place] + sum));
                }

                next.CopyTo(state, 0);
                return state;
            }
        );
    }

    public static Sample SimpleRnn(Sample x, Sample[] weights, bool wantsAll)
    {
        double[] state = new double[weights[1].Shape[0]];
        return Steps(
            x,
            state.Length,
            wantsAll,
            isBackwards: false,
            step =>
            {
                Array.ConvertAll(Gates(x, step, weights[0], weights[2].Values, state, weights[1]), Math.Tanh).CopyTo(state, 0);
                return state;
            }
        );
    }

    public static Sample Beside(Sample a, Sample b)
    {
        int left = a.Shape[^1],
            right = b.Shape[^1],
            rows = a.Values.Length / left;
        return new Sample(
            [.. a.Shape[..^1], left + right],
            [
                .. Enumerable
                    .Range(0, rows)
                    .SelectMany(row => a.Values.Skip(row * left).Take(left).Concat(b.Values.Skip(row * right).Take(right))),
            ]
        );
    }

    public static Sample Sum(Sample a, Sample b) => new(a.Shape, [.. a.Values.Zip(b.Values, (x, y) => x + y)]);

    public static Sample Softmax(Sample x)
    {
        double[] powers = Array.ConvertAll(x.Values, value => Math.Exp(value - x.Values.Max()));
        return new Sample(x.Shape, Array.ConvertAll(powers, power => power / powers.Sum()));
    }

    /// <summary>The mean over all axes but the last.</summary>
    public static Sample Mean(Sample x)
    {
        int channels = x.Shape[^1];
        return new Sample(
            [channels],
            [.. Enumerable.Range(0, channels).Select(channel => x.Values.Where((_, index) => index % channels == channel).Average())]
        );
    }

    public static Sample Rows(Sample tokens, Sample table) =>
        new(
            [tokens.Values.Length, table.Shape[1]],
            [.. tokens.Values.SelectMany(token => table.Values.Skip((int)token * table.Shape[1]).Take(table.Shape[1]))]
        );

    public static double Relu(double x) => Math.Max(0, x);

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static Sample Steps(Sample x, int units, bool wantsAll, bool isBackwards, Func<int, double[]> next)
    {
        int steps = x.Shape[0];
        var all = Sample.Zero(steps, units);
        double[] last = [];
        for (int count = 0; count < steps; count++)
        {
            int step = isBackwards ? steps - 1 - count : count;
            last = [.. next(step)];
            last.CopyTo(all.Values, step * units);
        }

        return wantsAll ? all : new Sample([units], last);
    }

    private static double[] Gates(Sample x, int step, Sample kernel, double[] bias, double[] state, Sample recurrent)
    {
        double[] given = Product(x.Values[(step * x.Shape[1])..((step + 1) * x.Shape[1])], kernel, bias);
        return Product(state, recurrent, given);
    }

    private static double[] Product(double[] row, Sample matrix, double[] bias)
    {
        double[] sums = [.. bias];
        for (int input = 0; input < row.Length; input++)
        for (int output = 0; output < sums.Length; output++)
            sums[output] += row[input] * matrix[input, output];
        return sums;
    }

    private static (int Outputs, int Before) Extent(int size, int kernel, int stride, bool isSame)
    {
        if (!isSame)
            return (((size - kernel) / stride) + 1, 0);
        int outputs = (size + stride - 1) / stride;
        return (outputs, Math.Max(0, ((outputs - 1) * stride) + kernel - size) / 2);
    }
}
