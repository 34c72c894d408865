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
        SampleShape shape = placed.InputShapes[0];
        bool isTurned = shape.IsSequence && SampleShapes.TakesChannelsFirst(placed.Attribute);
        if (isTurned)
            x = Each(x, sample => ReferenceMoves.Permute(sample, shape, 1, 0));
        int[][] y = Linear(layer, x, shape.ChannelsFirst, placed.Shape.ChannelsFirst);
        if (isTurned && placed.Shape.IsSequence)
            y = Each(y, sample => ReferenceMoves.Permute(sample, placed.Shape.ChannelsFirst, 1, 0));
        Activation activation = placed.Attribute switch
        {
            DenseAttribute dense => dense.Activation,
            ConvolutionAttribute convolution => convolution.Activation,
            ActivationAttribute alone => alone.Kind,
            _ => Activation.Linear,
        };
        return Activated(y, activation, placed);
    }

    // A layer without its activation; where a sequence is taken as a signal, of that.
    private int[][] Linear(int layer, int[][] x, IReadOnlyList<int> shape, IReadOnlyList<int> output)
    {
        PlacedLayer placed = _layers[layer];
        int[][] own = placed.Tied < 0 ? _parameters[layer] : [_parameters[placed.Tied][0], .. _parameters[layer]];
        switch (placed.Attribute)
        {
            case DenseAttribute dense:
                int inputs = placed.InputShapes[0].IsSequence ? placed.InputShapes[0].Channels : x[0].Length;
                return Each(x, sample => [.. sample.Chunk(inputs).SelectMany(row => Dense(row, own, dense.Units))]);
            case EmbeddingAttribute table:
                return Each(x, sample => [.. sample.SelectMany(token => Row((int)_tape[token], table, own[0]))]);
            case LearnedPositionsAttribute:
                return Each(x, sample => [.. sample.Zip(own[0], (value, addend) => _tape.Add(value, addend))]);
            case SinusoidalPositionsAttribute:
                return Each(x, sample => [.. sample.Select((value, index) => _tape.Add(value, Sinusoid(index, placed.Shape.Channels)))]);
            case ConvTranspose2DAttribute c:
                return Each(x, sample => TapeWindows.ConvolveBack(_tape, sample, own, c, shape, output));
            case ConvolutionAttribute c:
                return Each(x, sample => TapeWindows.Convolve(_tape, sample, own, c, shape, output[0], Shapes.GroupsOf(c, shape)));
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
                return Each(x, sample => TapeWindows.Surround(_tape, sample, pad, shape, output));
            case AdaptiveAvgPoolAttribute:
                return Each(x, sample => TapeWindows.Resize(_tape, sample, "adaptive", alignCorners: false, shape, output));
            case UpsampleAttribute up:
                string kind = up.Interpolation == Interpolation.Nearest ? "nearest" : "linear";
                return Each(x, sample => TapeWindows.Resize(_tape, sample, kind, up.AlignCorners, shape, output));
            case RecurrentAttribute recurrent:
                return Each(x, sample => TapeRecurrences.Of(_tape, recurrent, sample, own, placed.InputShapes[0]));
            case JoinAttribute join:
                return
                [
                    .. x.Select((_, sample) => TapeJoins.Of(_tape, join, placed, [.. placed.Inputs.Select(input => Read(input)[sample])])),
                ];
            case AttentionAttribute attention:
                return Attention(placed, attention, x, own);
            case StandardizeAttribute:
                return Each(x, sample => [.. sample.Select((value, index) => Standardized(value, index, own))]);
            case PReluAttribute:
                return Each(x, sample => [.. sample.Select((value, index) => PRelu(value, own[0][index * own[0].Length / sample.Length]))]);
            case BatchNormAttribute norm:
                return BatchNorm(layer, x, norm, own);
            default:
                return Each(x, sample => TapeNorms.Of(_tape, placed, sample, own) ?? TapeMoves.Of(_tape, placed, sample));
        }
    }

    private int[][] Attention(PlacedLayer placed, AttentionAttribute attention, int[][] x, int[][] own)
    {
        var heads = new TapeAttention(_tape, attention, placed.Shape.Channels);
        int[][] source = Read(placed.Inputs[^1]);
        return [.. x.Select((steps, sample) => heads.Of(steps, source[sample], placed.InputShapes[^1].Channels, own))];
    }

    private static int[][] Each(int[][] x, Func<int[], int[]> function) => Array.ConvertAll(x, sample => function(sample));

    private int[][] Activated(int[][] x, Activation activation, PlacedLayer placed) =>
        activation switch
        {
            Activation.Linear => x,
            Activation.Softmax => Each(x, sample => TapeNorms.Softmax(_tape, sample, placed.Shape)),
            Activation.Softmin => Each(
                x,
                sample => TapeNorms.Softmax(_tape, Array.ConvertAll(sample, value => _tape.Scale(value, -1)), placed.Shape)
            ),
            _ => Each(x, sample => Array.ConvertAll(sample, value => Activate(value, activation, placed.Numbers))),
        };

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

    // The row of the padding is no variable here.
    private IEnumerable<int> Row(int token, EmbeddingAttribute table, int[] weight)
    {
        int[] row = weight[(token * table.Size)..((token + 1) * table.Size)];
        return token == table.PaddingIndex ? row.Select(value => _tape.Leaf(_tape[value])) : row;
    }

    private int Sinusoid(int index, int features)
    {
        int feature = index % features;
        double angle = index / features / Math.Pow(10000, (feature - (feature % 2)) / (double)features);
        return _tape.Leaf(feature % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
    }

    private int Activate(int x, Activation activation, ActivationNumbers numbers)
    {
        double value = _tape[x];
        if (activation != Activation.Softsign)
            foreach (double kink in ReferenceActivations.Kinks(activation, numbers))
                _tape.NoteKink(value - kink);

        double derivative = ReferenceActivations.Derivative(activation, numbers, value);
        int y = _tape.Function(x, ReferenceActivations.Value(activation, numbers, value), derivative);
        return activation == Activation.Sigmoid ? _tape.NoteLogit(y, x) : y;
    }

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

    private int[][] BatchNorm(int layer, int[][] x, BatchNormAttribute norm, int[][] own)
    {
        int channels = own[^1].Length,
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
                reciprocal = TapeNorms.Deviation(_tape, centered, norm.Epsilon);
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
