namespace ModelCompiler.Generator.Tests.Diagnostics;

/// <summary>The rows of <see cref="DiagnosticCases"/> about costs and files of parameters.</summary>
internal static class CostCases
{
    private const string Small = DiagnosticCases.Small;

    public static IReadOnlyList<DiagnosticCase> Rows { get; } =
    [
        new(
            "MC0401",
            "[Model][Input(10000)][Dense(«1000»)][Activation(Activation.Relu)][Dense(10)] partial class Net;",
            "10,011,010 parameters, 40 MB"
        ),
        new(
            "MC0402",
            "[Model][«Input(100)»][Dense(16, Activation.Relu)][Dense(1)] partial class Net;",
            "have 116 values together, and a method that the just-in-time compiler still optimises holds 100. Take 16 of them away"
        ),
        new(
            "MC0402",
            "[Model][Input(9)]"
                + string.Concat(Enumerable.Repeat("[Dense(15, Activation.Tanh)]", 6))
                + "[Dense(«16», Activation.Tanh)][Dense(3)][Activation(Activation.Softmax)][Loss(Loss.CategoricalCrossEntropy)] "
                + "partial class Net;",
            "have 115 values"
        ),
        new(
            "MC0501",
            Small + "[Weights(«\"other.safetensors\"»)] partial class Net;",
            "which are broken.safetensors, small.safetensors, whole.safetensors. Add <ModelWeights Include=\"other.safetensors\" />"
        ),
        new("MC0501", Small + "[Weights(«null!»)] partial class Net;", "''"),
        new("MC0502", Small + "[Weights(«fileName: \"broken.safetensors\"»)] partial class Net;", "does not begin with the header"),
        new("MC0502", Small + "[Weights(«\"whole.safetensors\"»)] partial class Net;", "'dense1.bias' is I32"),
        new(
            "MC0503",
            "[Model][Input(2)][Dense(1, Name = \"out\")][Weights(«\"small.safetensors\"»)] partial class Net;",
            "it lacks out.weight, out.bias; the model does not have dense1.bias, dense1.weight"
        ),
        new(
            "MC0503",
            "[Model][Input(2)][Dense(1, Bias = false)][Weights(«\"small.safetensors\"»)] partial class Net;",
            "'Net': the model does not have dense1.bias."
        ),
        new(
            "MC0503",
            "[Model][Input(2)][Dense(1, Activation.Relu)][Dense(1)][Weights(«\"small.safetensors\"»)] partial class Net;",
            "'Net': it lacks dense2.weight, dense2.bias."
        ),
        new(
            "MC0504",
            "[Model][Input(3)][Dense(2)][Weights(«\"small.safetensors\"»)] partial class Net;",
            "'dense1.weight' has shape [1, 2] in the file, but [2, 3] in the model; 'dense1.bias' has shape [1] in the file, but [2]"
        ),
    ];
}
