using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Reference;

/// <summary>
/// A network in double precision, plain and slow: what a compiled model is compared with. It has the compiled model's parameters at the
/// time of its creation.
/// </summary>
internal sealed class ReferenceNetwork
{
    private readonly Network _network;
    private readonly Dictionary<string, double[]> _parameters = [];
    private readonly List<ReferenceOperation> _operations = [];

    // The loss of probabilities is computed from what stands before the last operation.
    private readonly int _compared;

    public ReferenceNetwork(Network network, ICompiledModel model)
    {
        _network = network;
        foreach (ParameterDescriptor parameter in model.Description.Parameters)
            _parameters.Add(parameter.Name, Array.ConvertAll(parameter.Values(model.Parameters), value => (double)value));
        int dense = 0;
        foreach (Layer layer in network.Layers)
        {
            switch (layer)
            {
                case Dense { Units: var units, Activation: var activation, Alpha: var alpha, Bias: var bias }:
                    dense++;
                    _operations.Add(
                        new AffineOperation(_parameters[$"dense{dense}.weight"], bias ? _parameters[$"dense{dense}.bias"] : null, units)
                    );
                    AddActivation(activation, alpha);
                    break;
                case Activate { Kind: var kind, Alpha: var alpha }:
                    AddActivation(kind, alpha);
                    break;
            }
        }

        _compared =
            _operations.Count
            - (
                network.Loss
                    is Loss.BinaryCrossEntropy
                        or Loss.BinaryFocal
                        or Loss.CategoricalCrossEntropy
                        or Loss.SparseCategoricalCrossEntropy
                    ? 1
                    : 0
            );
    }

    /// <summary>The parameters by name, in row-major order; changing them changes the network.</summary>
    public IReadOnlyDictionary<string, double[]> Parameters => _parameters;

    public IReadOnlyList<ReferenceOperation> Operations => _operations;

    /// <summary>The outputs of a batch.</summary>
    public double[] Predict(ReadOnlySpan<double> inputs) => Forward(inputs, _operations.Count);

    /// <summary>What an operation of the network receives for a batch.</summary>
    public double[] Forward(ReadOnlySpan<double> inputs, int operations)
    {
        var outputs = new List<double>();
        for (int start = 0; start < inputs.Length; start += _network.InputSize)
        {
            double[] value = inputs.Slice(start, _network.InputSize).ToArray();
            foreach (ReferenceOperation operation in _operations.Take(operations))
                value = operation.Forward(value);
            outputs.AddRange(value);
        }

        return [.. outputs];
    }

    public double LossOf(ReadOnlySpan<double> inputs, ReadOnlySpan<float> targets)
    {
        double[] outputs = Forward(inputs, _compared);
        targets = Rows(targets);
        int width = _network.OutputSize,
            samples = outputs.Length / width;
        double loss = 0;
        for (int sample = 0; sample < samples; sample++)
            loss += ReferenceLosses.Value(
                Compared,
                _network.Delta ?? 1,
                outputs.AsSpan(sample * width, width),
                targets.Slice(sample * width, width),
                samples
            );
        return loss;
    }

    /// <summary>The gradient by backpropagation, by parameter name, and under an empty name that by the input.</summary>
    public Dictionary<string, double[]> Gradient(ReadOnlySpan<double> inputs, ReadOnlySpan<float> targets)
    {
        int width = _network.OutputSize,
            samples = inputs.Length / _network.InputSize;
        var inputGradient = new List<double>();
        targets = Rows(targets);
        foreach (AffineOperation affine in _operations.OfType<AffineOperation>())
        {
            Array.Clear(affine.WeightGradient);
            Array.Clear(affine.BiasGradient);
        }

        for (int sample = 0; sample < samples; sample++)
        {
            var values = new List<double[]> { inputs.Slice(sample * _network.InputSize, _network.InputSize).ToArray() };
            foreach (ReferenceOperation operation in _operations.Take(_compared))
                values.Add(operation.Forward(values[^1]));
            double[] upstream = ReferenceLosses.Derivative(
                Compared,
                _network.Delta ?? 1,
                values[^1],
                targets.Slice(sample * width, width),
                samples
            );
            for (int index = _compared - 1; index >= 0; index--)
                upstream = _operations[index].Backward(values[index], values[index + 1], upstream);
            inputGradient.AddRange(upstream);
        }

        var result = new Dictionary<string, double[]> { [""] = [.. inputGradient] };
        foreach ((AffineOperation affine, int index) in _operations.OfType<AffineOperation>().Select((affine, index) => (affine, index)))
        {
            result[$"dense{index + 1}.weight"] = affine.WeightGradient;
            if (affine.Bias is not null)
                result[$"dense{index + 1}.bias"] = affine.BiasGradient;
        }

        return result;
    }

    // The number of a class is the row that has it.
    private Loss Compared => IsSparse ? Loss.CategoricalCrossEntropy : _network.Loss!.Value;

    private bool IsSparse => _network.Loss == Loss.SparseCategoricalCrossEntropy;

    private ReadOnlySpan<float> Rows(ReadOnlySpan<float> targets) =>
        IsSparse ? Targets.OfClasses(Array.ConvertAll(targets.ToArray(), number => (int)number), _network.OutputSize).Values : targets;

    private void AddActivation(Activation activation, float? alpha)
    {
        if (activation is Activation.Softmax or Activation.Softmin)
            _operations.Add(new SoftmaxOperation(activation == Activation.Softmin ? -1 : 1));
        else if (activation != Activation.Linear)
            _operations.Add(new ElementwiseOperation(activation, alpha));
    }
}
