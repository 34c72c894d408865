namespace ModelCompiler.Generator.Tests.Diagnostics;

/// <summary>Mistakes with tokens, their embeddings, and losses of the numbers of classes.</summary>
internal static class TokenCases
{
    private const string Text = "[Model][Tokens(8, 20)]",
        Classes = "[Loss(Loss.SparseCategoricalCrossEntropy)] partial class Net;";

    public static IReadOnlyList<DiagnosticCase> Rows { get; } =
    [
        new("MC0102", "[Model][Tokens(«0», 20)][Embedding(4)][Dense(1)] partial class Net;", "The dimension 1 of the input is 0"),
        new(
            "MC0014",
            "[Model][Tokens(8, «vocabulary: 0»)][Embedding(4)][Dense(1)] partial class Net;",
            "Vocabulary is 0, but must be between 1 and 16,777,216"
        ),
        new("MC0014", "[Model][Tokens(8, «20000000»)][Embedding(4)][Dense(1)] partial class Net;", "Vocabulary is 20,000,000"),
        new(
            "MC0150",
            Text + "[«Dense(1)»] partial class Net;",
            "The layer 'dense1' reads tokens, which are numbers of a vocabulary of 20 and no amounts. Put [Embedding] between"
        ),
        new("MC0150", Text + "[Embedding(8)][«Add(\"input\")»] partial class Net;", "The layer 'add1' reads tokens"),
        new(
            "MC0151",
            "[Model][Sequence(8, 3)][«Embedding(4)»][Dense(1)] partial class Net;",
            "The layer 'embedding1' looks up tokens, but reads values of the shape [8, 3]"
        ),
        new("MC0151", Text + "[Embedding(4)][«Embedding(4)»][Dense(1)] partial class Net;", "The layer 'embedding2' looks up tokens"),
        new("MC0014", Text + "[Embedding(«0»)][Dense(1)] partial class Net;", "Size is 0"),
        new(
            "MC0014",
            Text + "[Embedding(4, «PaddingIndex = 20»)][Dense(1)] partial class Net;",
            "PaddingIndex is 20, but must be a token, from 0 to 19"
        ),
        new("MC0014", Text + "[Embedding(4, «PaddingIndex = -2»)][Dense(1)] partial class Net;", "PaddingIndex is -2"),
        new(
            "MC0152",
            Text + "[Embedding(4)][Dense(20, «TiedTo = \"missing\"»)] partial class Net;",
            "The layer 'dense1' cannot use the weight of 'missing': no layer above has that name"
        ),
        new(
            "MC0152",
            Text + "[Embedding(4)][Dense(4, Activation.Relu)][Dense(4, «TiedTo = \"Dense1\"»)] partial class Net;",
            "cannot use the weight of 'dense1': that layer is no [Embedding]"
        ),
        new(
            "MC0152",
            Text + "[Embedding(4)][Dense(21, «TiedTo = \"embedding1\"»)] partial class Net;",
            "that has the shape [20, 4], and the layer's would be [21, 4]"
        ),
        new(
            "MC0152",
            Text + "[Embedding(4)][Dense(5, Activation.Relu)][Dense(20, «TiedTo = \"embedding1\"»)] partial class Net;",
            "that has the shape [20, 4], and the layer's would be [20, 5]"
        ),
        new(
            "MC0152",
            Text
                + "[Embedding(4)][Dense(20, Name = \"a\", TiedTo = \"embedding1\")]"
                + "[Dense(20, From = \"embedding1\", «TiedTo = \"embedding1\"»)][Add(\"a\")] partial class Net;",
            "'a' does so already"
        ),
        new(
            "MC0306",
            Text + "[Embedding(4)][Dense(20, TiedTo = \"embedding1\", «WeightInitializer = Initializer.Zeros»)] partial class Net;",
            "the weight is that of 'embedding1'",
            Text + "[Embedding(4)][Dense(20, TiedTo = \"embedding1\")] partial class Net;"
        ),
        new(
            "MC0153",
            "[Model][Input(8)][«LearnedPositions»][Dense(1)] partial class Net;",
            "The layer 'learned_positions1' works on the steps of a sequence of [steps, features], but its input has the shape [8]"
        ),
        new("MC0153", "[Model][Input(2, 8)][«SinusoidalPositions»][Dense(1)] partial class Net;", "has the shape [2, 8]"),
        new(
            "MC0201",
            Text + "[Embedding(4)][Dense(20, «Activation.Relu»)]" + Classes,
            "Change the activation of the last layer to Softmax",
            Text + "[Embedding(4)][Dense(20, Activation.Softmax)]" + Classes
        ),
        new(
            "MC0014",
            "[Model][Input(1, 8, 8)][Conv2D(2, 3, «Padding = Padding.Causal»)][Flatten][Dense(1)] partial class Net;",
            "Padding is -2, but must be at least 0, or Padding.Same (Padding.Causal is for [Conv1D])"
        ),
    ];
}
