using TorchSharp;
using TorchSharp.Modules;

namespace ModelCompiler.Benchmarks.Engines;

/// <summary>Training steps by TorchSharp: functional forward pass, automatic gradient, its own optimizer.</summary>
internal sealed class TorchSharpTraining : Engine
{
    private readonly Training _training;
    private readonly TorchSharpLayers _layers;
    private readonly torch.Tensor _targets;
    private readonly torch.optim.Optimizer _optimizer;
    private float _loss;

    /// <summary>Makes the tensors and the optimizer.</summary>
    public TorchSharpTraining(Workload workload)
    {
        _training = workload.Training ?? throw new ArgumentException("The workload is a prediction.", nameof(workload));
        var data = new WorkloadData(workload);
        _layers = new TorchSharpLayers(workload, data, trainable: true);
        _targets =
            _training.Loss == Loss.CategoricalCrossEntropy
                ? torch.tensor(data.Classes.Select(index => (long)index).ToArray())
                : torch.tensor(data.Targets, [workload.Batch, .. workload.Network.OutputShape.Select(size => (long)size)]);
        Parameter[] parameters = [.. _layers.Weights.Concat(_layers.Biases).Where(parameter => parameter.numel() > 0)];
        _optimizer =
            _training.Optimizer == OptimizerKind.Sgd
                ? torch.optim.SGD(parameters, _training.LearningRate)
                : torch.optim.Adam(parameters, _training.LearningRate);
    }

    /// <inheritdoc/>
    public override string Name => TorchSharpLibrary.EngineName;

    /// <inheritdoc/>
    public override void Run(int count)
    {
        for (int i = 0; i < count; i++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            _optimizer.zero_grad();
            torch.Tensor outputs = _layers.Forward(inPlace: false, stopBeforeSoftmax: true);
            torch.Tensor loss =
                _training.Loss == Loss.CategoricalCrossEntropy
                    ? torch.nn.functional.cross_entropy(outputs, _targets)
                    : torch.nn.functional.mse_loss(outputs, _targets);
            loss.backward();
            if (i == count - 1)
                _loss = loss.item<float>();
            _optimizer.step();
        }
    }

    /// <inheritdoc/>
    public override float[] Result() => [_loss];

    /// <inheritdoc/>
    public override void Dispose()
    {
        _optimizer.Dispose();
        _targets.Dispose();
        _layers.Dispose();
    }
}
