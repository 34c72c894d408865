namespace ModelCompiler.Generator.Tests.Diagnostics;

/// <summary>The rows of <see cref="DiagnosticCases"/> about losses.</summary>
internal static class LossCases
{
    private const string Classes = "[Model][Input(2)][Dense(3, Activation.Softmax)]";
    private const string Flags = "[Model][Input(2)][Dense(3, Activation.Sigmoid)]";

    public static IReadOnlyList<DiagnosticCase> Rows { get; } =
    [
        new(
            "MC0201",
            "[Model][Input(2)][«Dense(3)»][Loss(Loss.CategoricalCrossEntropy)] partial class Net;",
            "the output of 'dense1' is linear",
            "[Model][Input(2)][Dense(3, Activation.Softmax)][Loss(Loss.CategoricalCrossEntropy)] partial class Net;"
        ),
        new(
            "MC0201",
            "[Model][Input(2)][Dense(3, «Activation.Sigmoid»)][Loss(Loss.CategoricalCrossEntropy)] partial class Net;",
            "or, if several classes can be true at once, the loss to BinaryCrossEntropy",
            "[Model][Input(2)][Dense(3, Activation.Softmax)][Loss(Loss.CategoricalCrossEntropy)] partial class Net;"
        ),
        new(
            "MC0201",
            "[Model][Input(2)][Dense(3)][Activation(«Activation.Relu»)][Loss(Loss.CategoricalCrossEntropy)] partial class Net;",
            "'activation1' is Relu",
            "[Model][Input(2)][Dense(3)][Activation(Activation.Softmax)][Loss(Loss.CategoricalCrossEntropy)] partial class Net;"
        ),
        new(
            "MC0201",
            "[Model][Input(2, 6)][Conv1D(3, 2, Activation.Softmax)][«MaxPool1D(2)»][Flatten][Loss(Loss.CategoricalCrossEntropy)] "
                + "partial class Net;",
            "the output of 'max_pool1d1' is no longer the softmax of 'conv1d1'"
        ),
        new(
            "MC0202",
            "[Model][Input(2)][«Dense(1, Name = \"out\")»][Loss(Loss.BinaryCrossEntropy)] partial class Net;",
            "the output of 'out' is linear",
            "[Model][Input(2)][Dense(1, Activation.Sigmoid, Name = \"out\")][Loss(Loss.BinaryCrossEntropy)] partial class Net;"
        ),
        new(
            "MC0202",
            "[Model][Input(2)][Dense(«activation: Activation.Softmax», units: 3)][Loss(Loss.BinaryCrossEntropy)] partial class Net;",
            "the loss to CategoricalCrossEntropy",
            "[Model][Input(2)][Dense(activation: Activation.Sigmoid, units: 3)][Loss(Loss.BinaryCrossEntropy)] partial class Net;"
        ),
        new(
            "MC0202",
            "[Model][Input(2)][«Dense(1, Name = \"out\")»][Loss(Loss.BinaryFocal)] partial class Net;",
            "BinaryFocal needs independent probabilities, but the output of 'out' is linear",
            "[Model][Input(2)][Dense(1, Activation.Sigmoid, Name = \"out\")][Loss(Loss.BinaryFocal)] partial class Net;"
        ),
        new(
            "MC0207",
            "[Model][Input(2)][Dense(3)][Loss(«Loss.GaussianNegativeLogLikelihood»)] partial class Net;",
            "takes one row of means and as many variances behind them for each sample, but the output of 'dense1' has the shape [3]"
        ),
        new(
            "MC0207",
            "[Model][Sequence(4, 3)][Dense(2)][Loss(«Loss.CosineSimilarity»)] partial class Net;",
            "CosineSimilarity takes one row of at least 2 values for each sample, but the output of 'dense1' has the shape [4, 2]"
        ),
        new(
            "MC0207",
            "[Model][Input(2)][Dense(1, Name = \"out\")][Output(\"out\", «Loss.CosineSimilarity»)] partial class Net;",
            "the output of 'out' has the shape [1]"
        ),
        new("MC0014", Classes + "[Loss(Loss.CategoricalCrossEntropy, «LabelSmoothing = 1»)] partial class Net;", "from 0 to below 1"),
        new("MC0014", Classes + "[Loss(Loss.SparseCategoricalCrossEntropy, «LabelSmoothing = -0.1»)] partial class Net;", "-0.1"),
        new("MC0014", Flags + "[Loss(Loss.BinaryCrossEntropy, «PositiveWeight = 0»)] partial class Net;", "a finite number above 0"),
        new("MC0014", Flags + "[Loss(Loss.BinaryFocal, «Alpha = -0.5»)] partial class Net;", "from 0 to 1, or -1 for none"),
        new("MC0014", Flags + "[Loss(Loss.BinaryFocal, «Gamma = double.NaN»)] partial class Net;", "a finite number of at least 0"),
        new(
            "MC0306",
            Flags + "[Loss(Loss.BinaryCrossEntropy, «LabelSmoothing = 0.1»)] partial class Net;",
            "BinaryCrossEntropy takes PositiveWeight",
            Flags + "[Loss(Loss.BinaryCrossEntropy)] partial class Net;"
        ),
        new(
            "MC0306",
            Classes + "[Loss(Loss.CategoricalCrossEntropy, «PositiveWeight = 2»)] partial class Net;",
            "CategoricalCrossEntropy takes LabelSmoothing",
            Classes + "[Loss(Loss.CategoricalCrossEntropy)] partial class Net;"
        ),
        new(
            "MC0306",
            Flags + "[Loss(Loss.BinaryFocal, «PositiveWeight = 2»)] partial class Net;",
            "BinaryFocal takes Alpha and Gamma",
            Flags + "[Loss(Loss.BinaryFocal)] partial class Net;"
        ),
        new(
            "MC0203",
            "[Model][Input(2)][Dense(1, «Activation.Softmax»)][Loss(Loss.CategoricalCrossEntropy)] partial class Net;",
            "always 1",
            "[Model][Input(2)][Dense(1, Activation.Sigmoid)][Loss(Loss.BinaryCrossEntropy)] partial class Net;"
        ),
        new(
            "MC0203",
            "[Model][Input(2)][Dense(1, «Activation.Softmax»)] partial class Net;",
            "always 1",
            "[Model][Input(2)][Dense(1, Activation.Sigmoid)] partial class Net;"
        ),
        new(
            "MC0204",
            "[Model][Input(2)][Dense(3, Activation.Softmax)][Loss(«Loss.MeanSquaredError»)] partial class Net;",
            "MeanSquaredError",
            "[Model][Input(2)][Dense(3, Activation.Softmax)][Loss(Loss.CategoricalCrossEntropy)] partial class Net;"
        ),
        new(
            "MC0205",
            "[Model][Input(2)][Dense(1, Activation.Sigmoid)][«Dropout(0.5f)»][Loss(Loss.BinaryCrossEntropy)] partial class Net;",
            "between the output of 'dense1' and BinaryCrossEntropy",
            "[Model][Input(2)][Dropout(0.5f)][Dense(1, Activation.Sigmoid)][Loss(Loss.BinaryCrossEntropy)] partial class Net;"
        ),
        new(
            "MC0205",
            "[Model]\n[Input(2)]\n[Dense(4, Activation.Relu)]\n[Dense(3)] // "
                + "logits\n[Activation(Activation.Softmax)]\n[«GaussianNoise(0.1f)»] // "
                + "noise\n[Flatten]\n[Loss(Loss.CategoricalCrossEntropy)]\npartial class Net;",
            "Move 'gaussian_noise1' above 'dense2'",
            "[Model]\n[Input(2)]\n[Dense(4, Activation.Relu)]\n[GaussianNoise(0.1f)] // noise\n[Dense(3)] // "
                + "logits\n[Activation(Activation.Softmax)]\n[Flatten]\n[Loss(Loss.CategoricalCrossEntropy)]\npartial class Net;"
        ),
    ];
}
