using System.Numerics.Tensors;

namespace ModelCompiler.Benchmarks.Engines;

/// <summary>
/// Predictions with the vector routines of System.Numerics.Tensors: a dot product for each output, then the activation over the row.
/// </summary>
internal sealed class TensorPrimitivesInference : Engine
{
    /// <summary>The engine's name.</summary>
    public const string EngineName = "TensorPrimitives";

    private readonly Workload _workload;
    private readonly WorkloadData _data;
    private readonly float[][] _outputs;

    /// <summary>Allocates the outputs of every layer.</summary>
    public TensorPrimitivesInference(Workload workload)
    {
        _workload = workload;
        _data = new WorkloadData(workload);
        _outputs = [.. workload.Network.Layers.Select(layer => new float[workload.Batch * layer.Units])];
    }

    /// <inheritdoc/>
    public override string Name => EngineName;

    /// <inheritdoc/>
    public override void Run(int count)
    {
        for (int i = 0; i < count; i++)
            Forward();
    }

    /// <inheritdoc/>
    public override float[] Result() => [.. _outputs[^1]];

    private void Forward()
    {
        float[] inputs = _data.Inputs;
        IReadOnlyList<Layer> layers = _workload.Network.Layers;
        for (int i = 0; i < layers.Count; i++)
        {
            Layer layer = layers[i];
            for (int sample = 0; sample < _workload.Batch; sample++)
            {
                Span<float> row = _outputs[i].AsSpan(sample * layer.Units, layer.Units);
                ReadOnlySpan<float> input = inputs.AsSpan(sample * layer.Inputs, layer.Inputs);
                for (int unit = 0; unit < row.Length; unit++)
                    row[unit] = TensorPrimitives.Dot(_data.Weights[i].AsSpan(unit * layer.Inputs, layer.Inputs), input);
                TensorPrimitives.Add(row, _data.Biases[i], row);
                Activate(row, layer.Activation);
            }
            inputs = _outputs[i];
        }
    }

    private static void Activate(Span<float> row, Activation activation)
    {
        switch (activation)
        {
            case Activation.Linear:
                break;
            case Activation.Relu:
                TensorPrimitives.Max(row, 0f, row);
                break;
            case Activation.Tanh:
                TensorPrimitives.Tanh(row, row);
                break;
            case Activation.Sigmoid:
                TensorPrimitives.Sigmoid(row, row);
                break;
            case Activation.Softmax:
                TensorPrimitives.Subtract(row, TensorPrimitives.Max(row), row);
                TensorPrimitives.SoftMax(row, row);
                break;
            default:
                throw new NotSupportedException($"There is no {activation} here.");
        }
    }
}
