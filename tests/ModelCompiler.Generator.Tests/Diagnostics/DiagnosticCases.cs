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

    /// <summary>What no declaration alone causes: a fault of the compiler, other generators, the language version.</summary>
    public static IReadOnlyList<string> WithTestsOfTheirOwn { get; } = ["MC0026", "MC0027", "MC0028", "MC0901"];

    public static IReadOnlyList<DiagnosticCase> Rows { get; } =
    [
        new("MC0001", Small + "public sealed class «Net»;", "Write 'partial class Net'", Small + "public sealed partial class Net;"),
        new("MC0001", Small + "\n// note\nclass «Net»;", "Write 'partial class Net'", Small + "\n// note\npartial class Net;"),
        new(
            "MC0002",
            "class «Outer» { " + Small + "partial class Net; }",
            "'partial class Outer'",
            "partial class Outer { " + Small + "partial class Net; }"
        ),
        new(
            "MC0002",
            "partial class Top { struct «Outer» { " + Small + "partial class Net; } }",
            "'partial struct Outer'",
            "partial class Top { partial struct Outer { " + Small + "partial class Net; } }"
        ),
        new("MC0003", Small + "public static partial class «Net»;", "Remove 'static'", Small + "public partial class Net;"),
        new("MC0004", Small + "\nabstract partial class «Net»;", "Remove 'abstract'", Small + "\npartial class Net;"),
        new("MC0005", Small + "partial class «Net»<T>;", "has type parameters"),
        new("MC0005", "partial class Outer<T> { " + Small + "partial class «Net»; }", "nested in a type that has"),
        new("MC0006", Small + "partial record «Net»;", "is a record"),
        new("MC0006", Small + "file partial class «Net»;", "local to its file"),
        new("MC0007", Small + "partial class «Net»(int size) { int Size => size; }", "primary constructor"),
        new("MC0007", "class Base(int size) { public int Size => size; }\n" + Small + "partial class «Net» : Base;", "base class"),
        new("MC0008", "[«Model»]\n[Dense(1)]\npartial class Net;", "Add [Input(n)]", "[Model]\n[Input()]\n[Dense(1)]\npartial class Net;"),
        new("MC0009", "[«Model»][Input(2)] partial class Net;", "has no layer, so there is nothing to compute"),
        new("MC0009", "[«Model»][Input(2)][Activation(Activation.Linear)] partial class Net;", "has no layer that changes its input, so"),
        new(
            "MC0010",
            "[Model]\n[Input(2)]\npartial class Net;\n[«Dense(3)»]\n[Loss(Loss.Huber)]\npartial class Net;",
            "Move [Dense]",
            "[Model]\n[Input(2)]\n[Dense(3)]\n[Loss(Loss.Huber)]\npartial class Net;\npartial class Net;"
        ),
        new("MC0023", "[Model][Input(2)][Dense(1, «Key = \"\"»)] partial class Net;", "'' cannot be what a layer is called"),
        new("MC0023", "[Model][Input(2)][Dense(1, «Key = \"stem..0\"»)] partial class Net;", "with a dot between the parts"),
        new("MC0023", "[Model][Input(2)][Dense(1, «Key = \"optimizer:m\"»)] partial class Net;", "'optimizer:m'"),
        new(
            "MC0024",
            "[Model][Input(2)][Dense(2, Activation.Relu, Key = \"0\")][Dense(1, «Key = \"0\"»)] partial class Net;",
            "In files '0' would be the layer 'dense1' and the layer 'dense2'"
        ),
        new(
            "MC0024",
            "[Model][Input(2)][Dense(2, Activation.Relu, Key = \"dense2\")][«Dense(1)»] partial class Net;",
            "In files 'dense2' would be"
        ),
        new("MC0025", "[Model][Input(2)][«Dense(Net.OutputSize)»] partial class Net;", "the models whose sizes cannot be known are 'Net'"),
        new(
            "MC0306",
            "[Model][Input(2)][Dense(2)][Activation(Activation.Relu, «Key = \"1\"»)] partial class Net;",
            "the layer has no parameters",
            "[Model][Input(2)][Dense(2)][Activation(Activation.Relu)] partial class Net;"
        ),
        new(
            "MC0014",
            "[Model][Input(2)][Dropout(«0.99999999»)][Dense(1)] partial class Net;",
            "Rate is 0.99999999, in single precision 1, but must be at least 0 and below 1"
        ),
        new("MC0014", "[Model][Input(2)][LayerNorm(«Epsilon = 1e-50»)] partial class Net;", "Epsilon is 1E-50, in single precision 0, but"),
        new("MC0014", Small + "[Loss(Loss.Huber, «Delta = 1e39»)] partial class Net;", "Delta is 1E+39, in single precision Infinity, but"),
        new("MC0014", "[Model][Input(2)][Dense(1, Activation.Elu, «Alpha = -0.3»)] partial class Net;", "Alpha is -0.3, but"),
        new(
            "MC0301",
            "[Model][Input(4)][Dense(4, «Activation.Linear»)][Dense(8)] partial class Net;",
            "'dense1' and 'dense2'",
            "[Model][Input(4)][Dense(4, Activation.Relu)][Dense(8)] partial class Net;"
        ),
        new("MC0011", "[«Input(2)»]\n[Dense(1)]\npartial class Net;", "Add [Model]", "[Model]\n[Input(2)]\n[Dense(1)]\npartial class Net;"),
        new(
            "MC0012",
            "sealed class OddAttribute : LayerAttribute;\n[Model][Input(2)][«Odd»][Dense(1)] partial class Net;",
            "Odd] derives from LayerAttribute"
        ),
        new("MC0013", "[Model][Input(2)][Dense(1, «(Activation)99»)] partial class Net;", "The value 99 is not a member of Activation"),
        new("MC0013", Small + "[Loss(«(Loss)(-1)»)] partial class Net;", "The value -1 is not a member of Loss"),
        new("MC0013", "[Model][Input(2)][Dense(1, «WeightInitializer = (Initializer)50»)] partial class Net;", "Initializer"),
        new("MC0013", Small + "[Initialize(«(Initialization)7»)] partial class Net;", "The value 7 is not a member of Initialization"),
        new(
            "MC0011",
            "[«Initialize(Initialization.PyTorch)»]\n[Input(2)]\n[Dense(1)]\npartial class Net;",
            "Add [Model]",
            "[Model]\n[Initialize(Initialization.PyTorch)]\n[Input(2)]\n[Dense(1)]\npartial class Net;"
        ),
        new("MC0014", "[Model][Input(2)][Dense(1, Activation.Elu, «Alpha = -1»)] partial class Net;", "Alpha is -1"),
        new(
            "MC0014",
            "[Model][Input(2)][Dense(1)][Activation(Activation.LeakyRelu, «Alpha = float.NaN»)] partial class Net;",
            "Alpha is NaN"
        ),
        new(
            "MC0014",
            "[Model][Input(2)][Dense(1, WeightInitializer = Initializer.Normal, «WeightInitializerValue = -0.5f»)] partial class Net;",
            "WeightInitializerValue is -0.5"
        ),
        new(
            "MC0014",
            "[Model][Input(2)][Dense(1, BiasInitializer = Initializer.Constant, «BiasInitializerValue = float.PositiveInfinity»)] "
                + "partial class Net;",
            "must be a finite number"
        ),
        new("MC0014", Small + "[Loss(Loss.Huber, «Delta = 0»)] partial class Net;", "above 0"),
        new(
            "MC0014",
            "[Model][Input(1, 8, 8)][Conv2D(2, 3, «Stride = 0»)] partial class Net;",
            "Stride is 0, but must be at least 1. Give it such a value, or leave it out for the default."
        ),
        new("MC0014", "[Model][Input(1, 8, 8)][Conv2D(2, 3, «Dilation = 0»)] partial class Net;", "Dilation is 0"),
        new(
            "MC0014",
            "[Model][Input(1, 8, 8)][Conv2D(«0», 3)] partial class Net;",
            "Channels is 0, but must be at least 1. Give it such a value."
        ),
        new("MC0014", "[Model][Input(1, 8, 8)][Conv2D(2, «0»)] partial class Net;", "Kernel"),
        new(
            "MC0014",
            "[Model][Input(1, 8, 8)][Conv2D(2, 3, «Padding = -2»)] partial class Net;",
            "Padding is -2, but must be at least 0, or Padding.Same"
        ),
        new("MC0014", "[Model][Input(1, 8, 8)][Conv2D(2, 3, «Groups = 0»)] partial class Net;", "Groups is 0"),
        new("MC0014", "[Model][Input(1, 8, 8)][ConvTranspose2D(2, «0»)] partial class Net;", "Kernel"),
        new(
            "MC0014",
            "[Model][Input(1, 8, 8)][ConvTranspose2D(2, 3, «Stride = 0»)] partial class Net;",
            "Stride is 0, but must be at least 1"
        ),
        new("MC0014", "[Model][Input(1, 8, 8)][ConvTranspose2D(2, 3, «Dilation = 0»)] partial class Net;", "Dilation is 0"),
        new(
            "MC0014",
            "[Model][Input(1, 8, 8)][ConvTranspose2D(2, 3, «Padding = Padding.Same»)] partial class Net;",
            "a transposed convolution has no Padding.Same"
        ),
        new(
            "MC0014",
            "[Model][Input(1, 8, 8)][ConvTranspose2D(2, 3, Stride = 2, «OutputPadding = 2»)] partial class Net;",
            "OutputPadding is 2, but must be at least 0 and below the larger of stride and dilation, 2"
        ),
        new("MC0014", "[Model][Input(1, 8, 8)][ConvTranspose2D(2, 3, «OutputPadding = -1»)] partial class Net;", "OutputPadding is -1"),
        new("MC0014", "[Model][Input(1, 8, 8)][MaxPool2D(2, «Padding = 2»)][Dense(1)] partial class Net;", "at most half the kernel"),
        new("MC0014", "[Model][Input(1, 8, 8)][ZeroPad(«0»)][Dense(1)] partial class Net;", "between 1 and"),
        new(
            "MC0014",
            "[Model][Input(2)][BatchNorm(«Epsilon = -1»)] partial class Net;",
            "Epsilon is -1, but must be a finite number above 0"
        ),
        new("MC0014", "[Model][Input(2)][BatchNorm(«Momentum = 1.5f»)] partial class Net;", "Momentum is 1.5, but must be from 0 to 1"),
        new("MC0014", "[Model][Input(2)][BatchNorm(«Momentum = float.NaN»)] partial class Net;", "Momentum is NaN"),
        new("MC0111", "[Model][Input(1, 1, 2, 2)][«BatchNorm»][Dense(1)] partial class Net;", "has the shape [1, 1, 2, 2]"),
        new(
            "MC0014",
            "[Model][Input(2)][LayerNorm(«Epsilon = 0»)] partial class Net;",
            "Epsilon is 0, but must be a finite number above 0"
        ),
        new("MC0014", "[Model][Input(2)][Dense(2)][RmsNorm(«Epsilon = float.NaN»)] partial class Net;", "Epsilon is NaN"),
        new("MC0014", "[Model][Input(2)][PRelu(«InitialSlope = float.PositiveInfinity»)] partial class Net;", "InitialSlope"),
        new(
            "MC0014",
            "[Model][Input(2)][Dropout(«1»)][Dense(1)] partial class Net;",
            "Rate is 1, but must be at least 0 and below 1. Give it such a value."
        ),
        new("MC0014", "[Model][Input(2)][Dense(2)][Dropout(«float.NaN»)] partial class Net;", "Rate is NaN"),
        new("MC0014", "[Model][Input(2)][Dense(2)][GaussianNoise(«-0.5f»)] partial class Net;", "StandardDeviation is -0.5"),
        new("MC0015", "[Model][Input(2)][Dense(1, «Name = \"out put\"»)] partial class Net;", "'out put'"),
        new(
            "MC0016",
            "[Model][Input(2)][Dense(3, Activation.Relu, Name = \"Hidden\")][Dense(1, «Name = \"hidden\"»)] partial class Net;",
            "would become the member 'Hidden'",
            "[Model][Input(2)][Dense(3, Activation.Relu, Name = \"Hidden\")][Dense(1, Name = \"hidden2\")] partial class Net;"
        ),
        new(
            "MC0016",
            "[Model][Input(2)][Dense(3, Activation.Relu, «Name = \"dense2\"»)][Dense(1)] partial class Net;",
            "Dense2",
            "[Model][Input(2)][Dense(3, Activation.Relu, Name = \"dense3\")][Dense(1)] partial class Net;"
        ),
        new(
            "MC0017",
            "[Model][Input(2)][Dense(1, «Name = \"predict\"»)] partial class Net;",
            "every model has a member of that name",
            "[Model][Input(2)][Dense(1, Name = \"predict2\")] partial class Net;"
        ),
        new(
            "MC0017",
            "[Model][Input(2)][Dense(1, «Name = \"net\"»)] partial class Net;",
            "the class has that name",
            "[Model][Input(2)][Dense(1, Name = \"net2\")] partial class Net;"
        ),
        new(
            "MC0017",
            "[Model][Input(2)][«Dense(1)»] partial class Net { int Dense1; }",
            "the class declares a member",
            "[Model][Input(2)][Dense(1, Name = \"dense2\")] partial class Net { int Dense1; }"
        ),
        new(
            "MC0017",
            "[Model][Input(2)][Dense(1, «Name = \"Activation\"»)] partial class Net;",
            "could then no longer name Activation",
            "[Model][Input(2)][Dense(1, Name = \"Activation2\")] partial class Net;"
        ),
        new(
            "MC0017",
            "[Model][Input(2)][Dense(1, «Name = \"Initialization\"»)][Initialize(Initialization.Keras)] partial class Net;",
            "could then no longer name Initialization",
            "[Model][Input(2)][Dense(1, Name = \"Initialization2\")][Initialize(Initialization.Keras)] partial class Net;"
        ),
        new(
            "MC0017",
            "[Model][Input(2)][Dense(2, «Name = \"Input\"»)][Dense(1)] partial class Net;",
            "layers read the input by that name",
            "[Model][Input(2)][Dense(2, Name = \"Input2\")][Dense(1)] partial class Net;"
        ),
        new(
            "MC0017",
            "[Model][Input(2)][Dense(1, «Name = \"to_string\"»)] partial class Net;",
            "every object",
            "[Model][Input(2)][Dense(1, Name = \"to_string2\")] partial class Net;"
        ),
        new("MC0018", Small + "partial class Net { public int «Parameters»; }", "'Parameters'"),
        new("MC0018", Small + "partial class Net { float[] «_parameters» = []; }", "'_parameters'"),
        new(
            "MC0018",
            Small + "partial class Net { public float[] «Predict»(ReadOnlySpan<float> x) => []; }",
            "'Predict(ReadOnlySpan<float>)'"
        ),
        new("MC0018", Small + "partial class Net { public «Net»(ulong seed) => Console.WriteLine(seed); }", "'Net(ulong)'"),
        new(
            "MC0018",
            Small + "[Weights(\"small.safetensors\")] partial class Net { public static void «CreateTrained»() { } }",
            "'CreateTrained()'"
        ),
        new("MC0019", Small + "partial class «Predict»;", "Give the class another name"),
        new(
            "MC0020",
            "[Model][Input(2)][Dense(3, Activation.Relu, Name = \"a\")][Add(«\"b\"»)] partial class Net;",
            "'add1' reads 'b', but there is no such layer. Name one of those above it: 'input', 'a'"
        ),
        new("MC0020", "[Model][Input(2)][Dense(3, «From = \"\"»)] partial class Net;", "reads ''"),
        new("MC0020", "[Model][Input(2)][Dense(2)][Concat(«null!»)] partial class Net;", "reads ''"),
        new(
            "MC0020",
            "[Model][Input(2)][Dense(2, Name = \"a\")][Add(\"a\", «null»)] partial class Net;",
            "'add1' reads '', but there is no such layer. Name one of those above it: 'input', 'a'"
        ),
        new(
            "MC0020",
            "[Model][Input(2)][Dense(2, Name = \"a\")][Multiply(\"a\", \"input\", «null»)] partial class Net;",
            "'multiply1' reads ''"
        ),
        new("MC0020", "[Model][Input(2)][Dense(2, Name = \"a\")][Concat(\"a\", «others: null»)] partial class Net;", "'concat1' reads ''"),
        new(
            "MC0020",
            "[Model][Input(2)][Dense(2, Activation.Relu, Name = \"a\")][Add(\"a\", «\"b\"», \"input\")] partial class Net;",
            "'add1' reads 'b'"
        ),
        new(
            "MC0020",
            "[Model][Input(2)][Dense(2, Activation.Relu, Name = \"a\")][Add(«\"b\"», From = \"input\")] partial class Net;",
            "'add1' reads 'b'"
        ),
        new(
            "MC0020",
            "[Model][Input(2)][Dense(2, Activation.Relu, Name = \"a\")][Add(\"a\", «From = \"b\"»)] partial class Net;",
            "'add1' reads 'b'"
        ),
        new(
            "MC0021",
            "[Model][Input(2)][Dense(3, Activation.Relu, «From = \"B\"»)][Dense(3, Name = \"b\")] partial class Net;",
            "'dense1' reads 'b', which does not stand above it. Layers run from top to bottom: move 'b' up, or read another layer"
        ),
        new(
            "MC0021",
            "[Model][Input(2)][Dense(3)][Multiply(«\"multiply1\"»)] partial class Net;",
            "a layer cannot read itself; name another layer"
        ),
        new(
            "MC0021",
            "[Model][Input(2)][Dense(3, Activation.Relu, Name = \"a\", «From = \"c\"»)][Dense(3, Activation.Relu, Name = \"b\", "
                + "From = \"a\")][Add(\"b\", Name = \"c\")] partial class Net;",
            "since 'c' itself needs 'a', read another layer"
        ),
        new(
            "MC0022",
            "[Model][Input(2)][«Dense(3, Activation.Relu)»][Dense(3, From = \"input\")] partial class Net;",
            "the output of 'dense1'"
        ),
        .. BlockCases.Rows,
        .. WindowCases.Rows,
        new(
            "MC0035",
            "[Model][«Block»][Input(2)][Dense(1)] partial class Net;",
            "'Net' is marked [Model] and [Block]. Remove [Block]: a model can be used as a block as it is"
        ),
        new(
            "MC0035",
            "[«Block»]\n[Model]\n[Dense(2 * Block.Units)]\npartial class Net;\n[Model][Input(2)][Use<Net>] partial class Other;",
            "Or remove [Model], for layers that only other models use"
        ),
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
            "'input' of shape [1, 4, 5] and 'dense1' of shape [4], but their shapes may differ only in the first dimension"
        ),
        new(
            "MC0121",
            "[Model][Input(2, 3)][«Reshape(4, 2)»] partial class Net;",
            "'reshape1' receives the shape [2, 3] of 6 values and cannot give it the shape [4, 2]"
        ),
        new("MC0121", "[Model][Input(4)][«Reshape(-2, -2)»][Dense(1)] partial class Net;", "the shape [-2, -2]"),
        new("MC0121", "[Model][Input(1)][«Reshape»][Dense(1)] partial class Net;", "the shape []"),
        new("MC0121", "[Model][Input(1)][«Reshape(null!)»][Dense(1)] partial class Net;", "the shape []"),
        .. AxisCases.Rows,
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
            "[Model][Input(2)][Dense(activation: «Activation.Softmax», units: 3)][Loss(Loss.BinaryCrossEntropy)] partial class Net;".Replace(
                "activation: «Activation.Softmax»",
                "«activation: Activation.Softmax»"
            ),
            "the loss to CategoricalCrossEntropy",
            "[Model][Input(2)][Dense(activation: Activation.Sigmoid, units: 3)][Loss(Loss.BinaryCrossEntropy)] partial class Net;"
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
            "MeanSquaredError has no threshold",
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
                + "one class of the whole image put [GlobalAvgPool] or [Dense] before it; for the channels of each pixel, [Softmax(Axis = 0)]; if all values are meant, [Flatten]"
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

    public static TheoryData<DiagnosticCase> All { get; } = [.. Rows];
}
