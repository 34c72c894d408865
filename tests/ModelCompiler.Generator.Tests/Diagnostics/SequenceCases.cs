namespace ModelCompiler.Generator.Tests.Diagnostics;

/// <summary>Mistakes with sequences and with layers that work on the channels of a position.</summary>
internal static class SequenceCases
{
    public static IReadOnlyList<DiagnosticCase> Rows { get; } =
    [
        new(
            "MC0036",
            "[Model][Input(12)][«Sequence(4, 3)»][Dense(2)] partial class Net;",
            "'Net' declares its input by [Input] and again by [Sequence]"
        ),
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
    ];
}
