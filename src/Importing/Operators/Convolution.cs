using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

/// <summary>Convolutions of signals and images; those of volumes as one of images with the depth among the channels.</summary>
internal sealed class Convolution() : Operator("Conv")
{
    public override string ImportedAs =>
        "`[Conv1D]`, `[Conv2D]` or `[DepthwiseConv2D]`; of a volume `[Conv2D]` whose channels are those of all depths";

    public override string Refused => "with weights that the network computes";

    public override IReadOnlyList<int[]> ShapesOf(NetworkNode node, IReadOnlyList<int[]> shapes, IReadOnlyList<Tensor?> constants)
    {
        int[] x = shapes[0],
            weight = shapes[1];
        if (x.Length < 3 || weight.Length != x.Length)
            throw new Refusal($"{Shapes.Text(x)} and {Shapes.Text(weight)} do not go together", "the file is not valid");
        return
        [
            [x[0], weight[0], .. Window.Of(node, x[2..], weight[2..]).Outputs(x[2..], ceil: false)],
        ];
    }

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        Value x = operands.Value(0);
        Tensor weight = operands.Constant(1, "weight");
        float[]? bias = node.HasInput(2) ? operands.Constant(2, "bias").Floats() : null;
        int groups = (int)node.Integer("group", 1);
        int[] sizes = x.Shape[2..];
        var window = Window.Of(node, sizes, weight.Shape[2..]);
        if (x.MixesSamples(1) || Enumerable.Range(2, sizes.Length).Any(x.MixesSamples))
            throw new Refusal("it works over the batch", "the batch must be the first axis");
        return sizes.Length switch
        {
            1 or 2 => [Of(builder, x, weight, bias, groups, window, node)],
            3 => [VolumeConvolution.Of(builder, x, weight, bias, groups, window, node)],
            _ => throw new Refusal($"its positions have {sizes.Length} dimensions", "layers work on signals, images and volumes"),
        };
    }

    /// <summary>A convolution of a signal or an image.</summary>
    public static Value Of(LayerBuilder builder, Value x, Tensor weight, float[]? bias, int groups, Window window, NetworkNode node)
    {
        int channels = x.Shape[1],
            outputs = weight.Shape[0];
        int[] rest = [.. Enumerable.Range(2, window.Rank)];
        Layer source = builder.ArrangeChannels(x, x.PartsOf(1), [.. rest.Select(place => x.PartsOf(place))]);
        int[] result = window.Outputs(x.Shape[2..], ceil: false);
        int[] shape = source.IsSequence ? [result[0], outputs] : [outputs, .. result];
        bool isDepthwise = window.Rank == 2 && groups == channels && outputs == channels && groups > 1;
        string kind = isDepthwise ? "DepthwiseConv2D" : $"Conv{window.Rank}D";
        Layer layer = builder.Add(kind, [source], shape, node, source.IsSequence, takesActivation: true);
        if (!isDepthwise)
            layer.Arguments.Add(LayerBuilder.Text(outputs));
        window.Write(layer, isPool: false);
        if (groups > 1 && !isDepthwise)
            layer.Named.Add(("Groups", LayerBuilder.Text(groups)));
        layer.Set(new Parameter("weight", weight.Shape, weight.Floats()));
        if (bias is null)
            layer.Named.Add(("Bias", "false"));
        else
            layer.Set(new Parameter("bias", [outputs], bias));
        return builder.FromChannels(x, layer, 1, outputs, rest, result);
    }
}
