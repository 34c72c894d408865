namespace ModelCompiler.Generator.Tests.Diagnostics;

/// <summary>The rows of <see cref="DiagnosticCases"/> about what is probably not meant.</summary>
internal static class StyleCases
{
    private const string Small = DiagnosticCases.Small;

    public static IReadOnlyList<DiagnosticCase> Rows { get; } =
    [
        new(
            "MC0301",
            "[Model][Input(2)][«Dense(3)»][Dense(1)] partial class Net;",
            "'dense1' and 'dense2'",
            "[Model][Input(2)][Dense(3, Activation.Relu)][Dense(1)] partial class Net;"
        ),
        new(
            "MC0302",
            "[Model][Input(2)][Dense(3, Activation.Softmax)][«Activation(Activation.Softmax)»] partial class Net;",
            "'activation1'",
            "[Model][Input(2)][Dense(3, Activation.Softmax)] partial class Net;"
        ),
        new(
            "MC0303",
            "[Model][Input(2)][Dense(3, «ModelCompiler.Activation.Softmax»)][Dense(1)] partial class Net;",
            "hidden layer 'dense1'",
            "[Model][Input(2)][Dense(3, ModelCompiler.Activation.Relu)][Dense(1)] partial class Net;"
        ),
        new(
            "MC0304",
            "[Model, Input(2), Dense(3, Activation.Sigmoid), «Activation(Activation.Relu)»] partial class Net;",
            "'activation1' changes",
            "[Model, Input(2), Dense(3, Activation.Sigmoid)] partial class Net;"
        ),
        new(
            "MC0305",
            "[Model][Input(2)][Dense(3, Activation.Tanh, «WeightInitializer = Initializer.HeNormal»)] partial class Net;",
            "Use GlorotUniform",
            "[Model][Input(2)][Dense(3, Activation.Tanh)] partial class Net;"
        ),
        new(
            "MC0305",
            "[Model][Input(2)][Dense(3, «WeightInitializer = Initializer.GlorotNormal», Name = "
                + "\"a\")][Activation(Activation.Relu)] partial class Net;",
            "Use HeNormal",
            "[Model][Input(2)][Dense(3, Name = \"a\")][Activation(Activation.Relu)] partial class Net;"
        ),
        new(
            "MC0306",
            "[Model][Input(2)][Dense(3, Activation.Relu, «Alpha = 0.1f»)] partial class Net;",
            "Relu has no parameter",
            "[Model][Input(2)][Dense(3, Activation.Relu)] partial class Net;"
        ),
        new(
            "MC0306",
            "[Model][Input(2)][Dense(3, «WeightInitializerValue = 0.1f»)] partial class Net;",
            "WeightInitializer is Default",
            "[Model][Input(2)][Dense(3)] partial class Net;"
        ),
        new(
            "MC0306",
            "[Model][Input(2)][Dense(3, BiasInitializer = Initializer.PyTorchUniform, «BiasInitializerValue = 0.1f»)] partial class Net;",
            "BiasInitializer is PyTorchUniform",
            "[Model][Input(2)][Dense(3, BiasInitializer = Initializer.PyTorchUniform)] partial class Net;"
        ),
        new(
            "MC0306",
            "[Model][Input(2)][Dense(3, Bias = false, «BiasInitializer = Initializer.Zeros»)] partial class Net;",
            "the layer has no bias",
            "[Model][Input(2)][Dense(3, Bias = false)] partial class Net;"
        ),
        new(
            "MC0306",
            Small + "[Loss(Loss.MeanSquaredError, «Delta = 2»)] partial class Net;",
            "MeanSquaredError has no parameter",
            Small + "[Loss(Loss.MeanSquaredError)] partial class Net;"
        ),
        new(
            "MC0306",
            "[Model][Input(2)][Dense(2, Activation.Relu)][Add(\"input\", \"dense1\", «From = \"input\"»)] partial class Net;",
            "the layer names all its inputs",
            "[Model][Input(2)][Dense(2, Activation.Relu)][Add(\"input\", \"dense1\")] partial class Net;"
        ),
        new(
            "MC0306",
            "[Model][Input(2)][Dense(2)][Activation(Activation.Relu, «Trainable = false»)] partial class Net;",
            "the layer has no parameters",
            "[Model][Input(2)][Dense(2)][Activation(Activation.Relu)] partial class Net;"
        ),
        new(
            "MC0306",
            "[Model][Input(2)][Standardize(«Trainable = false»)][Dense(2)] partial class Net;",
            "fitted to data and never trained",
            "[Model][Input(2)][Standardize()][Dense(2)] partial class Net;"
        ),
        new(
            "MC0306",
            "[Model][Input(2)][Standardize(«Trainable = true»)][Dense(2)] partial class Net;",
            "fitted to data and never trained",
            "[Model][Input(2)][Standardize()][Dense(2)] partial class Net;"
        ),
        new(
            "MC0307",
            "[Model][Input(2)][«Dense(3)»][BatchNorm][Dense(1)] partial class Net;",
            "'dense1' adds a bias that 'batch_norm1' subtracts",
            "[Model][Input(2)][Dense(3, Bias = false)][BatchNorm][Dense(1)] partial class Net;"
        ),
        new(
            "MC0307",
            "[Model][Input(2, 4, 4)][«DepthwiseConv2D(3, Bias = true)»][BatchNorm][Dense(1)] partial class Net;",
            "'depthwise_conv2d1'",
            "[Model][Input(2, 4, 4)][DepthwiseConv2D(3, Bias = false)][BatchNorm][Dense(1)] partial class Net;"
        ),
        new(
            "MC0309",
            "[Model][Input(2)][Dense(4, Activation.Relu)][Dense(1)][«Dropout(0.5f)»][Loss(Loss.Huber)] partial class Net;",
            "Move 'dropout1' above 'dense2', or remove it",
            "[Model][Input(2)][Dense(4, Activation.Relu)][Dropout(0.5f)][Dense(1)][Loss(Loss.Huber)] partial class Net;"
        ),
        new(
            "MC0309",
            "[Model, Input(2), Dense(3), «Dropout(0.5f)», Activation(Activation.Softmax), Loss(Loss.CategoricalCrossEntropy)] "
                + "partial class Net;",
            "'dropout1' falls on the output itself",
            "[Model, Input(2), Dropout(0.5f), Dense(3), Activation(Activation.Softmax), Loss(Loss.CategoricalCrossEntropy)] "
                + "partial class Net;"
        ),
        new(
            "MC0309",
            "[Model][Input(2)][Dense(2, Activation.Tanh)][Add(\"input\")][«Dropout(0.5f)»][Loss(Loss.Huber)] partial class Net;",
            "Move 'dropout1' above 'dense1'",
            "[Model][Input(2)][Dense(2, Activation.Tanh)][Add(\"input\")][Loss(Loss.Huber)] partial class Net;"
        ),
        new(
            "MC0309",
            "[Model][Input(2)][«Dropout(0.5f)»] partial class Net;",
            "Put a layer with parameters, as [Dense], below 'dropout1', or remove it",
            "[Model][Input(2)] partial class Net;"
        ),
        new(
            "MC0309",
            "[Model][Input(2)][Activation(Activation.Tanh)][«GaussianNoise(1)»][Flatten] partial class Net;",
            "Put a layer with parameters, as [Dense], below 'gaussian_noise1', or remove it",
            "[Model][Input(2)][Activation(Activation.Tanh)][Flatten] partial class Net;"
        ),
        new(
            "MC0310",
            "[Model][Input(1, 8, 8)][Conv2D(10, 3, «Activation.Softmax»)][Loss(Loss.CategoricalCrossEntropy)] partial class Net;",
            "'conv2d1' applies softmax to all 360 values of the shape [10, 6, 6] together, not to the channels of each pixel. For "
                + "one class of the whole image put [GlobalAvgPool] or [Dense] before it; for the channels of each pixel, "
                + "[Softmax(Axis = 0)]; if all values are meant, [Flatten]"
        ),
        new(
            "MC0310",
            "[Model][Input(3, 9)][Conv1D(4, 3)][Activation(«Activation.Softmax»)][Dense(2)] partial class Net;",
            "28 values of the shape [4, 7]"
        ),
        new(
            "MC0308",
            "[Model]\n[Dense(3, Activation.Relu)]\n[Dense(1)]\n[«Input(2)»]\npartial class Net;",
            "stands below the layer 'dense1'",
            "[Model]\n[Input(2)]\n[Dense(3, Activation.Relu)]\n[Dense(1)]\npartial class Net;"
        ),
        new(
            "MC0308",
            "/// <summary>Mine.</summary>\n[Dense(3, Activation.Relu)]\n[Model]\n[«Input(2)»]\npartial class Net;",
            "Move [Input] above all layers",
            "/// <summary>Mine.</summary>\n[Input(2)]\n[Dense(3, Activation.Relu)]\n[Model]\npartial class Net;"
        ),
    ];
}
