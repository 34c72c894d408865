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
    private const string Small = "[Model][Input(2)][Dense(1)] ";

    public static IReadOnlyList<DiagnosticCase> Rows { get; } =
    [
        new("MC0001", Small + "public sealed class «Net»;", "Write 'partial class Net'", Small + "public sealed partial class Net;"),
        new("MC0001", Small + "\n// note\nclass «Net»;", "Write 'partial class Net'", Small + "\n// note\npartial class Net;"),
        new("MC0002", "class «Outer» { " + Small + "partial class Net; }", "'partial class Outer'", "partial class Outer { " + Small + "partial class Net; }"),
        new("MC0002", "partial class Top { struct «Outer» { " + Small + "partial class Net; } }", "'partial struct Outer'", "partial class Top { partial struct Outer { " + Small + "partial class Net; } }"),
        new("MC0003", Small + "public static partial class «Net»;", "Remove 'static'", Small + "public partial class Net;"),
        new("MC0004", Small + "\nabstract partial class «Net»;", "Remove 'abstract'", Small + "\npartial class Net;"),
        new("MC0005", Small + "partial class «Net»<T>;", "has type parameters"),
        new("MC0005", "partial class Outer<T> { " + Small + "partial class «Net»; }", "nested in a type that has"),
        new("MC0006", Small + "partial record «Net»;", "is a record"),
        new("MC0006", Small + "file partial class «Net»;", "local to its file"),
        new("MC0007", Small + "partial class «Net»(int size) { int Size => size; }", "primary constructor"),
        new("MC0007", "class Base(int size) { public int Size => size; }\n" + Small + "partial class «Net» : Base;", "base class"),
        new("MC0008", "[«Model»]\n[Dense(1)]\npartial class Net;", "Add [Input(n)]", "[Model]\n[Input()]\n[Dense(1)]\npartial class Net;"),
        new("MC0009", "[«Model»][Input(2)] partial class Net;", "declares no layer that"),
        new("MC0009", "[«Model»][Input(2)][Activation(Activation.Linear)] partial class Net;", "computes anything"),
        new("MC0010", "[Model]\n[Input(2)]\npartial class Net;\n[«Dense(3)»]\n[Loss(Loss.Huber)]\npartial class Net;", "Move [Dense]", "[Model]\n[Input(2)]\n[Dense(3)]\n[Loss(Loss.Huber)]\npartial class Net;\npartial class Net;"),
        new("MC0011", "[«Input(2)»]\n[Dense(1)]\npartial class Net;", "Add [Model]", "[Model]\n[Input(2)]\n[Dense(1)]\npartial class Net;"),
        new("MC0012", "sealed class OddAttribute : LayerAttribute;\n[Model][Input(2)][«Odd»][Dense(1)] partial class Net;", "Odd] derives from LayerAttribute"),
        new("MC0013", "[Model][Input(2)][Dense(1, «(Activation)99»)] partial class Net;", "The value 99 is not a member of Activation"),
        new("MC0013", Small + "[Loss(«(Loss)(-1)»)] partial class Net;", "The value -1 is not a member of Loss"),
        new("MC0013", "[Model][Input(2)][Dense(1, «WeightInitializer = (Initializer)50»)] partial class Net;", "Initializer"),
        new("MC0014", "[Model][Input(2)][Dense(1, Activation.Elu, «Alpha = -1»)] partial class Net;", "Alpha is -1"),
        new("MC0014", "[Model][Input(2)][Dense(1)][Activation(Activation.LeakyRelu, «Alpha = float.NaN»)] partial class Net;", "Alpha is NaN"),
        new("MC0014", "[Model][Input(2)][Dense(1, WeightInitializer = Initializer.Normal, «WeightInitializerValue = -0.5f»)] partial class Net;", "WeightInitializerValue is -0.5"),
        new("MC0014", "[Model][Input(2)][Dense(1, BiasInitializer = Initializer.Constant, «BiasInitializerValue = float.PositiveInfinity»)] partial class Net;", "must be a finite number"),
        new("MC0014", Small + "[Loss(Loss.Huber, «Delta = 0»)] partial class Net;", "above 0"),
        new("MC0014", "[Model][Input(1, 8, 8)][Conv2D(2, 3, «Stride = 0»)] partial class Net;", "Stride is 0, but must be at least 1"),
        new("MC0014", "[Model][Input(1, 8, 8)][Conv2D(2, 3, «Dilation = 0»)] partial class Net;", "Dilation is 0"),
        new("MC0014", "[Model][Input(1, 8, 8)][Conv2D(«0», 3)] partial class Net;", "Channels is 0"),
        new("MC0014", "[Model][Input(1, 8, 8)][Conv2D(2, «0»)] partial class Net;", "Kernel"),
        new("MC0014", "[Model][Input(1, 8, 8)][Conv2D(2, 3, «Padding = -2»)] partial class Net;", "Padding is -2, but must be at least 0, or Padding.Same"),
        new("MC0014", "[Model][Input(1, 8, 8)][Conv2D(2, 3, «Groups = 0»)] partial class Net;", "Groups is 0"),
        new("MC0014", "[Model][Input(1, 8, 8)][MaxPool2D(2, «Padding = 2»)][Dense(1)] partial class Net;", "at most half the kernel"),
        new("MC0014", "[Model][Input(1, 8, 8)][ZeroPad(«0»)][Dense(1)] partial class Net;", "between 1 and"),
        new("MC0015", "[Model][Input(2)][Dense(1, «Name = \"out put\"»)] partial class Net;", "'out put'"),
        new("MC0016", "[Model][Input(2)][Dense(3, Activation.Relu, Name = \"Hidden\")][Dense(1, «Name = \"hidden\"»)] partial class Net;", "would become the member 'Hidden'",
            "[Model][Input(2)][Dense(3, Activation.Relu, Name = \"Hidden\")][Dense(1, Name = \"hidden2\")] partial class Net;"),
        new("MC0016", "[Model][Input(2)][Dense(3, Activation.Relu, «Name = \"dense2\"»)][Dense(1)] partial class Net;", "Dense2",
            "[Model][Input(2)][Dense(3, Activation.Relu, Name = \"dense3\")][Dense(1)] partial class Net;"),
        new("MC0017", "[Model][Input(2)][Dense(1, «Name = \"predict\"»)] partial class Net;", "every model has a member of that name", "[Model][Input(2)][Dense(1, Name = \"predict2\")] partial class Net;"),
        new("MC0017", "[Model][Input(2)][Dense(1, «Name = \"net\"»)] partial class Net;", "the class has that name", "[Model][Input(2)][Dense(1, Name = \"net2\")] partial class Net;"),
        new("MC0017", "[Model][Input(2)][«Dense(1)»] partial class Net { int Dense1; }", "the class declares a member", "[Model][Input(2)][Dense(1, Name = \"dense2\")] partial class Net { int Dense1; }"),
        new("MC0017", "[Model][Input(2)][Dense(1, «Name = \"Activation\"»)] partial class Net;", "could then no longer name Activation", "[Model][Input(2)][Dense(1, Name = \"Activation2\")] partial class Net;"),
        new("MC0017", "[Model][Input(2)][Dense(1, «Name = \"to_string\"»)] partial class Net;", "every object", "[Model][Input(2)][Dense(1, Name = \"to_string2\")] partial class Net;"),
        new("MC0018", Small + "partial class Net { public int «Parameters»; }", "'Parameters'"),
        new("MC0018", Small + "partial class Net { float[] «_parameters» = []; }", "'_parameters'"),
        new("MC0018", Small + "partial class Net { public float[] «Predict»(ReadOnlySpan<float> x) => []; }", "'Predict(ReadOnlySpan<float>)'"),
        new("MC0018", Small + "partial class Net { public «Net»(ulong seed) => Console.WriteLine(seed); }", "'Net(ulong)'"),
        new("MC0019", Small + "partial class «Predict»;", "Give the class another name"),
        new("MC0101", "[Model][«Input»][Dense(1)] partial class Net;", "[Input(784)]"),
        new("MC0101", "[Model][«Input(null)»][Dense(1)] partial class Net;", "[Input(784)]"),
        new("MC0102", "[Model][Input(1, «0», 28)][Dense(1)] partial class Net;", "The dimension 2 of the input is 0"),
        new("MC0102", "[Model][Input(«new[] { -3 }»)][Dense(1)] partial class Net;", "The dimension 1 of the input is -3"),
        new("MC0103", "[Model][Input(2)][Dense(«0»)] partial class Net;", "'dense1' has 0 units"),
        new("MC0103", "[Model][Input(2)][Dense(activation: Activation.Relu, «units: -5»)] partial class Net;", "'dense1' has -5 units"),
        new("MC0104", "[Model][«Input(65536, 65536)»][Dense(1)] partial class Net;", "4,294,967,296"),
        new("MC0104", "[Model][Input(50000)][Dense(«50000»)] partial class Net;", "The layer 'dense1'"),
        new("MC0104", "[Model][Input(40000)][Dense(40000, Activation.Relu)][Dense(«40000»)] partial class Net;", "The model up to the layer 'dense2'"),
        new("MC0111", "[Model][Input(784)][«Conv2D(8, 3)»] partial class Net;", "needs an image of [channels, height, width], but its input has the shape [784]"),
        new("MC0111", "[Model][Input(1, 28, 28)][Flatten][«MaxPool2D(2)»][Dense(1)] partial class Net;", "has the shape [784]"),
        new("MC0111", "[Model][Input(1, 28, 28)][«Conv1D(8, 3)»] partial class Net;", "a signal of [channels, length]"),
        new("MC0111", "[Model][Input(5)][«GlobalAvgPool»][Dense(1)] partial class Net;", "or a signal of [channels, length]"),
        new("MC0111", "[Model][Input(5)][«ZeroPad(1)»][Dense(1)] partial class Net;", "has the shape [5]"),
        new("MC0112", "[Model][Input(1, 4, 4)][Conv2D(8, «5»)] partial class Net;", "The window of 'conv2d1' is 5 x 5, but its input of [1, 4, 4] has only 4 x 4 values"),
        new("MC0112", "[Model][Input(1, 6, 6)][Conv2D(8, 2, «4», Padding = 1, Dilation = 3)] partial class Net;", "is 2 x 4 with dilation 3, but its input of [1, 6, 6] has only 8 x 8 values"),
        new("MC0112", "[Model][Input(2, 3)][Conv1D(8, «4»)] partial class Net;", "is 4, but its input of [2, 3] has only 3 values"),
        new("MC0112", "[Model][Input(1, 3, 3)][MaxPool2D(2)][AvgPool2D(«2»)][Dense(1)] partial class Net;", "but its input of [1, 1, 1] has only 1 x 1 values"),
        new("MC0112", "[Model][Input(1, 8, 8)][DepthwiseConv2D(«2», Dilation = 2147483647)] partial class Net;", "with dilation"),
        new("MC0113", "[Model][Input(4, 8, 8)][Conv2D(6, 3, «Groups = 4»)] partial class Net;", "has 4 groups, which must divide both the channels of its input [4, 8, 8] and its own 6 channels"),
        new("MC0113", "[Model][Input(3, 8)][Conv1D(4, 3, «Groups = 2»)] partial class Net;", "the channels of its input [3, 8]"),
        new("MC0201", "[Model][Input(2)][«Dense(3)»][Loss(Loss.CategoricalCrossEntropy)] partial class Net;", "the output of 'dense1' is linear",
            "[Model][Input(2)][Dense(3, Activation.Softmax)][Loss(Loss.CategoricalCrossEntropy)] partial class Net;"),
        new("MC0201", "[Model][Input(2)][Dense(3, «Activation.Sigmoid»)][Loss(Loss.CategoricalCrossEntropy)] partial class Net;", "or, if several classes can be true at once, the loss to BinaryCrossEntropy",
            "[Model][Input(2)][Dense(3, Activation.Softmax)][Loss(Loss.CategoricalCrossEntropy)] partial class Net;"),
        new("MC0201", "[Model][Input(2)][Dense(3)][Activation(«Activation.Relu»)][Loss(Loss.CategoricalCrossEntropy)] partial class Net;", "'activation1' is Relu",
            "[Model][Input(2)][Dense(3)][Activation(Activation.Softmax)][Loss(Loss.CategoricalCrossEntropy)] partial class Net;"),
        new("MC0202", "[Model][Input(2)][«Dense(1, Name = \"out\")»][Loss(Loss.BinaryCrossEntropy)] partial class Net;", "the output of 'out' is linear",
            "[Model][Input(2)][Dense(1, Activation.Sigmoid, Name = \"out\")][Loss(Loss.BinaryCrossEntropy)] partial class Net;"),
        new("MC0202", "[Model][Input(2)][Dense(activation: «Activation.Softmax», units: 3)][Loss(Loss.BinaryCrossEntropy)] partial class Net;".Replace("activation: «Activation.Softmax»", "«activation: Activation.Softmax»"), "the loss to CategoricalCrossEntropy",
            "[Model][Input(2)][Dense(activation: Activation.Sigmoid, units: 3)][Loss(Loss.BinaryCrossEntropy)] partial class Net;"),
        new("MC0203", "[Model][Input(2)][Dense(1, «Activation.Softmax»)][Loss(Loss.CategoricalCrossEntropy)] partial class Net;", "always 1",
            "[Model][Input(2)][Dense(1, Activation.Sigmoid)][Loss(Loss.BinaryCrossEntropy)] partial class Net;"),
        new("MC0203", "[Model][Input(2)][Dense(1, «Activation.Softmax»)] partial class Net;", "always 1", "[Model][Input(2)][Dense(1, Activation.Sigmoid)] partial class Net;"),
        new("MC0204", "[Model][Input(2)][Dense(3, Activation.Softmax)][Loss(«Loss.MeanSquaredError»)] partial class Net;", "MeanSquaredError",
            "[Model][Input(2)][Dense(3, Activation.Softmax)][Loss(Loss.CategoricalCrossEntropy)] partial class Net;"),
        new("MC0301", "[Model][Input(2)][«Dense(3)»][Dense(1)] partial class Net;", "'dense1' and 'dense2'", "[Model][Input(2)][Dense(3, Activation.Relu)][Dense(1)] partial class Net;"),
        new("MC0302", "[Model][Input(2)][Dense(3, Activation.Softmax)][«Activation(Activation.Softmax)»] partial class Net;", "'activation1'", "[Model][Input(2)][Dense(3, Activation.Softmax)] partial class Net;"),
        new("MC0303", "[Model][Input(2)][Dense(3, «ModelCompiler.Activation.Softmax»)][Dense(1)] partial class Net;", "hidden layer 'dense1'", "[Model][Input(2)][Dense(3, ModelCompiler.Activation.Relu)][Dense(1)] partial class Net;"),
        new("MC0304", "[Model, Input(2), Dense(3, Activation.Sigmoid), «Activation(Activation.Relu)»] partial class Net;", "'activation1' changes", "[Model, Input(2), Dense(3, Activation.Sigmoid)] partial class Net;"),
        new("MC0305", "[Model][Input(2)][Dense(3, Activation.Tanh, «WeightInitializer = Initializer.HeNormal»)] partial class Net;", "Use GlorotUniform", "[Model][Input(2)][Dense(3, Activation.Tanh)] partial class Net;"),
        new("MC0305", "[Model][Input(2)][Dense(3, «WeightInitializer = Initializer.GlorotNormal», Name = \"a\")][Activation(Activation.Relu)] partial class Net;", "Use HeNormal", "[Model][Input(2)][Dense(3, Name = \"a\")][Activation(Activation.Relu)] partial class Net;"),
        new("MC0306", "[Model][Input(2)][Dense(3, Activation.Relu, «Alpha = 0.1f»)] partial class Net;", "Relu has no parameter", "[Model][Input(2)][Dense(3, Activation.Relu)] partial class Net;"),
        new("MC0306", "[Model][Input(2)][Dense(3, «WeightInitializerValue = 0.1f»)] partial class Net;", "WeightInitializer is Default", "[Model][Input(2)][Dense(3)] partial class Net;"),
        new("MC0306", "[Model][Input(2)][Dense(3, Bias = false, «BiasInitializer = Initializer.Zeros»)] partial class Net;", "the layer has no bias", "[Model][Input(2)][Dense(3, Bias = false)] partial class Net;"),
        new("MC0306", Small + "[Loss(Loss.MeanSquaredError, «Delta = 2»)] partial class Net;", "MeanSquaredError has no threshold", Small + "[Loss(Loss.MeanSquaredError)] partial class Net;"),
        new("MC0401", "[Model][Input(10000)][Dense(«1000»)][Activation(Activation.Relu)][Dense(10)] partial class Net;", "10,011,010 parameters, 40 MB"),
    ];

    public static TheoryData<DiagnosticCase> All { get; } = [.. Rows];
}
