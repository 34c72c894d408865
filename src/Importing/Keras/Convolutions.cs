using ModelCompiler.Importing.Graph;
using ModelCompiler.Onnx;

namespace ModelCompiler.Importing.Keras;

/// <summary>Convolutions. Keras has the channels last, and kernels as [positions, inputs, outputs].</summary>
internal static class Convolutions
{
    public static IEnumerable<KerasKind> All =>
        [
            .. Each("Conv", "`[Conv{0}D]`", Convolve),
            .. Each("DepthwiseConv", "`[DepthwiseConv2D]` for one output of each channel, else `[Conv{0}D]` with groups", Depthwise),
            .. Each("SeparableConv", "two layers: that of `DepthwiseConv{0}D`, and `[Conv{0}D]` with a window of 1", Separable),
            new("Conv1DTranspose", "`[ConvTranspose2D]` of an image of one line", "dilation and `output_padding`", Transposed),
            new("Conv2DTranspose", "`[ConvTranspose2D]`", "dilation and `output_padding`", Transposed),
        ];

    private static IEnumerable<KerasKind> Each(string name, string importedAs, Func<KerasCall, string> emit) =>
        [new($"{name}1D", string.Format(null, importedAs, 1), "", emit), new($"{name}2D", string.Format(null, importedAs, 2), "", emit)];

    private static int RankOf(KerasCall call) => call.Layer.Class.Contains("1D", StringComparison.Ordinal) ? 1 : 2;

    private static string Convolve(KerasCall call)
    {
        int rank = RankOf(call),
            filters = call.Layer.Integer("filters"),
            groups = call.Layer.Integer("groups", 1),
            channels = call.ShapeOfRank(rank + 2)[^1];
        if (groups < 1 || channels % groups != 0 || filters % groups != 0)
            throw new Refusal($"its {channels} channels and {filters} filters do not divide into {groups} groups", "save the model anew");
        int[] kernel = Kernel(call, rank);
        (Tensor weight, Tensor? bias) = Weights(call, ("kernel", [.. kernel, channels / groups, filters]), filters);
        string y = Convolution(call, call.ChannelsFirst(call.Input), OutputsFirst(weight), bias, groups, rank);
        return Activations.After(call, call.ChannelsLast(y));
    }

    // Channel after channel, the outputs of each side by side.
    private static string Depthwise(KerasCall call)
    {
        int rank = RankOf(call),
            channels = call.ShapeOfRank(rank + 2)[^1],
            outputs = call.Layer.Integer("depth_multiplier", 1);
        int[] kernel = Kernel(call, rank);
        (Tensor weight, Tensor? bias) = Weights(call, ("kernel", [.. kernel, channels, outputs]), channels * outputs);
        string y = Convolution(call, call.ChannelsFirst(call.Input), ByChannel(weight, kernel), bias, channels, rank);
        return Activations.After(call, call.ChannelsLast(y));
    }

    private static string Separable(KerasCall call)
    {
        int rank = RankOf(call),
            channels = call.ShapeOfRank(rank + 2)[^1],
            between = channels * call.Layer.Integer("depth_multiplier", 1),
            filters = call.Layer.Integer("filters");
        int[] kernel = Kernel(call, rank);
        (string, int[])[] expected =
        [
            ("depthwise kernel", [.. kernel, channels, between / channels]),
            ("pointwise kernel", [.. Enumerable.Repeat(1, rank), between, filters]),
        ];
        bool hasBias = call.Layer.Flag("use_bias", true);
        Tensor[] weights = call.Weights([.. expected, .. hasBias ? [("bias", new[] { filters })] : Array.Empty<(string, int[])>()]);
        string x = Convolution(call, call.ChannelsFirst(call.Input), ByChannel(weights[0], kernel), null, channels, rank);
        string[] read = [x, call.Constant("pointwise", OutputsFirst(weights[1]))];
        string y = call.Add("Conv", hasBias ? [.. read, call.Constant("bias", weights[2])] : read);
        return Activations.After(call, call.ChannelsLast(y));
    }

