using ModelCompiler.Tests.Branches;
using static ModelCompiler.Tests.Axes.AxisMath;
using static ModelCompiler.Tests.Axes.AxisNetworks;

namespace ModelCompiler.Tests.Axes;

/// <summary>Small networks with products of two layers, with norms of groups of channels, and of further dimensions.</summary>
internal static class ProductNetworks
{
    public static IReadOnlyList<DeclaredNetwork> Networks { get; } =
    [
        Of(
            "Axis_product",
            "Sequence(5, 3)",
            ["Dense(7, Activation.Tanh)", "Dense(5, Activation.Tanh, From = \"input\")", "MatMul(\"dense2\", \"dense1\")"],
            (p, x) =>
                Product(Tanh(Dense(x, p["dense2.weight"], p["dense2.bias"], 3)), Tanh(Dense(x, p["dense1.weight"], p["dense1.bias"], 3)), 5)
        ),
        Of(
            "Axis_product_with_transposed",
            "Sequence(6, 3)",
            [
                "Dense(18, Activation.Tanh)",
                "Dense(18, Activation.Tanh, From = \"input\")",
                "MatMul(\"dense1\", TransposeSecond = true)",
                "Dense(2)",
            ],
            (p, x) =>
                Dense(
                    Product(
                        Tanh(Dense(x, p["dense2.weight"], p["dense2.bias"], 3)),
                        Transposed(Tanh(Dense(x, p["dense1.weight"], p["dense1.bias"], 3)), 18),
                        18
                    ),
                    p["dense3.weight"],
                    p["dense3.bias"],
                    6
                )
        ),
        Of(
            "Axis_product_of_transposed",
            "Sequence(6, 3)",
            [
                "Dense(5, Activation.Tanh)",
                "Dense(33, Activation.Tanh, From = \"input\")",
                "MatMul(\"dense1\", \"dense2\", TransposeFirst = true)",
                "Dense(2)",
            ],
            (p, x) =>
                Dense(
                    Product(
                        Transposed(Tanh(Dense(x, p["dense1.weight"], p["dense1.bias"], 3)), 5),
                        Tanh(Dense(x, p["dense2.weight"], p["dense2.bias"], 3)),
                        6
                    ),
                    p["dense3.weight"],
                    p["dense3.bias"],
                    33
                )
        ),
        Of(
            "Axis_product_of_both_transposed",
            "Sequence(7, 7)",
            ["Dense(7, Activation.Tanh)", "MatMul(\"input\", \"dense1\", TransposeFirst = true, TransposeSecond = true)", "Dense(2)"],
            (p, x) =>
                Dense(
                    Product(Transposed(x, 7), Transposed(Tanh(Dense(x, p["dense1.weight"], p["dense1.bias"], 7)), 7), 7),
                    p["dense2.weight"],
                    p["dense2.bias"],
                    7
                )
        ),
        Of(
            "Axis_product_with_itself",
            "Sequence(4, 16)",
            ["Dense(16, Activation.Tanh)", "MatMul(\"dense1\", \"dense1\", TransposeSecond = true)"],
            (p, x) => Tanh(Dense(x, p["dense1.weight"], p["dense1.bias"], 16)) is var y ? Product(y, Transposed(y, 16), 16) : x
        ),
        Of(
            "Axis_attention",
            "Sequence(6, 5)",
            [
                "Dense(8, Name = \"Queries\")",
                "Dense(8, From = \"input\", Name = \"Keys\", Bias = false)",
                "Dense(8, From = \"input\", Name = \"Values\")",
                "MatMul(\"queries\", \"keys\", TransposeSecond = true)",
                "Softmax",
                "MatMul(\"values\")",
                "Dense(5)",
                "Add(\"input\")",
                "LayerNorm",
            ],
            (p, x) =>
                Affine(
                    LayerNorm(
                        Add(
                            x,
                            Dense(
                                Product(
                                    Softmax(
                                        Product(
                                            Dense(x, p["queries.weight"], p["queries.bias"], 5),
                                            Transposed(Dense(x, p["keys.weight"], null, 5), 8),
                                            8
                                        ),
                                        6
                                    ),
                                    Dense(x, p["values.weight"], p["values.bias"], 5),
                                    6
                                ),
                                p["dense4.weight"],
                                p["dense4.bias"],
                                8
                            )
                        ),
                        5
                    ),
                    p["layer_norm1.weight"],
                    p["layer_norm1.bias"]
                )
        ),
        Of(
            "Axis_group_norm",
            "Input(3, 8)",
            ["Conv1D(6, 3, Activation.Tanh, Padding = 1)", "GroupNorm(2)", "Conv1D(2, 3, Padding = 1)"],
            (p, x) =>
                Convolve(
                    AffineOfChannels(
                        LayerNorm(Tanh(Convolve(x, p["conv1d1.weight"], p["conv1d1.bias"], 3, 3, 1)), 24),
                        p["group_norm1.weight"],
                        p["group_norm1.bias"]
                    ),
                    p["conv1d2.weight"],
                    p["conv1d2.bias"],
                    6,
                    3,
                    1
                )
        ),
        Of(
            "Axis_group_norm_flat",
            "Input(12)",
            ["GroupNorm(3)", "Dense(4, Activation.Tanh)"],
            (p, x) =>
                Tanh(
                    Dense(Affine(LayerNorm(x, 4), p["group_norm1.weight"], p["group_norm1.bias"]), p["dense1.weight"], p["dense1.bias"], 12)
                )
        ),
        Of(
            "Axis_norms_of_further_dimensions",
            "Input(5, 2, 3, 2)",
            ["LayerNorm(Axis = 0)", "Activation(Activation.Tanh)", "RmsNorm(Axis = -4)", "Dense(4)"],
            (p, x) =>
                Dense(
                    OfChannels(
                        Tanh(
                            AffineOfChannels(
                                OfChannels(x, 12, 5, (values, count) => LayerNorm(values, count)),
                                p["layer_norm1.weight"],
                                p["layer_norm1.bias"]
                            )
                        ),
                        12,
                        5,
                        (values, count) => Affine(RmsNorm(values, count), p["rms_norm1.weight"])
                    ),
                    p["dense1.weight"],
                    p["dense1.bias"],
                    60
                )
        ),
        Of(
            "Axis_softmax_of_further_dimensions",
            "Input(3, 2, 2, 3)",
            ["Scale", "LogSoftmax(Axis = 0)", "Scale", "Softmax(Axis = 0)"],
            (p, x) =>
                OfChannels(
                    Affine(
                        OfChannels(Affine(x, p["scale1.weight"], p["scale1.bias"]), 12, 3, LogSoftmax),
                        p["scale2.weight"],
                        p["scale2.bias"]
                    ),
                    12,
                    3,
                    Softmax
                )
        ),
    ];

    // A function of the channels of each position, which come first.
    private static double[] OfChannels(double[] x, int positions, int channels, Func<double[], int, double[]> function) =>
        Transposed(function(Transposed(x, positions), channels), channels);
}
