using System.Globalization;

namespace ModelCompiler.Benchmarks;

/// <summary>A dense layer as every engine needs to know it.</summary>
/// <param name="Inputs">The number of inputs.</param>
/// <param name="Units">The number of outputs.</param>
/// <param name="Activation">The function applied to every output.</param>
internal sealed record Layer(int Inputs, int Units, Activation Activation);

/// <summary>A network of dense layers with biases, as every engine needs to know it.</summary>
internal sealed class Network
{
    /// <summary>Creates a network.</summary>
    /// <param name="inputs">The number of values of one sample.</param>
    /// <param name="layers">Units and activation of each layer, from input to output.</param>
    public Network(int inputs, params ReadOnlySpan<(int Units, Activation Activation)> layers)
    {
        InputSize = inputs;
        var built = new Layer[layers.Length];
        for (int i = 0; i < layers.Length; i++)
        {
            built[i] = new Layer(inputs, layers[i].Units, layers[i].Activation);
            inputs = layers[i].Units;
        }
        Layers = built;
    }

    /// <summary>The number of values of one sample.</summary>
    public int InputSize { get; }

    /// <summary>The number of outputs of one sample.</summary>
    public int OutputSize => Layers[^1].Units;

    /// <summary>The layers, from input to output.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>The sizes joined by hyphens, as <c>784-128-10</c>.</summary>
    public string Shape => string.Join('-', Layers.Select(layer => layer.Units).Prepend(InputSize).Select(size => size.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The floating-point operations of the products of one forward pass of one sample: <c>2 * in * out</c> a layer.</summary>
    public long ForwardFlops => Layers.Sum(layer => 2L * layer.Inputs * layer.Units);

    /// <summary>
    /// The operations of the products of one gradient of one sample: forward, weight gradient and input gradient of each layer;
    /// nobody needs the input gradient of the first.
    /// </summary>
    public long GradientFlops => (3 * ForwardFlops) - (2L * Layers[0].Inputs * Layers[0].Units);
}
