using ModelCompiler.Tests.Branches;
using static ModelCompiler.Tests.Axes.AxisMath;
using static ModelCompiler.Tests.Axes.AxisNetworks;

namespace ModelCompiler.Tests.Recurrent;

/// <summary>
/// Small networks with recurrent layers: units that fill no vector, one, and several; two steps and more; layers on top of one another,
/// both directions; before and after layers of other kinds.
/// </summary>
internal static class RecurrentNetworks
{
    private static readonly RecurrentMath s_rnn = new("Rnn", 3),
        s_lstm = new("Lstm", 3),
        s_gru = new("Gru", 3),
        s_reset = new("Gru", 3) { IsResetBefore = true };

    public static IReadOnlyList<DeclaredNetwork> Networks { get; } =
    [
        Of("Recurrent_rnn", "Sequence(4, 2)", ["Rnn(3)"], (p, x) => s_rnn.Of(p, "rnn1", x, 2)),
        Of(
            "Recurrent_rnn_one_unit",
            "Sequence(3, 1)",
            ["Rnn(1, Activation.Softplus)"],
            (p, x) => (s_rnn with { Units = 1, Activation = Activation.Softplus }).Of(p, "rnn1", x, 1)
        ),
        Of(
            "Recurrent_rnn_linear",
            "Sequence(3, 2)",
            ["Rnn(4, Activation.Linear, Bidirectional = true)"],
            (p, x) => (s_rnn with { Units = 4, Activation = Activation.Linear, IsBidirectional = true }).Of(p, "rnn1", x, 2)
        ),
        Of(
            "Recurrent_rnn_of_nine_to_a_vector",
            "Sequence(5, 3)",
            ["Rnn(9, Bias = false, Output = RecurrentOutput.LastStep)", "Dense(2)"],
            (p, x) => Dense((s_rnn with { Units = 9, IsLastStep = true }).Of(p, "rnn1", x, 3), p["dense1.weight"], p["dense1.bias"], 9)
        ),
        Of("Recurrent_lstm", "Sequence(4, 2)", ["Lstm(3)"], (p, x) => s_lstm.Of(p, "lstm1", x, 2)),
        Of(
            "Recurrent_lstm_of_two_steps",
            "Sequence(2, 5)",
            ["Lstm(4, Bidirectional = true)", "Dense(2)"],
            (p, x) =>
                Dense((s_lstm with { Units = 4, IsBidirectional = true }).Of(p, "lstm1", x, 5), p["dense1.weight"], p["dense1.bias"], 8)
        ),
        Of(
            "Recurrent_lstm_of_whole_vectors",
            "Sequence(3, 8)",
            ["Lstm(16, Output = RecurrentOutput.LastStep)", "Dense(2)"],
            (p, x) => Dense((s_lstm with { Units = 16, IsLastStep = true }).Of(p, "lstm1", x, 8), p["dense1.weight"], p["dense1.bias"], 16)
        ),
        Of(
            "Recurrent_lstm_three_layers_both_directions",
            "Sequence(5, 2)",
            ["Lstm(2, Layers = 3, Bidirectional = true, Bias = false, Output = RecurrentOutput.LastStep)"],
            (p, x) => (s_lstm with { Units = 2, Layers = 3, IsBidirectional = true, IsLastStep = true }).Of(p, "lstm1", x, 2)
        ),
        Of("Recurrent_gru", "Sequence(4, 2)", ["Gru(3)"], (p, x) => s_gru.Of(p, "gru1", x, 2)),
        Of(
            "Recurrent_gru_of_five_and_back",
            "Sequence(6, 3)",
            ["Gru(5, Bidirectional = true, Layers = 2)"],
            (p, x) => (s_gru with { Units = 5, IsBidirectional = true, Layers = 2 }).Of(p, "gru1", x, 3)
        ),
        Of("Recurrent_gru_reset_before", "Sequence(4, 2)", ["Gru(3, ResetBefore = true)"], (p, x) => s_reset.Of(p, "gru1", x, 2)),
        Of(
            "Recurrent_gru_reset_before_of_five_and_back",
            "Sequence(6, 3)",
            ["Gru(5, Bidirectional = true, Layers = 2, ResetBefore = true, Bias = false)"],
            (p, x) => (s_reset with { Units = 5, IsBidirectional = true, Layers = 2 }).Of(p, "gru1", x, 3)
        ),
        Of(
            "Recurrent_after_dense_and_norm",
            "Sequence(4, 3)",
            ["Dense(6, Activation.Tanh)", "LayerNorm", "Gru(3)", "LayerNorm", "Dense(2, Activation.Tanh)"],
            (p, x) =>
                Tanh(
                    Dense(
                        Norm(p, 2, s_gru.Of(p, "gru1", Norm(p, 1, Tanh(Dense(x, p["dense1.weight"], p["dense1.bias"], 3)), 6), 6), 3),
                        p["dense2.weight"],
                        p["dense2.bias"],
                        3
                    )
                )
        ),
        Of(
            "Recurrent_between_convolutions",
            "Sequence(7, 2)",
            ["Conv1D(4, 3, Activation.Tanh, Padding = 1)", "Lstm(3)", "Conv1D(2, 3)"],
            (p, x) =>
                Transposed(
                    Convolve(
                        Transposed(
                            s_lstm.Of(
                                p,
                                "lstm1",
                                Tanh(Transposed(Convolve(Transposed(x, 2), p["conv1d1.weight"], p["conv1d1.bias"], 2, 3, 1), 7)),
                                4
                            ),
                            3
                        ),
                        p["conv1d2.weight"],
                        p["conv1d2.bias"],
                        3,
                        3,
                        0
                    ),
                    5
                )
        ),
        Of(
            "Recurrent_after_one_another",
            "Sequence(5, 3)",
            ["Lstm(3)", "Gru(4)", "Rnn(3)", "Add(\"lstm1\")"],
            (p, x) =>
                s_lstm.Of(p, "lstm1", x, 3) is var first
                    ? Add(first, s_rnn.Of(p, "rnn1", (s_gru with { Units = 4 }).Of(p, "gru1", first, 3), 4))
                    : x
        ),
        Of(
            "Recurrent_side_by_side",
            "Sequence(4, 3)",
            ["Gru(3)", "Lstm(3, From = Block.Input)", "Concat(\"gru1\", \"lstm1\")", "Rnn(3)"],
            (p, x) => s_rnn.Of(p, "rnn1", Concat(s_gru.Of(p, "gru1", x, 3), 3, s_lstm.Of(p, "lstm1", x, 3), 3), 6)
        ),
        Of(
            "Recurrent_residual_of_input",
            "Sequence(5, 4)",
            ["Lstm(4)", "Add(\"input\")", "MeanOver(0)"],
            (p, x) => MeanOfRows(Add((s_lstm with { Units = 4 }).Of(p, "lstm1", x, 4), x), 4)
        ),
    ];

    private static double[] Norm(DoubleParameters p, int number, double[] x, int count) =>
        Affine(LayerNorm(x, count), p[$"layer_norm{number}.weight"], p[$"layer_norm{number}.bias"]);
}
