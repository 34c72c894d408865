namespace ModelCompiler.Generator.Tests.Diagnostics;

/// <summary>A declaration with one mistake.</summary>
/// <param name="Id">The diagnostic.</param>
/// <param name="Source">The declaration, with marks around what is underlined.</param>
/// <param name="Message">A part of the message.</param>
/// <param name="Fixed">What the first code fix makes of it, or null when there is none.</param>
public sealed record DiagnosticCase(string Id, string Source, string Message, string? Fixed = null)
{
    public override string ToString() => $"{Id} {Message}";
}

/// <summary>Every diagnostic of the analyzer, with what it underlines and what its fix does.</summary>
public static class DiagnosticCases
{
    internal const string Small = "[Model][Input(2)][Dense(1)] ";

    /// <summary>What no declaration alone causes: a fault of the compiler, other generators, the language version.</summary>
    public static IReadOnlyList<string> WithTestsOfTheirOwn { get; } = ["MC0026", "MC0027", "MC0028", "MC0901"];

    public static IReadOnlyList<DiagnosticCase> Rows { get; } =
    [
        .. DeclarationCases.Rows,
        .. NameCases.Rows,
        .. WindowCases.Rows,
        .. AxisCases.Rows,
        .. SequenceCases.Rows,
        .. TokenCases.Rows,
        .. AttentionCases.Rows,
        .. FunctionCases.Rows,
        .. OutputCases.Rows,
        new("MC0101", "[Model][«Input»][Dense(1)] partial class Net;", "[Input(784)]"),
        new("MC0101", "[Model][«Input(null)»][Dense(1)] partial class Net;", "[Input(784)]"),
        new("MC0102", "[Model][Input(1, «0», 28)][Dense(1)] partial class Net;", "The dimension 2 of the input is 0"),
        new("MC0102", "[Model][Input(«new[] { -3 }»)][Dense(1)] partial class Net;", "The dimension 1 of the input is -3"),
        new("MC0103", "[Model][Input(2)][Dense(«0»)] partial class Net;", "'dense1' has 0 units"),
        new("MC0103", "[Model][Input(2)][Dense(activation: Activation.Relu, «units: -5»)] partial class Net;", "'dense1' has -5 units"),
        new("MC0104", "[Model][«Input(65536, 65536)»][Dense(1)] partial class Net;", "4,294,967,296"),
        new("MC0104", "[Model][Input(50000)][Dense(«50000»)] partial class Net;", "The layer 'dense1'"),
        new(
            "MC0104",
            "[Model][Input(40000)][Dense(40000, Activation.Relu)][Dense(«40000»)] partial class Net;",
            "The model up to the layer 'dense2'"
        ),
        new(
            "MC0111",
            "[Model][Input(784)][«Conv2D(8, 3)»] partial class Net;",
            "needs an image of [channels, height, width], but its input has the shape [784]. Give the channels first, as "
                + "[Input(1, 28, 28)], put [Flatten] only after the last such layer, or put [Reshape] before it"
        ),
        new("MC0111", "[Model][Input(1, 28, 28)][Flatten][«MaxPool2D(2)»][Dense(1)] partial class Net;", "has the shape [784]"),
        new("MC0111", "[Model][Input(1, 28, 28)][«Conv1D(8, 3)»] partial class Net;", "a signal of [channels, length]"),
        new("MC0111", "[Model][Input(5)][«GlobalAvgPool»][Dense(1)] partial class Net;", "or a signal of [channels, length]"),
        new("MC0111", "[Model][Input(5)][«ZeroPad(1)»][Dense(1)] partial class Net;", "has the shape [5]"),
        new(
            "MC0112",
            "[Model][Input(1, 4, 4)][Conv2D(8, «5»)] partial class Net;",
            "The window of 'conv2d1' is 5 x 5, but its input of [1, 4, 4] has only 4 x 4 values with padding. Use a smaller "
                + "kernel or dilation, Padding.Same, or fewer pools before it"
        ),
        new(
            "MC0112",
            "[Model][Input(1, 6, 6)][Conv2D(8, 2, «4», Padding = 1, Dilation = 3)] partial class Net;",
            "is 2 x 4 with dilation 3, but its input of [1, 6, 6] has only 8 x 8 values"
        ),
        new("MC0112", "[Model][Input(2, 3)][Conv1D(8, «4»)] partial class Net;", "is 4, but its input of [2, 3] has only 3 values"),
        new(
            "MC0112",
            "[Model][Input(1, 3, 3)][MaxPool2D(2)][AvgPool2D(«2»)][Dense(1)] partial class Net;",
            "but its input of [1, 1, 1] has only 1 x 1 values"
        ),
        new("MC0112", "[Model][Input(1, 8, 8)][DepthwiseConv2D(«2», Dilation = 2147483647)] partial class Net;", "with dilation"),
        new(
            "MC0113",
            "[Model][Input(4, 8, 8)][Conv2D(6, 3, «Groups = 4»)] partial class Net;",
            "has 4 groups, which must divide both the channels of its input [4, 8, 8] and its own 6 channels"
        ),
        new("MC0113", "[Model][Input(3, 8)][Conv1D(4, 3, «Groups = 2»)] partial class Net;", "the channels of its input [3, 8]"),
        new(
            "MC0113",
            "[Model][Input(4, 8, 8)][ConvTranspose2D(6, 3, «Groups = 4»)] partial class Net;",
            "has 4 groups, which must divide both the channels of its input [4, 8, 8] and its own 6 channels"
        ),
        new(
            "MC0114",
            "[Model][Input(1, 2, 3)][ConvTranspose2D(4, 3, «Padding = 2»)] partial class Net;",
            "The layer 'conv_transpose2d1' makes 4 x 5 pixels of its input [1, 2, 3], and its padding of 2 cuts all of them off"
        ),
        new(
            "MC0111",
            "[Model][Input(784)][«ConvTranspose2D(8, 3)»] partial class Net;",
            "needs an image of [channels, height, width], but its input has the shape [784]"
        ),
        new("MC0104", "[Model][Input(2000000000)][«Concat(\"input\")»] partial class Net;", "The output of the layer 'concat1' would hold"),
        new(
            "MC0120",
            "[Model][Input(2)][Dense(3, Activation.Relu)][«Add(\"input\")»] partial class Net;",
            "'add1' adds 'dense1' of shape [3] and 'input' of shape [2], but all its inputs must have the same shape"
        ),
        new(
            "MC0120",
            "[Model][Input(1, 4, 5)][Dense(4, Activation.Relu)][«Multiply(\"input\")»] partial class Net;",
            "multiplies 'dense1' of shape [4] and 'input' of shape [1, 4, 5]"
        ),
        new(
            "MC0120",
            "[Model][Input(1, 4, 5)][Dense(4, Activation.Relu)][«Concat(\"input\", \"dense1\")»] partial class Net;",
            "'input' of shape [1, 4, 5] and 'dense1' of shape [4], but their shapes may differ only in the channels, the "
                + "first dimension, or the features of a sequence, the last"
        ),
        new(
            "MC0121",
            "[Model][Input(2, 3)][«Reshape(4, 2)»] partial class Net;",
            "'reshape1' receives the shape [2, 3] of 6 values and cannot give it the shape [4, 2]"
        ),
        new("MC0121", "[Model][Input(4)][«Reshape(-2, -2)»][Dense(1)] partial class Net;", "the shape [-2, -2]"),
        new("MC0121", "[Model][Input(1)][«Reshape»][Dense(1)] partial class Net;", "the shape []"),
        new("MC0121", "[Model][Input(1)][«Reshape(null!)»][Dense(1)] partial class Net;", "the shape []"),
        .. LossCases.Rows,
        .. LabelCases.Rows,
        .. StyleCases.Rows,
        .. CostCases.Rows,
    ];

    public static TheoryData<DiagnosticCase> All { get; } = [.. Rows];
}
