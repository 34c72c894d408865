namespace ModelCompiler.Benchmarks.Engines;

/// <summary>The forward pass of plain C#: nested loops over arrays, as they are first written.</summary>
internal sealed class PlainNetwork
{
    /// <summary>The name of both plain engines.</summary>
    public const string EngineName = "Plain C# loops";

    private readonly Network _network;

    /// <summary>Allocates the outputs of every layer.</summary>
    public PlainNetwork(Workload workload, WorkloadData data)
    {
        _network = workload.Network;
        Weights = data.Weights;
        Biases = data.Biases;
        Inputs = data.Inputs;
        Batch = workload.Batch;
        Outputs = [.. _network.Layers.Select(layer => new float[workload.Batch * layer.Units])];
    }

    /// <summary>The number of samples.</summary>
    public int Batch { get; }

    /// <summary>The inputs of the batch.</summary>
    public float[] Inputs { get; }

    /// <summary>The weights of each layer, [out, in].</summary>
    public IReadOnlyList<float[]> Weights { get; }

    /// <summary>The bias of each layer.</summary>
    public IReadOnlyList<float[]> Biases { get; }

    /// <summary>The outputs of each layer, sample after sample.</summary>
    public float[][] Outputs { get; }

    /// <summary>Computes the outputs of every layer.</summary>
    public void Forward()
    {
        float[] inputs = Inputs;
        for (int i = 0; i < _network.Layers.Count; i++)
        {
            Layer layer = _network.Layers[i];
            if (layer is ConvolutionLayer convolution)
                PlainImages.Convolve(inputs, Weights[i], Biases[i], Outputs[i], convolution, Batch);
            else if (layer is PoolLayer pool)
                PlainImages.Pool(inputs, Outputs[i], pool);
            else
                Multiply(inputs, Weights[i], Biases[i], Outputs[i], layer.Inputs, layer.Units);
            Activate(Outputs[i], layer);
            inputs = Outputs[i];
        }
    }

    private void Multiply(float[] inputs, float[] weights, float[] bias, float[] outputs, int inputCount, int units)
    {
        for (int sample = 0; sample < Batch; sample++)
        {
            for (int unit = 0; unit < units; unit++)
            {
                float sum = bias[unit];
                for (int k = 0; k < inputCount; k++)
                    sum += weights[(unit * inputCount) + k] * inputs[(sample * inputCount) + k];
                outputs[(sample * units) + unit] = sum;
            }
        }
    }

    private void Activate(float[] outputs, Layer layer)
    {
        switch (layer.Activation)
        {
            case Activation.Linear:
                break;
            case Activation.Relu:
                for (int i = 0; i < outputs.Length; i++)
                    outputs[i] = Math.Max(outputs[i], 0);
                break;
            case Activation.Tanh:
                for (int i = 0; i < outputs.Length; i++)
                    outputs[i] = MathF.Tanh(outputs[i]);
                break;
            case Activation.Sigmoid:
                for (int i = 0; i < outputs.Length; i++)
                    outputs[i] = 1 / (1 + MathF.Exp(-outputs[i]));
                break;
            case Activation.Softmax:
                for (int sample = 0; sample < Batch; sample++)
                    Softmax(outputs.AsSpan(sample * layer.Units, layer.Units));
                break;
            default:
                throw new NotSupportedException($"The plain loops have no {layer.Activation}.");
        }
    }

    private static void Softmax(Span<float> row)
    {
        float largest = row[0];
        foreach (float value in row)
            largest = Math.Max(largest, value);
        float sum = 0;
        for (int i = 0; i < row.Length; i++)
            sum += row[i] = MathF.Exp(row[i] - largest);
        for (int i = 0; i < row.Length; i++)
            row[i] /= sum;
    }
}
