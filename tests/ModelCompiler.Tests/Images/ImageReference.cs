using ModelCompiler.Tests.Harness;
using ModelCompiler.Tests.Reference;

namespace ModelCompiler.Tests.Images;

/// <summary>
/// A network on images in double precision, straight from the definitions in PyTorch's documentation: values in planes, an index test for
/// each value of a window.
/// </summary>
internal sealed partial class ImageReference
{
    private readonly Network _network;
    private readonly Dictionary<string, double[]> _parameters;
    private readonly Dictionary<int, (double[] Mean, double[] Variance)> _statistics = [];

    public ImageReference(Network network, ICompiledModel model)
    {
        _network = network;
        _parameters = model
            .Description.Parameters.ToArray()
            .ToDictionary(
                parameter => parameter.Name,
                parameter => Array.ConvertAll(parameter.Values(model.Parameters), value => (double)value)
            );
    }

    /// <summary>The parameters by name; changing them changes the network.</summary>
    public IReadOnlyDictionary<string, double[]> Parameters => _parameters;

    /// <summary>The outputs of a batch.</summary>
    public double[] Predict(double[] inputs) =>
        [
            .. Enumerable
                .Range(0, inputs.Length / _network.InputSize)
                .SelectMany(sample => Sample(inputs[(sample * _network.InputSize)..((sample + 1) * _network.InputSize)])),
        ];

    /// <summary>The mean squared error of a batch.</summary>
    public double LossOf(double[] inputs, float[] targets) =>
        Predict(inputs).Zip(targets, (output, target) => (output - target) * (output - target)).Average();

    /// <summary>
    /// Gives each batch normalisation the mean and the variance of its values in a batch, layer after layer; returns the unbiased
    /// variances.
    /// </summary>
    public IReadOnlyList<(double[] Mean, double[] Variance)> UseStatisticsOf(double[] inputs)
    {
        var unbiased = new List<(double[] Mean, double[] Variance)>();
        for (int number = 1; number <= _network.Layers.Count(layer => layer is BatchNorm { Trainable: true }); number++)
        {
            List<Planes> values = [.. inputs.Chunk(_network.InputSize).Select(sample => Run(sample, beforeNorm: number))];
            double[][] channels =
            [
                .. Enumerable.Range(0, values[0].Channels).Select(channel => values.SelectMany(planes => planes.Plane(channel)).ToArray()),
            ];
            double[] means = [.. channels.Select(channel => channel.Average())];
            double[] squares =
            [
                .. channels.Select((channel, index) => channel.Sum(value => (value - means[index]) * (value - means[index]))),
            ];
            _statistics[number] = (means, Array.ConvertAll(squares, sum => sum / channels[0].Length));
            unbiased.Add((means, Array.ConvertAll(squares, sum => sum / (channels[0].Length - 1))));
        }

        return unbiased;
    }

    /// <summary>Lets every batch normalisation use its running statistics again.</summary>
    public void UseRunningStatistics() => _statistics.Clear();

    private double[] Sample(double[] input) => Run(input, beforeNorm: 0).Values;

