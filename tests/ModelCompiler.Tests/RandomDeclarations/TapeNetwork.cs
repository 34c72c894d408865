using ModelCompiler.Tests.Reference;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>
/// Computes a declared network on a tape, straight from the definitions in PyTorch's documentation: forwards only, sample by sample, value
/// by value.
/// </summary>
internal sealed class TapeNetwork
{
    private readonly Tape _tape;
    private readonly IReadOnlyList<PlacedLayer> _layers;
    private readonly bool _isTraining;

    // For each layer its parameters; for each layer and sample its values.
    private readonly int[][][] _parameters;
    private readonly int[][][] _values;

    /// <summary>Runs the network.</summary>
    /// <param name="tape">Where to.</param>
    /// <param name="layers">The network.</param>
    /// <param name="parameters">The parameters of each layer, in row-major order.</param>
    /// <param name="inputs">The batch.</param>
    /// <param name="isTraining">Whether normalisations over the batch use its statistics.</param>
    public TapeNetwork(
        Tape tape,
        IReadOnlyList<PlacedLayer> layers,
        IReadOnlyList<IReadOnlyList<float[]>> parameters,
        float[][] inputs,
        bool isTraining
    )
    {
        _tape = tape;
        _layers = layers;
        _isTraining = isTraining;
        _parameters = [.. parameters.Select(own => own.Select(values => tape.Leaves(values)).ToArray())];
        Inputs = [.. inputs.Select(sample => tape.Leaves(sample))];
        _values = new int[layers.Count][][];
        for (int layer = 0; layer < layers.Count; layer++)
            _values[layer] = Compute(layer);
    }

    public int[][] Inputs { get; }

    public int[][] Outputs => _values[^1];

    /// <summary>The parameters of each layer.</summary>
    public IReadOnlyList<int[][]> Parameters => _parameters;

    /// <summary>What the running statistics of a normalisation are after the gradient: mean and variance for each channel.</summary>
    public Dictionary<int, (double[] Mean, double[] Variance)> Running { get; } = [];

    private int[][] Read(int position) => position < 0 ? Inputs : _values[position];

