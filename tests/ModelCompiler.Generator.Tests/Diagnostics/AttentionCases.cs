namespace ModelCompiler.Generator.Tests.Diagnostics;

/// <summary>Mistakes with attention.</summary>
internal static class AttentionCases
{
    public static IReadOnlyList<DiagnosticCase> Rows { get; } =
    [
        new(
            "MC0160",
            "[Model][Sequence(4, 6)][Attention(2, «Rotary = Rotary.Halves»)][Dense(1)] partial class Net;",
            "but its heads have 3, an odd number: 6 features by 2 heads"
        ),
        new(
            "MC0144",
            "[Model][Sequence(4, 6)][Attention(«4»)][Dense(1)] partial class Net;",
            "'attention1' divides the features of its input of [4, 6] by 4, which leaves a rest. Choose a divisor of 6"
        ),
        new("MC0153", "[Model][Input(4, 6)][«Attention(2)»][Flatten][Dense(1)] partial class Net;", "its input has the shape [4, 6]"),
        new(
            "MC0153",
            "[Model][Sequence(4, 6)][Flatten][Dense(3, Name = \"Flat\")]"
                + "[Attention(2, From = \"input\", «Keys = \"flat\"»)] partial class Net;",
            "its input has the shape [3]"
        ),
        new("MC0020", "[Model][Sequence(4, 6)][Dense(6)][Attention(2, «Keys = \"encoder\"»)] partial class Net;", "'encoder'"),
        new("MC0014", "[Model][Sequence(4, 6)][Attention(«0»)] partial class Net;", "Heads is 0, but must be at least 1"),
        new("MC0014", "[Model][Sequence(4, 6)][Attention(2, «Window = 0»)] partial class Net;", "Window is 0, but must be at least 1"),
        new(
            "MC0014",
            "[Model][Sequence(4, 6)][Attention(6, «KeyValueHeads = 4»)] partial class Net;",
            "KeyValueHeads is 4, but must be a divisor of the 6 heads"
        ),
        new(
            "MC0014",
            "[Model][Sequence(4, 6)][Attention(2, «KeyValueHeads = -1»)] partial class Net;",
            "KeyValueHeads is -1, but must be at least 1"
        ),
        new(
            "MC0014",
            "[Model][Sequence(4, 6)][Attention(2, «Dropout = 1»)] partial class Net;",
            "Dropout is 1, but must be at least 0 and below 1"
        ),
        new(
            "MC0014",
            "[Model][Sequence(4, 6)][Attention(3, Rotary = Rotary.Halves, «RotaryBase = 1»)] partial class Net;",
            "RotaryBase is 1, but must be at least 2"
        ),
        new(
            "MC0306",
            "[Model][Sequence(4, 6)][Attention(3, «RotaryBase = 100»)][Dense(1)] partial class Net;",
            "the layer has no rotary positions",
            "[Model][Sequence(4, 6)][Attention(3)][Dense(1)] partial class Net;"
        ),
    ];
}
