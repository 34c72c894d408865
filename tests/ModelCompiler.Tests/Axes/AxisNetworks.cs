using ModelCompiler.Tests.Branches;
using static ModelCompiler.Tests.Axes.AxisMath;

namespace ModelCompiler.Tests.Axes;

/// <summary>
/// Small networks whose layers work on one axis: sequences, norms and softmax over the channels of each position, groups of channels.
/// Features that fill no vector, one, and several; one step and many; borders around what is read and written.
/// </summary>
internal static class AxisNetworks
{
    public static IReadOnlyList<DeclaredNetwork> Networks { get; } =
    [
        .. ProductNetworks.Networks,
        .. AttentionNetworks.Networks,
        Of(
            "Axis_dense",
            "Sequence(5, 3)",
            ["Dense(7, Activation.Tanh)", "Dense(4)"],
            (p, x) => Dense(Tanh(Dense(x, p["dense1.weight"], p["dense1.bias"], 3)), p["dense2.weight"], p["dense2.bias"], 7)
        ),
        Of(
            "Axis_dense_whole_vectors",
            "Sequence(6, 16)",
            ["Dense(32, Activation.Tanh)", "Dense(16, Activation.Gelu, Bias = false)", "Flatten", "Dense(3)"],
            (p, x) =>
                Dense(
                    Gelu(Dense(Tanh(Dense(x, p["dense1.weight"], p["dense1.bias"], 16)), p["dense2.weight"], null, 32)),
                    p["dense3.weight"],
                    p["dense3.bias"],
                    96
                )
        ),
        Of(
            "Axis_dense_one_step",
            "Sequence(1, 20)",
            ["Dense(37, Activation.Tanh)", "Dense(2)"],
            (p, x) => Dense(Tanh(Dense(x, p["dense1.weight"], p["dense1.bias"], 20)), p["dense2.weight"], p["dense2.bias"], 37)
        ),
        Of(
            "Axis_dense_one_feature",
            "Sequence(18, 1)",
            ["Dense(5, Activation.Tanh)", "Dense(1)"],
            (p, x) => Dense(Tanh(Dense(x, p["dense1.weight"], p["dense1.bias"], 1)), p["dense2.weight"], p["dense2.bias"], 5)
        ),
        Of(
            "Axis_dense_residual",
            "Sequence(7, 8)",
            ["Dense(8, Activation.Tanh)", "Dense(8)", "Add(\"dense1\")", "Activation(Activation.Tanh)"],
            (p, x) =>
                Tanh(Dense(x, p["dense1.weight"], p["dense1.bias"], 8)) is var first
                    ? Tanh(Add(first, Dense(first, p["dense2.weight"], p["dense2.bias"], 8)))
                    : x
        ),
        Of(
            "Axis_convolution",
            "Sequence(9, 5)",
            ["Conv1D(6, 3, Activation.Tanh, Padding = 1)", "Dense(4, Activation.Tanh)", "Conv1D(2, 2)"],
            (p, x) =>
                Transposed(
                    Convolve(
                        Transposed(
                            Tanh(
                                Dense(
                                    Tanh(Transposed(Convolve(Transposed(x, 5), p["conv1d1.weight"], p["conv1d1.bias"], 5, 3, 1), 9)),
                                    p["dense1.weight"],
                                    p["dense1.bias"],
                                    6
                                )
                            ),
                            4
                        ),
                        p["conv1d2.weight"],
                        p["conv1d2.bias"],
                        4,
                        2,
                        0
                    ),
                    8
                )
        ),
        Of(
            "Axis_layer_norm",
            "Sequence(5, 6)",
            ["LayerNorm", "Dense(9, Activation.Tanh)", "LayerNorm(Epsilon = 0.1)", "Dense(2)"],
            (p, x) =>
                Dense(
                    Affine(
                        LayerNorm(
                            Tanh(
                                Dense(
                                    Affine(LayerNorm(x, 6), p["layer_norm1.weight"], p["layer_norm1.bias"]),
                                    p["dense1.weight"],
                                    p["dense1.bias"],
                                    6
                                )
                            ),
                            9,
                            0.1
                        ),
                        p["layer_norm2.weight"],
                        p["layer_norm2.bias"]
                    ),
                    p["dense2.weight"],
                    p["dense2.bias"],
                    9
                )
        ),
        Of(
            "Axis_rms_norm",
            "Sequence(4, 16)",
            ["Dense(16, Activation.Tanh)", "RmsNorm(Axis = -1)", "Dense(3)"],
            (p, x) =>
                Dense(
                    Affine(RmsNorm(Tanh(Dense(x, p["dense1.weight"], p["dense1.bias"], 16)), 16), p["rms_norm1.weight"]),
                    p["dense2.weight"],
                    p["dense2.bias"],
                    16
                )
        ),
        Of(
            "Axis_softmax",
            "Sequence(6, 5)",
            ["Dense(7, Activation.Softmax)", "Dense(3, Activation.Tanh)", "Softmax"],
            (p, x) =>
                Softmax(
                    Tanh(Dense(Softmax(Dense(x, p["dense1.weight"], p["dense1.bias"], 5), 7), p["dense2.weight"], p["dense2.bias"], 7)),
                    3
                )
        ),
        Of(
            "Axis_log_softmax",
            "Sequence(6, 5)",
            ["Dense(18, Activation.Tanh)", "LogSoftmax", "Dense(3)", "LogSoftmax(Axis = 1)"],
            (p, x) =>
                LogSoftmax(
                    Dense(
                        LogSoftmax(Tanh(Dense(x, p["dense1.weight"], p["dense1.bias"], 5)), 18),
                        p["dense2.weight"],
                        p["dense2.bias"],
                        18
                    ),
                    3
                )
        ),
        Of(
            "Axis_log_softmax_flat",
            "Input(6)",
            ["Dense(18, Activation.Tanh)", "LogSoftmax", "Dense(3)"],
            (p, x) =>
                Dense(LogSoftmax(Tanh(Dense(x, p["dense1.weight"], p["dense1.bias"], 6)), 18), p["dense2.weight"], p["dense2.bias"], 18)
        ),
        Of(
            "Axis_softmax_of_channels",
            "Input(5, 9)",
            ["Conv1D(4, 3, Activation.Tanh, Padding = 1)", "Softmax(Axis = 0)", "Conv1D(2, 3, Padding = 1)"],
            (p, x) =>
                Convolve(
                    Transposed(Softmax(Transposed(Tanh(Convolve(x, p["conv1d1.weight"], p["conv1d1.bias"], 5, 3, 1)), 9), 4), 4),
                    p["conv1d2.weight"],
                    p["conv1d2.bias"],
                    4,
                    3,
                    1
                )
        ),
        Of(
            "Axis_layer_norm_of_channels",
            "Input(3, 8)",
            ["Conv1D(6, 3, Activation.Tanh, Padding = 1)", "LayerNorm(Axis = 0)", "Conv1D(2, 3, Padding = 1)"],
            (p, x) =>
                Convolve(
                    AffineOfChannels(
                        Transposed(LayerNorm(Transposed(Tanh(Convolve(x, p["conv1d1.weight"], p["conv1d1.bias"], 3, 3, 1)), 8), 6), 6),
                        p["layer_norm1.weight"],
                        p["layer_norm1.bias"]
                    ),
                    p["conv1d2.weight"],
                    p["conv1d2.bias"],
                    6,
                    3,
                    1
                )
        ),
        Of(
            "Axis_instance_norm",
            "Input(3, 8)",
            ["Conv1D(5, 3, Activation.Tanh, Padding = 1)", "InstanceNorm(Affine = true)", "Conv1D(2, 3, Padding = 1)"],
            (p, x) =>
                Convolve(
                    AffineOfChannels(
                        LayerNorm(Tanh(Convolve(x, p["conv1d1.weight"], p["conv1d1.bias"], 3, 3, 1)), 8),
                        p["instance_norm1.weight"],
                        p["instance_norm1.bias"]
                    ),
                    p["conv1d2.weight"],
                    p["conv1d2.bias"],
                    5,
                    3,
                    1
                )
        ),
        Of(
            "Axis_instance_norm_of_input",
            "Input(2, 3, 5)",
            ["InstanceNorm(Epsilon = 0.01)", "Dense(3, Activation.Tanh)"],
            (p, x) => Tanh(Dense(LayerNorm(x, 15, 0.01), p["dense1.weight"], p["dense1.bias"], 30))
        ),
        Of(
            "Axis_concat",
            "Sequence(4, 3)",
            ["Dense(5, Activation.Tanh)", "Concat(\"input\", \"dense1\")", "Dense(2)"],
            (p, x) =>
                Dense(Concat(x, 3, Tanh(Dense(x, p["dense1.weight"], p["dense1.bias"], 3)), 5), p["dense2.weight"], p["dense2.bias"], 8)
        ),
        Of(
            "Axis_pool_of_steps",
            "Sequence(6, 3)",
            ["Dense(5, Activation.Tanh)", "GlobalAvgPool", "Dense(2)"],
            (p, x) => Dense(MeanOfRows(Tanh(Dense(x, p["dense1.weight"], p["dense1.bias"], 3)), 5), p["dense2.weight"], p["dense2.bias"], 5)
        ),
    ];

    internal static DeclaredNetwork Of(string name, string input, string[] layers, Func<DoubleParameters, double[], double[]> forward) =>
        new(name, string.Concat(layers.Select(layer => $"[{layer}]")), [.. Numbers(input)], forward) { Input = input };

    private static IEnumerable<int> Numbers(string input) =>
        input[(input.IndexOf('(', StringComparison.Ordinal) + 1)..^1]
            .Split(", ")
            .Select(number => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture));

    internal static double[] Tanh(double[] x) => Map(x, Math.Tanh);

    private static double[] Gelu(double[] x) => Map(x, value => Reference.ReferenceActivations.Value(Activation.Gelu, null, value));
}
