namespace ModelCompiler.Generator.Tests.Diagnostics;

/// <summary>The rows of <see cref="DiagnosticCases"/> about the attributes of a model and their arguments.</summary>
internal static class DeclarationCases
{
    private const string Small = DiagnosticCases.Small;

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
    ];
}
