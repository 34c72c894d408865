using TorchSharp;

namespace ModelCompiler.Benchmarks.Engines;

/// <summary>Predictions by TorchSharp in inference mode; tensors are disposed one by one, which costs less than a scope.</summary>
internal sealed class TorchSharpInference : Engine
{
    private readonly TorchSharpLayers _layers;
    private torch.Tensor? _outputs;

    /// <summary>Makes the tensors.</summary>
    public TorchSharpInference(Workload workload) => _layers = new TorchSharpLayers(workload, new WorkloadData(workload), trainable: false);

    /// <inheritdoc/>
    public override string Name => TorchSharpLibrary.EngineName;

    /// <inheritdoc/>
    public override void Run(int count)
    {
        using IDisposable mode = torch.inference_mode();
        for (int i = 0; i < count; i++)
        {
            _outputs?.Dispose();
            _outputs = _layers.Forward(inPlace: true, stopBeforeSoftmax: false);
        }
    }

    /// <inheritdoc/>
    public override float[] Result() => _outputs?.data<float>().ToArray() ?? [];

    /// <inheritdoc/>
    public override void Dispose()
    {
        _outputs?.Dispose();
        _layers.Dispose();
    }
}
