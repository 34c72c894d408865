using TorchSharp;
using TorchSharp.Modules;

namespace ModelCompiler.Benchmarks.Engines;

/// <summary>A workload's parameters as tensors, and the activations in TorchSharp's functional form.</summary>
internal sealed class TorchSharpLayers : IDisposable
{
    private readonly IReadOnlyList<Layer> _layers;

    /// <summary>Makes the tensors.</summary>
    /// <param name="workload">The workload; its number of threads becomes the library's.</param>
    /// <param name="data">The workload's numbers.</param>
    /// <param name="trainable">Whether gradients are wanted.</param>
    public TorchSharpLayers(Workload workload, WorkloadData data, bool trainable)
    {
        torch.set_num_threads(workload.Threads);
        _layers = workload.Network.Layers;
        Weights =
        [
            .. _layers.Select(
                (layer, i) =>
                    new Parameter(
                        torch.tensor(data.Weights[i], [.. layer.WeightShape.DefaultIfEmpty(0).Select(size => (long)size)]),
                        trainable
                    )
            ),
        ];
        Biases = [.. _layers.Select((_, i) => new Parameter(torch.tensor(data.Biases[i]), trainable))];
        Inputs = torch.tensor(data.Inputs, [workload.Batch, .. workload.Network.InputShape.Select(size => (long)size)]);
        if (workload.Training is { WithInputGradient: true })
            Inputs.requires_grad_(true);
    }

    /// <summary>The weights of each layer, [out, in].</summary>
    public Parameter[] Weights { get; }

    /// <summary>The bias of each layer.</summary>
    public Parameter[] Biases { get; }

    /// <summary>The inputs of the batch.</summary>
    public torch.Tensor Inputs { get; }

    /// <summary>The output of the network.</summary>
    /// <param name="inPlace">Whether activations may overwrite their input, which gradients forbid for some.</param>
    /// <param name="stopBeforeSoftmax">Whether a last softmax is left to the loss.</param>
    public torch.Tensor Forward(bool inPlace, bool stopBeforeSoftmax)
    {
        torch.Tensor current = Inputs;
        for (int i = 0; i < _layers.Count; i++)
        {
            torch.Tensor product = _layers[i] switch
            {
                ConvolutionLayer layer => torch.nn.functional.conv2d(
                    current,
                    Weights[i],
                    Biases[i],
                    padding: [layer.Padding, layer.Padding],
                    groups: layer.Groups
                ),
                PoolLayer => torch.nn.functional.max_pool2d(current, 2),
                _ => torch.nn.functional.linear(current.dim() > 2 ? current.flatten(1) : current, Weights[i], Biases[i]),
            };
            if (i > 0)
                current.Dispose();
            current = product;
            Activation activation = _layers[i].Activation;
            if (activation == Activation.Linear || (activation == Activation.Softmax && stopBeforeSoftmax))
                continue;
            current = Activate(product, activation, inPlace);
            if (!ReferenceEquals(current, product))
                product.Dispose();
        }
        return current;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (torch.Tensor tensor in (torch.Tensor[])[.. Weights, .. Biases, Inputs])
            tensor.Dispose();
    }

    private static torch.Tensor Activate(torch.Tensor values, Activation activation, bool inPlace) =>
        (activation, inPlace) switch
        {
            (Activation.Relu, true) => values.relu_(),
            (Activation.Relu, false) => values.relu(),
            (Activation.Tanh, true) => values.tanh_(),
            (Activation.Tanh, false) => values.tanh(),
            (Activation.Sigmoid, true) => values.sigmoid_(),
            (Activation.Sigmoid, false) => values.sigmoid(),
            (Activation.Softmax, _) => values.softmax(-1),
            _ => throw new NotSupportedException($"No TorchSharp function is mapped to {activation}."),
        };
}
