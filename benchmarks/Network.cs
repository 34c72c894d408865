using System.Globalization;

namespace ModelCompiler.Benchmarks;

/// <summary>A layer as every engine needs to know it: a dense one, unless it is derived.</summary>
/// <param name="Inputs">The number of inputs.</param>
/// <param name="Units">The number of outputs.</param>
/// <param name="Activation">The function applied to every output.</param>
internal record Layer(int Inputs, int Units, Activation Activation)
{
    /// <summary>The shape of the weight, [out, in] or [out, in, height, width]; empty for none.</summary>
    public virtual int[] WeightShape => [Units, Inputs];

    /// <summary>The floating-point operations of the products of one sample.</summary>
    public virtual long Flops => 2L * Inputs * Units;
}

/// <summary>A convolution with a square window, a stride of 1 and zeros around the image.</summary>
/// <param name="Channels">The channels of the input.</param>
/// <param name="Size">The height and width of the input.</param>
/// <param name="OutputChannels">The channels of the output.</param>
/// <param name="Kernel">The height and width of the window.</param>
/// <param name="Padding">The zeros on each side.</param>
/// <param name="Activation">The function applied to every output.</param>
/// <param name="Groups">The groups of channels that do not see one another.</param>
internal sealed record ConvolutionLayer(
    int Channels,
    int Size,
    int OutputChannels,
    int Kernel,
    int Padding,
    Activation Activation,
    int Groups = 1
) : Layer(Channels * Size * Size, OutputChannels * OutputSizeOf(Size, Kernel, Padding) * OutputSizeOf(Size, Kernel, Padding), Activation)
{
    /// <summary>The height and width of the output.</summary>
    public int OutputSize => OutputSizeOf(Size, Kernel, Padding);

    /// <summary>The channels of the input that an output sees.</summary>
    public int GroupChannels => Channels / Groups;

    /// <inheritdoc/>
    public override int[] WeightShape => [OutputChannels, GroupChannels, Kernel, Kernel];

    /// <inheritdoc/>
    public override long Flops => 2L * GroupChannels * Kernel * Kernel * Units;

    private static int OutputSizeOf(int size, int kernel, int padding) => size + (2 * padding) - kernel + 1;
}

/// <summary>The largest value of each two by two pixels.</summary>
/// <param name="Channels">The channels.</param>
/// <param name="Size">The height and width of the input, even.</param>
internal sealed record PoolLayer(int Channels, int Size) : Layer(Channels * Size * Size, Channels * Size * Size / 4, Activation.Linear)
{
    /// <inheritdoc/>
    public override int[] WeightShape => [];

    /// <inheritdoc/>
    public override long Flops => 0;
}

/// <summary>A network of layers with biases, as every engine needs to know it.</summary>
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
        InputShape = [InputSize];
        OutputShape = [OutputSize];
    }

    /// <summary>Creates a network on images.</summary>
    /// <param name="layers">The layers, the first of them a convolution.</param>
    public Network(IReadOnlyList<Layer> layers)
    {
        Layers = layers;
        InputSize = layers[0].Inputs;
        var first = (ConvolutionLayer)layers[0];
        InputShape = [first.Channels, first.Size, first.Size];
        OutputShape = layers[^1] is ConvolutionLayer last ? [last.OutputChannels, last.OutputSize, last.OutputSize] : [OutputSize];
    }

    /// <summary>The shape of one sample.</summary>
    public int[] InputShape { get; }

    /// <summary>The shape of one output.</summary>
    public int[] OutputShape { get; }

    /// <summary>Whether it works on images.</summary>
    public bool IsOnImages => InputShape.Length > 1;

    /// <summary>The number of values of one sample.</summary>
    public int InputSize { get; }

    /// <summary>The number of outputs of one sample.</summary>
    public int OutputSize => Layers[^1].Units;

    /// <summary>The layers, from input to output.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>The sizes joined by hyphens, as <c>784-128-10</c>.</summary>
    public string Shape =>
        string.Join(
            '-',
            Layers.Select(layer => layer.Units).Prepend(InputSize).Select(size => size.ToString(CultureInfo.InvariantCulture))
        );

    /// <summary>
    /// The floating-point operations of the products of one forward pass of one sample: <c>2 * in * out</c> a dense layer.
    /// </summary>
    public long ForwardFlops => Layers.Sum(layer => layer.Flops);

    /// <summary>
    /// The operations of the products of one gradient of one sample: forward, weight gradient and input gradient of each layer;
    /// nobody needs the input gradient of the first.
    /// </summary>
    public long GradientFlops => (3 * ForwardFlops) - Layers[0].Flops;
}