    private int[][] Compute(int layer)
    {
        PlacedLayer placed = _layers[layer];
        int[][] x = Read(placed.Inputs[0]);
        int[][] own = _parameters[layer];
        IReadOnlyList<int> shape = placed.InputShapes[0];
        switch (placed.Attribute)
        {
            case DenseAttribute dense:
                return Activated(x, sample => Dense(sample, own, dense.Units), dense.Activation, placed.Numbers);
            case Conv1DAttribute c:
                return Activated(
                    x,
                    sample => TapeWindows.Convolve(_tape, sample, own, c, shape, c.Channels, c.Groups),
                    c.Activation,
                    placed.Numbers
                );
            case Conv2DAttribute c:
                return Activated(
                    x,
                    sample => TapeWindows.Convolve(_tape, sample, own, c, shape, c.Channels, c.Groups),
                    c.Activation,
                    placed.Numbers
                );
            case DepthwiseConv2DAttribute c:
                return Activated(
                    x,
                    sample => TapeWindows.Convolve(_tape, sample, own, c, shape, shape[0], shape[0]),
                    c.Activation,
                    placed.Numbers
                );
            case ConvTranspose2DAttribute c:
                return Activated(
                    x,
                    sample => TapeWindows.ConvolveBack(_tape, sample, own, c, shape, placed.Shape),
                    c.Activation,
                    placed.Numbers
                );
            case ActivationAttribute activation:
                return Activated(x, sample => sample, activation.Kind, placed.Numbers);
            case PoolAttribute pool:
                return Each(x, sample => TapeWindows.Pool(_tape, sample, pool, shape, pool is MaxPool1DAttribute or MaxPool2DAttribute));
            case GlobalAvgPoolAttribute or GlobalMaxPoolAttribute:
                return Each(
                    x,
                    sample =>
                        [
                            .. sample
                                .Chunk(sample.Length / shape[0])
                                .Select(plane =>
                                    placed.Attribute is GlobalMaxPoolAttribute
                                        ? TapeWindows.Largest(_tape, plane)
                                        : _tape.Sum(plane, 1.0 / plane.Length)
                                ),
                        ]
                );
            case ZeroPadAttribute pad:
                return Each(x, sample => TapeWindows.Surround(_tape, sample, pad, shape, placed.Shape));
            case AdaptiveAvgPoolAttribute:
                return Each(x, sample => TapeWindows.Resize(_tape, sample, "adaptive", alignCorners: false, shape, placed.Shape));
            case UpsampleAttribute up:
                string kind = up.Interpolation == Interpolation.Nearest ? "nearest" : "linear";
                return Each(x, sample => TapeWindows.Resize(_tape, sample, kind, up.AlignCorners, shape, placed.Shape));
            case AddAttribute:
                return Joined(placed, values => values.Aggregate((sum, value) => _tape.Add(sum, value)));
            case SubtractAttribute:
                return Joined(placed, values => values.Aggregate((rest, value) => _tape.Add(rest, value, -1)));
            case MultiplyAttribute:
                return Joined(placed, values => values.Aggregate(_tape.Multiply));
            case ConcatAttribute:
                return [.. x.Select((_, sample) => placed.Inputs.SelectMany(input => Read(input)[sample]).ToArray())];
            case LayerNormAttribute norm:
                return Each(x, sample => ScaledAndShifted(Normal(sample, norm.Epsilon, isCentered: true), own));
            case RmsNormAttribute norm:
                return Each(x, sample => ScaledAndShifted(Normal(sample, norm.Epsilon, isCentered: false), own));
            case ScaleAttribute:
                return Each(x, sample => ScaledAndShifted(sample, own));
            case StandardizeAttribute:
                return Each(x, sample => [.. sample.Select((value, index) => Standardized(value, index, own))]);
            case PReluAttribute:
                return Each(x, sample => [.. sample.Select((value, index) => PRelu(value, own[0][index * own[0].Length / sample.Length]))]);
            case BatchNormAttribute norm:
                return BatchNorm(layer, x, norm, own);
            default:
                return TapeMoves.Of(_tape, placed, x);
        }
    }

    private static int[][] Each(int[][] x, Func<int[], int[]> function) => Array.ConvertAll(x, sample => function(sample));

    private int[][] Activated(int[][] x, Func<int[], int[]> function, Activation activation, ActivationNumbers numbers) =>
        Each(
            x,
            sample =>
                activation switch
                {
                    Activation.Linear => function(sample),
                    Activation.Softmax => Softmax(function(sample)),
                    Activation.Softmin => Softmax(Array.ConvertAll(function(sample), value => _tape.Scale(value, -1))),
                    _ => Array.ConvertAll(function(sample), value => Activate(value, activation, numbers)),
                }
        );

    private int[] Dense(int[] x, int[][] own, int units)
    {
        int[] y = new int[units];
        for (int unit = 0; unit < units; unit++)
        {
            double sum = _tape.StartSum(own.Length > 1 ? own[1][unit] : -1);
            for (int i = 0; i < x.Length; i++)
                sum = _tape.Product(sum, x[i], own[0][(unit * x.Length) + i]);
            y[unit] = _tape.EndSum(sum);
        }

        return y;
    }

    private int Activate(int x, Activation activation, ActivationNumbers numbers)
    {
        double value = _tape[x];
        if (activation != Activation.Softsign)
            foreach (double kink in ReferenceActivations.Kinks(activation, numbers))
                _tape.NoteKink(value - kink);

        double derivative = ReferenceActivations.Derivative(activation, numbers, value);
        return _tape.Function(x, ReferenceActivations.Value(activation, numbers, value), derivative);
    }

    private int[] Softmax(int[] x)
    {
        double largest = x.Max(value => _tape[value]);
        int[] powers = Array.ConvertAll(
            x,
            value => Math.Exp(_tape[value] - largest) is var power ? _tape.Function(value, power, power) : 0
        );
        int reciprocal = Power(_tape.Sum(powers), -1);
        return Array.ConvertAll(powers, power => _tape.Multiply(power, reciprocal));
    }

