namespace ModelCompiler.Generator.Tests.Diagnostics;

/// <summary>The rows of <see cref="DiagnosticCases"/> about losses of labels.</summary>
internal static class LabelCases
{
    private const string Steps = "[Model][Sequence(6, 3)][Dense(4, Activation.Softmax)]";

    private const string Loss = "[Loss(Loss.ConnectionistTemporalClassification, TargetLength = 3)] partial class Net;";

    public static IReadOnlyList<DiagnosticCase> Rows { get; } =
    [
        new(
            "MC0208",
            "[Model][Input(6)][Dense(4, Activation.Softmax)][Loss(«Loss.ConnectionistTemporalClassification», TargetLength = 3)] "
                + "partial class Net;",
            "in each, but the output of 'dense1' has the shape [4]"
        ),
        new(
            "MC0208",
            Steps + "[Flatten][Loss(«Loss.ConnectionistTemporalClassification», TargetLength = 3)] partial class Net;",
            "the output of 'flatten1' has the shape [24]"
        ),
        new(
            "MC0209",
            "[Model][Sequence(6, 3)][«Dense(4)»]" + Loss,
            "ConnectionistTemporalClassification needs probabilities of the classes in each step, but the output of 'dense1' is linear",
            Steps + Loss
        ),
        new("MC0209", "[Model][Sequence(6, 3)][Dense(4, «Activation.Sigmoid»)]" + Loss, "of 'dense1' is Sigmoid", Steps + Loss),
        new("MC0209", Steps + "[«MaxPool1D(2)»]" + Loss, "the output of 'max_pool1d1' is no longer the softmax of 'dense1'"),
        new(
            "MC0209",
            "[Model][Sequence(6, 3)][Dense(4, Name = \"out\")][«LogSoftmax»]"
                + "[Loss(Loss.ConnectionistTemporalClassification, TargetLength = 3)] partial class Net;",
            "the output of 'log_softmax1' is LogSoftmax"
        ),
        new(
            "MC0210",
            "[Model][Sequence(6, 3)][Dense(1, Activation.Softmax)]"
                + "[Loss(«Loss.ConnectionistTemporalClassification», TargetLength = 3)] partial class Net;",
            "the output of 'dense1' has 1 class"
        ),
        new(
            "MC0211",
            Steps + "[Loss(Loss.ConnectionistTemporalClassification, TargetLength = 3, «Blank = 4»)] partial class Net;",
            "Blank is 4, but the output of 'dense1' has the classes 0 to 3"
        ),
        new(
            "MC0211",
            Steps + "[Loss(Loss.ConnectionistTemporalClassification, «Blank = -1», TargetLength = 3)] partial class Net;",
            "Blank is -1, but"
        ),
        new(
            "MC0212",
            Steps + "[Loss(Loss.ConnectionistTemporalClassification, «TargetLength = 7»)] partial class Net;",
            "TargetLength is 7, but ConnectionistTemporalClassification takes the most labels of a sample, at least 1 and at most 6"
        ),
        new(
            "MC0212",
            Steps + "[Loss(Loss.ConnectionistTemporalClassification, «TargetLength = 0»)] partial class Net;",
            "TargetLength is 0"
        ),
        new("MC0212", Steps + "[«Loss(Loss.ConnectionistTemporalClassification)»] partial class Net;", "TargetLength is 0"),
        new(
            "MC0212",
            "[Model][Sequence(6, 3)][Dense(4, Activation.Softmax, Name = \"out\")]"
                + "[Output(\"out\", Loss.ConnectionistTemporalClassification, «TargetLength = 9»)] partial class Net;",
            "as many as the output of 'out' has steps"
        ),
        new(
            "MC0205",
            Steps + "[«Dropout(0.5)»]" + Loss,
            "between the output of 'dense1' and ConnectionistTemporalClassification",
            "[Model][Sequence(6, 3)][Dropout(0.5)][Dense(4, Activation.Softmax)]" + Loss
        ),
        new(
            "MC0306",
            Steps + "[Loss(Loss.ConnectionistTemporalClassification, TargetLength = 3, «Delta = 2»)] partial class Net;",
            "ConnectionistTemporalClassification takes TargetLength and Blank and ZeroInfinity and DivideByTargetLength",
            Steps + Loss
        ),
        new(
            "MC0306",
            "[Model][Input(2)][Dense(3)][Loss(Loss.MeanSquaredError, «ZeroInfinity = true»)] partial class Net;",
            "MeanSquaredError has no parameter",
            "[Model][Input(2)][Dense(3)][Loss(Loss.MeanSquaredError)] partial class Net;"
        ),
    ];
}
