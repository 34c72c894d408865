namespace ModelCompiler.Benchmarks.Engines;

/// <summary>Training steps by nested loops; the reference for every other engine's loss.</summary>
internal sealed class PlainTraining : Engine
{
    private readonly Workload _workload;
    private readonly Training _training;
    private readonly WorkloadData _data;
    private readonly PlainNetwork _network;
    private readonly PlainOptimizer _optimizer;
    private readonly float[][] _deltas;
    private readonly float[][] _weightGradients;
    private readonly float[][] _biasGradients;
    private float[]? _inputDelta;
    private float _loss;

    /// <summary>Allocates everything a step needs.</summary>
    public PlainTraining(Workload workload)
    {
        _workload = workload;
        _training = workload.Training ?? throw new ArgumentException("The workload is a prediction.", nameof(workload));
        _data = new WorkloadData(workload);
        _network = new PlainNetwork(workload, _data);
        _deltas = [.. workload.Network.Layers.Select(layer => new float[workload.Batch * layer.Units])];
        _weightGradients = [.. _data.Weights.Select(weights => new float[weights.Length])];
        _biasGradients = [.. _data.Biases.Select(bias => new float[bias.Length])];
        _optimizer = new PlainOptimizer(_training, [.. _data.Weights, .. _data.Biases], [.. _weightGradients, .. _biasGradients]);
    }

    /// <inheritdoc/>
    public override string Name => PlainNetwork.EngineName;

    /// <inheritdoc/>
    public override void Run(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _network.Forward();
            OutputDelta();
            Backward();
            _optimizer.Step();
        }
    }

    /// <inheritdoc/>
    public override float[] Result() => [_loss];

    /// <summary>The loss, and its gradient with respect to the last layer's values before the activation.</summary>
    private void OutputDelta()
    {
        float[] outputs = _network.Outputs[^1];
        float[] delta = _deltas[^1];
        double loss = 0;
        if (_training.Loss == Loss.CategoricalCrossEntropy)
        {
            for (int i = 0; i < outputs.Length; i++)
            {
                loss -= _data.Targets[i] == 0 ? 0 : _data.Targets[i] * Math.Log(outputs[i]);
                delta[i] = (outputs[i] - _data.Targets[i]) / _workload.Batch;
            }
            _loss = (float)(loss / _workload.Batch);
            return;
        }
        for (int i = 0; i < outputs.Length; i++)
        {
            float difference = outputs[i] - _data.Targets[i];
            loss += difference * difference;
            delta[i] = 2 * difference / outputs.Length * Derivative(_workload.Network.Layers[^1].Activation, outputs[i]);
        }
        _loss = (float)(loss / outputs.Length);
    }

    private void Backward()
    {
        IReadOnlyList<Layer> layers = _workload.Network.Layers;
        for (int i = layers.Count - 1; i >= 0; i--)
        {
            float[] inputs = i == 0 ? _data.Inputs : _network.Outputs[i - 1];
            float[]? inputDelta =
                i > 0 ? _deltas[i - 1]
                : _training.WithInputGradient ? _inputDelta ??= new float[_data.Inputs.Length]
                : null;
            Array.Clear(inputDelta ?? []);
            if (layers[i] is ConvolutionLayer convolution)
                PlainImages.ConvolveBack(
                    inputs,
                    _deltas[i],
                    _data.Weights[i],
                    _weightGradients[i],
                    _biasGradients[i],
                    inputDelta,
                    convolution,
                    _workload.Batch
                );
            else if (layers[i] is PoolLayer pool)
                PlainImages.PoolBack(inputs, _network.Outputs[i], _deltas[i], inputDelta!, pool);
            else
                ParameterGradient(inputs, _deltas[i], _weightGradients[i], _biasGradients[i], layers[i].Inputs, layers[i].Units);
            if (i == 0 || inputDelta is null)
                continue;
            if (layers[i].GetType() == typeof(Layer))
                InputDelta(_deltas[i], _data.Weights[i], inputDelta, layers[i]);
            for (int k = 0; k < inputDelta.Length; k++)
                inputDelta[k] *= Derivative(layers[i - 1].Activation, inputs[k]);
        }
    }

    private void ParameterGradient(float[] inputs, float[] delta, float[] weights, float[] bias, int inputCount, int units)
    {
        Array.Clear(weights);
        Array.Clear(bias);
        for (int sample = 0; sample < _workload.Batch; sample++)
        {
            for (int unit = 0; unit < units; unit++)
            {
                float d = delta[(sample * units) + unit];
                bias[unit] += d;
                for (int k = 0; k < inputCount; k++)
                    weights[(unit * inputCount) + k] += d * inputs[(sample * inputCount) + k];
            }
        }
    }

    private void InputDelta(float[] delta, float[] weights, float[] inputDelta, Layer layer)
    {
        for (int sample = 0; sample < _workload.Batch; sample++)
        {
            for (int unit = 0; unit < layer.Units; unit++)
            {
                float d = delta[(sample * layer.Units) + unit];
                for (int k = 0; k < layer.Inputs; k++)
                    inputDelta[(sample * layer.Inputs) + k] += d * weights[(unit * layer.Inputs) + k];
            }
        }
    }

    private static float Derivative(Activation activation, float output) =>
        activation switch
        {
            Activation.Linear => 1,
            Activation.Relu => output > 0 ? 1 : 0,
            Activation.Sigmoid => output * (1 - output),
            Activation.Tanh => 1 - (output * output),
            _ => throw new NotSupportedException($"The plain loops have no derivative of {activation}."),
        };
}