    private Planes Run(double[] input, int beforeNorm)
    {
        IReadOnlyList<int> shape = _network.Shape!;
        var value =
            shape.Count == 1 ? new Planes(shape[0], 1, 1, input) : new Planes(shape[0], shape.Count == 3 ? shape[1] : 1, shape[^1], input);
        int norms = 0,
            learning = 0;
        var numbers = new Dictionary<string, int>();
        var named = new Dictionary<string, Planes> { ["input"] = value };
        foreach (Layer layer in _network.Layers)
        {
            if (layer is BatchNorm { Trainable: true } && ++learning == beforeNorm)
                return value;
            value = layer switch
            {
                Convolution { Kind: "ConvTranspose2D" } transposed => Activated(
                    ConvolveBack(value, transposed, Name(transposed.Kind)),
                    transposed.Activation
                ),
                Convolution convolution => named[Name(convolution.Kind)] = Activated(
                    Convolve(value, convolution, Last(convolution.Kind)),
                    convolution.Activation
                ),
                Pool pool => Reduce(value, pool),
                Dense dense => Activated(Multiply(value, dense.Units, Name("Dense")), dense.Activation),
                Activate activation => named[Name("Activation")] = Activated(value, activation.Kind),
                Plain { Attribute: "Reshape(1, 6, 7)" } => new Planes(1, 6, 7, value.Values),
                Plain { Attribute: "Scale" } => value with
                {
                    Values =
                    [
                        .. value.Values.Select((x, index) => (x * _parameters["scale1.weight"][index]) + _parameters["scale1.bias"][index]),
                    ],
                },
                Plain { Attribute: var join } when join.StartsWith("Add(", StringComparison.Ordinal) => value with
                {
                    Values = [.. value.Values.Zip(named[join[5..^2]].Values, (left, right) => left + right)],
                },
                Plain { Attribute: var join } when join.StartsWith("Multiply(", StringComparison.Ordinal) => value with
                {
                    Values = [.. value.Values.Zip(named[join[10..^2]].Values, (left, right) => left * right)],
                },
                Plain { Attribute: var join } when join.StartsWith("Concat(", StringComparison.Ordinal) => new Planes(
                    named[join[8..^2]].Channels + value.Channels,
                    value.Height,
                    value.Width,
                    [.. value.Values, .. named[join[8..^2]].Values]
                ),
                BatchNorm norm => Normalised(value, norm, ++norms, norm.Trainable ? learning : 0),
                Plain { Attribute: "Flatten" } => new Planes(value.Values.Length, 1, 1, value.Values),
                Plain { Attribute: "GlobalAvgPool" } => Planes.Fill(value.Channels, 1, 1, (c, _, _) => value.Plane(c).Average()),
                Plain { Attribute: "GlobalMaxPool" } => Planes.Fill(value.Channels, 1, 1, (c, _, _) => value.Plane(c).Max()),
                Plain { Attribute: var attribute } when attribute.StartsWith("ZeroPad(", StringComparison.Ordinal) => Surround(
                    value,
                    attribute[8] - '0'
                ),
                _ => throw new InvalidOperationException($"There is no reference for {layer}."),
            };
        }

        return value;

        string Name(string kind)
        {
            numbers[kind] = numbers.GetValueOrDefault(kind) + 1;
            return Last(kind);
        }

        string Last(string kind)
        {
            string name = kind switch
            {
                "Conv1D" => "conv1d",
                "Conv2D" => "conv2d",
                "DepthwiseConv2D" => "depthwise_conv2d",
                "ConvTranspose2D" => "conv_transpose2d",
                "Activation" => "activation",
                _ => "dense",
            };
            return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}{numbers[kind]}");
        }
    }

    private Planes Normalised(Planes x, BatchNorm layer, int number, int learning)
    {
        string name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"batch_norm{number}");
        (double[] mean, double[] variance) = _statistics.TryGetValue(learning, out (double[] Mean, double[] Variance) batch)
            ? batch
            : (_parameters[name + ".running_mean"], _parameters[name + ".running_var"]);
        return Planes.Fill(
            x.Channels,
            x.Height,
            x.Width,
            (c, line, pixel) =>
            {
                double normal = (x.OrZero(c, line, pixel) - mean[c]) / Math.Sqrt(variance[c] + layer.Epsilon);
                return layer.Affine ? (normal * _parameters[name + ".weight"][c]) + _parameters[name + ".bias"][c] : normal;
            }
        );
    }

    private Planes Multiply(Planes x, int units, string name)
    {
        double[] weight = _parameters[name + ".weight"];
        double[]? bias = _parameters.GetValueOrDefault(name + ".bias");
        return Planes.Fill(
            units,
            1,
            1,
            (unit, _, _) => (bias?[unit] ?? 0) + x.Values.Select((value, index) => value * weight[(unit * x.Values.Length) + index]).Sum()
        );
    }

    private static Planes Surround(Planes x, int padding)
    {
        int vertical = x.Height == 1 ? 0 : padding;
        return Planes.Fill(
            x.Channels,
            x.Height + (2 * vertical),
            x.Width + (2 * padding),
            (c, line, pixel) => x.OrZero(c, line - vertical, pixel - padding)
        );
    }

    private static Planes Activated(Planes x, Activation activation) =>
        activation == Activation.Linear ? x : x with { Values = new ElementwiseOperation(activation, null).Forward(x.Values) };

    /// <summary>Channels of lines of pixels.</summary>
    private sealed record Planes(int Channels, int Height, int Width, double[] Values)
    {
        public static Planes Fill(int channels, int height, int width, Func<int, int, int, double> value)
        {
            double[] values = new double[channels * height * width];
            for (int index = 0; index < values.Length; index++)
                values[index] = value(index / (height * width), index / width % height, index % width);
            return new Planes(channels, height, width, values);
        }

        public bool Holds(int line, int pixel) => line >= 0 && line < Height && pixel >= 0 && pixel < Width;

        public double OrZero(int channel, int line, int pixel) =>
            Holds(line, pixel) ? Values[(((channel * Height) + line) * Width) + pixel] : 0;

        public IEnumerable<double> Plane(int channel) => Values.Skip(channel * Height * Width).Take(Height * Width);
    }
}
