namespace ModelCompiler.Onnx.Tests.Harness;

/// <summary>Declarations that have every kind of layer that can be exported, by name.</summary>
internal static class Zoo
{
    /// <summary>The attributes of each, from the input to the last layer.</summary>
    public static IReadOnlyDictionary<string, string[]> Models { get; } =
        new Dictionary<string, string[]>
        {
            ["Mlp"] = ["Input(20)", "Dense(16, Activation.Relu, Name = \"Hidden\")", "Dense(5, Activation.Softmax, Name = \"Scores\")"],
            ["NoBias"] = ["Input(7)", "Dense(6, Activation.Tanh, Bias = false)", "Dense(3)"],
            ["Keyed"] =
            [
                "Input(6)",
                "Dense(8, Activation.Gelu, Name = \"Net0\", Key = \"net.0\")",
                "Dense(2, Name = \"Net2\", Key = \"net.2\")",
            ],
            ["LeNet"] =
            [
                "Input(1, 28, 28)",
                "Conv2D(6, 5, Activation.Tanh, Padding = 2)",
                "AvgPool2D(2)",
                "Conv2D(16, 5, Activation.Tanh)",
                "AvgPool2D(2)",
                "Dense(120, Activation.Tanh)",
                "Dense(10, Activation.Softmax)",
            ],
            ["Windows"] =
            [
                "Input(3, 17, 14)",
                "Conv2D(6, 3, 2, Activation.Relu, StrideHeight = 2, PaddingTop = 1, PaddingLeft = 1, Dilation = 2)",
                "DepthwiseConv2D(3, Activation.LeakyRelu, Padding = 1)",
                "MaxPool2D(2, Stride = 1)",
                "Conv2D(4, 1, Groups = 2, Bias = false)",
                "ConvTranspose2D(5, 3, Activation.Elu, Stride = 2, Padding = 1, OutputPadding = 1)",
                "GlobalAvgPool",
                "Dense(4)",
            ],
            ["SamePads"] =
            [
                "Input(2, 9, 9)",
                "Conv2D(4, 4, Activation.Swish, Stride = 2, Padding = Padding.Same)",
                "MaxPool2D(2, Stride = 1, Padding = Padding.Same)",
                "AvgPool2D(3, Stride = 2, Padding = 1, CountIncludePad = false)",
            ],
            ["Signal"] =
            [
                "Input(3, 40)",
                "Conv1D(8, 5, Activation.Mish, Stride = 2, Padding = 2)",
                "BatchNorm",
                "MaxPool1D(2)",
                "Conv1D(6, 3, Activation.HardSwish, Dilation = 2)",
                "GlobalMaxPool",
                "Dense(3)",
            ],
            ["Residual"] =
            [
                "Input(4, 8, 8)",
                "Conv2D(8, 3, Activation.Relu, Padding = 1, Name = \"Stem\")",
                "Conv2D(8, 3, Padding = 1, Bias = false)",
                "BatchNorm",
                "Add(\"stem\")",
                "Activation(Activation.Relu)",
                "GlobalAvgPool",
                "Dense(3, Activation.Softmax)",
            ],
            ["Norms"] =
            [
                "Input(12)",
                "Dense(10)",
                "LayerNorm(Epsilon = 0.001)",
                "Activation(Activation.Relu)",
                "Dense(8)",
                "RmsNorm",
                "Dense(2)",
            ],
            ["ImageNorms"] =
            [
                "Input(6, 5, 7)",
                "InstanceNorm(Affine = true)",
                "Conv2D(6, 1)",
                "LayerNorm(Axis = 0)",
                "Conv2D(6, 1)",
                "GroupNorm(3)",
                "Conv2D(4, 1)",
                "Softmax(Axis = 0)",
            ],
            ["Logs"] = ["Input(9)", "Dense(7)", "LogSoftmax"],
            ["Slopes"] = ["Input(5, 6)", "PRelu(Slopes = ParameterSharing.PerChannel)", "Conv1D(4, 3)", "PRelu", "Flatten", "Dense(3)"],
            ["Scaled"] = ["Input(5)", "Scale", "Dense(4, Activation.Softsign)"],
            ["Standardized"] = ["Input(5)", "Standardize", "Dense(4, Activation.Softplus)"],
            ["Moved"] =
            [
                "Input(4, 6, 5)",
                "Permute(2, 0, 1)",
                "Flip(1)",
                "Slice(0, 1, 4)",
                "Reshape(6, 4, 3)",
                "Transpose",
                "MeanOver(1)",
                "Dense(3)",
            ],
            ["Shuffled"] = ["Input(8, 4, 4)", "PixelShuffle(2)", "Conv2D(3, 3, Activation.Celu, Alpha = 0.5)", "ZeroPad(1)", "SumOver(2)"],
            ["Unshuffled"] = ["Input(2, 6, 6)", "PixelUnshuffle(2)", "Conv2D(4, 1)", "MaxOver(0)"],
            ["Gated"] = ["Input(6, 4)", "Glu(0)", "Slice(1, 2)", "CumulativeSum(1)", "Dense(2)"],
            ["Upsampled"] =
            [
                "Input(2, 5, 4)",
                "Upsample(2)",
                "Conv2D(3, 3)",
                "Upsample(Interpolation.Bilinear, Height = 11, Width = 9)",
                "AdaptiveAvgPool(4)",
            ],
            ["Branches"] =
            [
                "Input(10)",
                "Dense(6, Activation.Relu, Name = \"Left\")",
                "Dense(6, Activation.Sigmoid, Name = \"Right\", From = \"input\")",
                "Multiply(\"left\")",
                "Concat(\"left\", \"right\", \"multiply1\")",
                "Dense(2)",
            ],
            ["Steps"] =
            [
                "Sequence(12, 5)",
                "Dense(8, Activation.Relu)",
                "LayerNorm",
                "Conv1D(6, 3, Activation.Tanh, Padding = Padding.Causal)",
                "GlobalAvgPool",
                "Dense(3)",
            ],
            ["Reader"] = ["Sequence(7, 4)", "Lstm(6, Output = RecurrentOutput.LastStep)", "Dense(3, Activation.Softmax)"],
            ["Gates"] = ["Sequence(7, 4)", "Gru(5, Bidirectional = true)", "Dense(3)"],
            ["ResetBefore"] =
            [
                "Sequence(7, 4)",
                "Gru(5, Bidirectional = true, ResetBefore = true)",
                "Gru(3, ResetBefore = true, Bias = false)",
                "Dense(3)",
            ],
            ["Elman"] = ["Sequence(6, 3)", "Rnn(5, Activation.Relu)", "Lstm(4)", "Flatten", "Dense(2)"],
            ["Words"] = ["Tokens(6, 11)", "Embedding(5)", "LearnedPositions", "Dense(4, Activation.Relu)", "GlobalAvgPool", "Dense(2)"],
            ["Clipped"] =
            [
                "Input(6)",
                "Dense(5, Activation.Clip, Minimum = -0.4, Maximum = 0.3)",
                "Dense(5, Activation.HardShrink)",
                "Dense(4, Activation.GeluTanh)",
            ],
            ["Shaped"] =
            [
                "Input(6)",
                "Dense(5, Activation.Threshold, Threshold = 0.1, ThresholdValue = -0.5)",
                "Dense(5, Activation.LogSigmoid)",
                "Dense(5, Activation.TanhShrink)",
                "Dense(5, Activation.SoftShrink, Alpha = 0.2)",
                "Dense(5, Activation.HardSigmoid)",
                "Dense(5, Activation.Selu)",
                "Dense(5, Activation.Relu6)",
                "Dense(5, Activation.Exponential)",
                "Dense(4, Activation.Softmin)",
            ],
            ["Heads"] =
            [
                "Input(4, Name = \"State\")",
                "Input(2, Name = \"Goal\")",
                "Concat(\"goal\")",
                "Dense(16, Activation.Tanh, Name = \"Trunk\")",
                "Dense(3, Activation.Softmax, Name = \"Policy\")",
                "Dense(1, Name = \"Value\", From = \"trunk\")",
                "Output(\"policy\")",
                "Output(\"value\")",
            ],
            ["Mixed"] =
            [
                "Tokens(3, 10, Name = \"City\")",
                "Input(1, 6, 6, Name = \"Picture\")",
                "Embedding(4, Name = \"Table\")",
                "Conv2D(4, 3, Activation.Relu, Name = \"Edges\", From = \"picture\")",
                "GlobalAvgPool",
                "Flatten(From = \"table\")",
                "Concat(\"global_avg_pool1\")",
                "Dense(7, Activation.Swish, Name = \"Trunk\")",
                "Dense(3, Activation.Softmax, Name = \"Kind\")",
                "Dense(2, Activation.Sigmoid, Name = \"Flags\", From = \"trunk\")",
                "Output(\"kind\")",
                "Output(\"edges\")",
                "Output(\"flags\")",
            ],
            ["Noisy"] = ["Input(6)", "Dropout(0.3)", "Dense(5, Activation.Relu)", "GaussianNoise(0.1)", "Dense(2)"],
        };

    /// <summary>The declaration of one of them as C#.</summary>
    public static string Code(KeyValuePair<string, string[]> model) =>
        "using ModelCompiler;\n[Model]\n"
        + string.Concat(model.Value.Select(attribute => $"[{attribute}]\n"))
        + $"public sealed partial class {model.Key};\n";
}