    private int Power(int x, double exponent) =>
        _tape.Function(x, Math.Pow(_tape[x], exponent), exponent * Math.Pow(_tape[x], exponent - 1));

    private int[] Normal(int[] x, double epsilon, bool isCentered)
    {
        int[] centered =
            isCentered && _tape.Sum(x, 1.0 / x.Length) is var mean ? Array.ConvertAll(x, value => _tape.Add(value, mean, -1)) : x;
        int reciprocal = Deviation(centered, epsilon);
        return Array.ConvertAll(centered, value => _tape.Multiply(value, reciprocal));
    }

    private int Deviation(int[] centered, double epsilon) =>
        Power(
            _tape.Add(_tape.Sum(centered.Select(value => _tape.Multiply(value, value)), 1.0 / centered.Length), _tape.Leaf(epsilon)),
            -0.5
        );

    private int[] ScaledAndShifted(int[] x, int[][] own) =>
        [
            .. x.Select(
                (value, index) =>
                    _tape.Multiply(value, own[0][index]) is var scaled && own.Length > 1 ? _tape.Add(scaled, own[1][index]) : scaled
            ),
        ];

    // What was fitted is no variable.
    private int Standardized(int x, int index, int[][] own)
    {
        int Constant(int parameter, Func<double, double> of) => _tape.Leaf(of(_tape[own[parameter][index]]));
        int centered = _tape.Add(_tape.Add(x, Constant(0, mean => mean), -1), Constant(1, rest => rest), -1);
        return _tape.Multiply(centered, Constant(2, deviation => 1 / deviation));
    }

    private int PRelu(int x, int slope)
    {
        _tape.NoteKink(_tape[x]);
        return _tape[x] > 0 ? x : _tape.Multiply(x, slope);
    }

    private int[][] Joined(PlacedLayer placed, Func<IEnumerable<int>, int> join) =>
        [
            .. Inputs.Select(
                (_, sample) =>
                    Enumerable
                        .Range(0, Shapes.Size(placed.Shape))
                        .Select(index => join(placed.Inputs.Select(input => Read(input)[sample][index])))
                        .ToArray()
            ),
        ];

    private int[][] BatchNorm(int layer, int[][] x, BatchNormAttribute norm, int[][] own)
    {
        int channels = _layers[layer].Shape[0],
            pixels = x[0].Length / channels;
        int[][] y = Array.ConvertAll(x, sample => new int[sample.Length]);
        double[] means = new double[channels],
            variances = new double[channels];
        for (int channel = 0; channel < channels; channel++)
        {
            int[] values = [.. x.SelectMany(sample => sample.Skip(channel * pixels).Take(pixels))];
            int mean,
                reciprocal;
            int[] centered;
            double momentum = norm.Momentum;
            if (_isTraining && !_layers[layer].IsFrozen)
            {
                mean = _tape.Sum(values, 1.0 / values.Length);
                centered = Array.ConvertAll(values, value => _tape.Add(value, mean, -1));
                reciprocal = Deviation(centered, norm.Epsilon);
                means[channel] = ((1 - momentum) * _tape[own[^2][channel]]) + (momentum * _tape[mean]);
                variances[channel] =
                    ((1 - momentum) * _tape[own[^1][channel]])
                    + (momentum * centered.Sum(value => _tape[value] * _tape[value]) / (values.Length - 1));
            }
            else
            {
                // Running statistics are no variables.
                mean = _tape.Leaf(_tape[own[^2][channel]]);
                centered = Array.ConvertAll(values, value => _tape.Add(value, mean, -1));
                reciprocal = _tape.Leaf(1 / Math.Sqrt(_tape[own[^1][channel]] + norm.Epsilon));
            }

            for (int i = 0; i < values.Length; i++)
            {
                int normal = _tape.Multiply(centered[i], reciprocal);
                y[i / pixels][(channel * pixels) + (i % pixels)] = norm.Affine
                    ? _tape.Add(_tape.Multiply(normal, own[0][channel]), own[1][channel])
                    : normal;
            }
        }

        if (_isTraining && !_layers[layer].IsFrozen)
            Running[layer] = (means, variances);
        return y;
    }
}
