namespace ModelCompiler.Generator.Tests.Diagnostics;

/// <summary>Mistakes with sequences and with layers that work on the channels of a position.</summary>
internal static class SequenceCases
{
    public static IReadOnlyList<DiagnosticCase> Rows { get; } =
    [
        new("MC0102", "[Model][Sequence(«0», 3)][Dense(1)] partial class Net;", "The dimension 1 of the input is 0"),
        new("MC0102", "[Model][Sequence(4, «features: -1»)][Dense(1)] partial class Net;", "The dimension 2 of the input is -1"),
        new(
            "MC0140",
            "[Model][Input(4, 8, 8)][LayerNorm(«Axis = 2»)][Flatten][Dense(2)] partial class Net;",
            "names the axis 2 of the shape [4, 8, 8], but works over the channels, the axis 0"
        ),
        new("MC0140", "[Model][Sequence(4, 3)][Softmax(«Axis = 0»)] partial class Net;", "works over the features, the axis 1"),
        new("MC0140", "[Model][Input(6)][RmsNorm(«Axis = -2»)][Dense(2)] partial class Net;", "the axis -2 of the shape [6]"),
        new(
            "MC0120",
            "[Model][Sequence(5, 3)][Dense(4)][«MatMul(\"input\")»] partial class Net;",
            "multiplies the matrices of 'dense1' of shape [5, 4] and 'input' of shape [5, 3], but the columns of the first"
        ),
        new(
            "MC0120",
            "[Model][Sequence(5, 3)][Dense(4)][«MatMul(\"input\", \"dense1\", \"input\")»] partial class Net;",
            "a product has two factors"
        ),
        new(
            "MC0120",
            "[Model][Input(5, 3)][Activation(Activation.Tanh)][«MatMul(\"input\", TransposeSecond = true)»] partial class Net;",
            "both must be sequences"
        ),
        new(
            "MC0113",
            "[Model][Input(6, 8)][GroupNorm(«4»)][Flatten][Dense(2)] partial class Net;",
            "has 4 groups, which must divide both the channels of its input [6, 8]"
        ),
        new("MC0014", "[Model][Input(6, 8)][GroupNorm(«0»)][Flatten][Dense(2)] partial class Net;", "Groups is 0"),
        new("MC0111", "[Model][Sequence(4, 6)][«GroupNorm(2)»] partial class Net;", "needs the channels first"),
        new(
            "MC0145",
            "[Model][Input(4, 1, 1)][«InstanceNorm»][Dense(2)] partial class Net;",
            "makes 4 groups of the 4 values of the shape [4, 1, 1]"
        ),
        new(
            "MC0206",
            "[Model][Sequence(8, 3)][Dense(4, «Activation.Softmax»)][Loss(Loss.CategoricalCrossEntropy)] partial class Net;",
            "'dense1' gives probabilities for each of 8 positions"
        ),
        new(
            "MC0206",
            "[Model][Input(4, 8)][«Softmax(Axis = 0)»][Loss(Loss.CategoricalCrossEntropy)] partial class Net;",
            "'softmax1' gives probabilities for each of 8 positions"
        ),
        new(
            "MC0153",
            "[Model][Input(12)][«Lstm(4)»] partial class Net;",
            "'lstm1' works on the steps of a sequence of [steps, features], but its input has the shape [12]"
        ),
        new("MC0153", "[Model][Input(4, 8)][«Rnn(4)»][Flatten][Dense(2)] partial class Net;", "its input has the shape [4, 8]"),
        new(
            "MC0153",
            "[Model][Sequence(5, 3)][Gru(4, Output = RecurrentOutput.LastStep)][«Gru(2)»] partial class Net;",
            "'gru2' works on the steps of a sequence of [steps, features], but its input has the shape [4]"
        ),
        new(
            "MC0155",
            "[Model][Sequence(20, 3, HasLengths = true)][Conv1D(8, 3, Stride = 2)][«Lstm(4)»][Dense(2)] partial class Net;",
            "'lstm1' must know which steps count, but its input has 9 steps, and the lengths of the samples (HasLengths) are of 20"
        ),
        new(
            "MC0155",
            "[Model][Tokens(8, 3, HasLengths = true)][Embedding(4)][Conv1D(4, 3)][«MeanOver(0)»] partial class Net;",
            "'mean_over1' must know"
        ),
        new(
            "MC0154",
            "[Model][Sequence(5, 3)][Rnn(4, «Activation.Softmax»)] partial class Net;",
            "'rnn1' makes its state by the activation Softmax, which works on all values together"
        ),
        new(
            "MC0154",
            "[Model][Sequence(5, 3)][Rnn(4, «activation: Activation.Softmin»)] partial class Net;",
            "Softmin, which works on all"
        ),
        new("MC0154", "[Model][Sequence(5, 3)][Rnn(4, «Activation.Clip»)] partial class Net;", "needs Minimum, Maximum or both"),
        new("MC0154", "[Model][Sequence(5, 3)][Rnn(4, «Activation.Threshold»)] partial class Net;", "needs Threshold and ThresholdValue"),
        new("MC0103", "[Model][Sequence(5, 3)][Lstm(«0»)] partial class Net;", "'lstm1' has 0 units"),
        new("MC0103", "[Model][Sequence(5, 3)][Gru(«-3»)] partial class Net;", "'gru1' has -3 units"),
        new("MC0014", "[Model][Sequence(5, 3)][Lstm(4, «Layers = 0»)] partial class Net;", "Layers is 0, but must be from 1 to 100"),
        new("MC0014", "[Model][Sequence(5, 3)][Gru(4, «Layers = int.MaxValue»)] partial class Net;", "must be from 1 to 100"),
        new(
            "MC0014",
            "[Model][Sequence(5, 3)][Rnn(4, Layers = 2, «Dropout = 1»)] partial class Net;",
            "Dropout is 1, but must be at least 0 and below 1"
        ),
        new("MC0014", "[Model][Sequence(5, 3)][Rnn(4, Layers = 2, «Dropout = double.NaN»)] partial class Net;", "Dropout is NaN"),
        new(
            "MC0306",
            "[Model][Sequence(5, 3)][Lstm(4, «Dropout = 0.1»)] partial class Net;",
            "it stands between two layers, and Layers is 1",
            "[Model][Sequence(5, 3)][Lstm(4)] partial class Net;"
        ),
        new("MC0013", "[Model][Sequence(5, 3)][Lstm(4, «Output = (RecurrentOutput)7»)] partial class Net;", "7"),
        new("MC0013", "[Model][Sequence(5, 3)][Rnn(4, «(Activation)99»)] partial class Net;", "99"),
        new(
            "MC0104",
            "[Model][Sequence(5, 3)][Lstm(«int.MaxValue», Bidirectional = true)] partial class Net;",
            "The output of the layer 'lstm1'"
        ),
    ];
}