    private static string Convolution(KerasCall call, string x, Tensor weight, Tensor? bias, int groups, int rank)
    {
        string[] read = [x, call.Constant("kernel", weight)];
        if (bias is not null)
            read = [.. read, call.Constant("bias", bias)];
        int[] dilations = call.Layer.Integers("dilation_rate", rank) ?? Ones(rank);
        return call.Add(
            "Conv",
            read,
            KerasCall.Integers("strides", call.Layer.Integers("strides", rank) ?? Ones(rank)),
            KerasCall.Integers("dilations", dilations),
            KerasCall.Integer("group", groups),
            Padding(call, rank, weight.Shape[2], dilations[0])
        );
    }

    /// <summary>How a window is padded: Keras's <c>same</c> has the odd one at the end.</summary>
    public static OnnxAttribute Padding(KerasCall call, int rank, int kernel = 1, int dilation = 1) =>
        call.Layer.Text("padding", "valid") switch
        {
            "valid" => KerasCall.Word("auto_pad", "VALID"),
            "same" => KerasCall.Word("auto_pad", "SAME_UPPER"),
            "causal" when rank == 1 => KerasCall.Integers("pads", (kernel - 1) * dilation, 0),
            { } other => throw new Refusal($"its padding is '{other}'", "padding is valid, same, or causal for signals"),
        };

    // The output of the gradient of a convolution: what a window reaches beyond its stride is cut off where the padding is 'same'.
    private static string Transposed(KerasCall call)
    {
        int rank = RankOf(call),
            filters = call.Layer.Integer("filters"),
            channels = call.ShapeOfRank(rank + 2)[^1];
        int[] kernel = Kernel(call, rank),
            strides = call.Layer.Integers("strides", rank) ?? Ones(rank);
        if (call.Layer.Has("output_padding") || (call.Layer.Integers("dilation_rate", rank) ?? Ones(rank)).Any(rate => rate != 1))
            throw new Refusal("it has dilation or output_padding", "build it without");
        (Tensor weight, Tensor? bias) = Weights(call, ("kernel", [.. kernel, filters, channels]), filters);
        int[] order = [rank + 1, rank, .. Enumerable.Range(0, rank)],
            cut = [.. kernel.Select((size, axis) => Math.Max(0, size - strides[axis]))];
        if (call.Layer.Text("padding", "valid") == "valid")
            cut = new int[rank];
        string[] read = [call.ChannelsFirst(call.Input), call.Constant("kernel", KerasCall.Turned(weight, order))];
        string y = call.Add(
            "ConvTranspose",
            bias is null ? read : [.. read, call.Constant("bias", bias)],
            KerasCall.Integers("strides", strides),
            KerasCall.Integers("pads", cut.Select(size => size / 2).Concat(cut.Select(size => size - (size / 2)))),
            KerasCall.Integers("output_padding", kernel.Select((size, axis) => Math.Max(0, strides[axis] - size)))
        );
        return Activations.After(call, call.ChannelsLast(y));
    }

    private static (Tensor Weight, Tensor? Bias) Weights(KerasCall call, (string, int[]) kernel, int outputs)
    {
        bool hasBias = call.Layer.Flag("use_bias", true);
        Tensor[] weights = hasBias ? call.Weights(kernel, ("bias", [outputs])) : call.Weights(kernel);
        return (weights[0], hasBias ? weights[1] : null);
    }

    private static int[] Kernel(KerasCall call, int rank) =>
        call.Layer.Integers("kernel_size", rank) ?? throw new Refusal("it has no 'kernel_size'", "save the model anew");

    // [positions, inputs, outputs] as [outputs, inputs, positions].
    private static Tensor OutputsFirst(Tensor kernel)
    {
        int rank = kernel.Shape.Length - 2;
        return KerasCall.Turned(kernel, [rank + 1, rank, .. Enumerable.Range(0, rank)]);
    }

    private static Tensor ByChannel(Tensor kernel, int[] sizes)
    {
        int rank = sizes.Length;
        Tensor turned = KerasCall.Turned(kernel, [rank, rank + 1, .. Enumerable.Range(0, rank)]);
        return turned.Reshaped([turned.Shape[0] * turned.Shape[1], 1, .. sizes]);
    }

    private static int[] Ones(int rank) => [.. Enumerable.Repeat(1, rank)];
}
