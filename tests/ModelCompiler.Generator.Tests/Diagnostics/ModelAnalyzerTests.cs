using System.Globalization;
using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Diagnostics;

public sealed class ModelAnalyzerTests
{
    [Theory]
    [MemberData(nameof(DiagnosticCases.All), MemberType = typeof(DiagnosticCases))]
    public async Task One_mistake_is_one_squiggle(DiagnosticCase row)
    {
        string source = MarkedSource.Clean(row.Source);
        Diagnostic diagnostic = Assert.Single(await AnalyzerRun.Of(source));

        Assert.Equal(row.Id, diagnostic.Id);
        Assert.Equal(row.Source, MarkedSource.Mark(source, diagnostic.Location.SourceSpan));
        string message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        Assert.Contains(row.Message, message);
        Assert.EndsWith(".", message);
    }

    [Theory]
    [MemberData(nameof(DiagnosticCases.All), MemberType = typeof(DiagnosticCases))]
    public async Task An_error_is_a_stub_and_anything_less_is_a_model(DiagnosticCase row)
    {
        string source = MarkedSource.Clean(row.Source);
        Diagnostic diagnostic = Assert.Single(await AnalyzerRun.Of(source));
        GeneratorRun run = GeneratorRun.Of(source);
        // A model must be whole to be trained anew when its file of weights does not fit.
        bool isBroken = diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Descriptor.Category != "ModelCompiler.Weights";

        if (isBroken)
            Assert.Equal(diagnostic.Id is "MC0001" or "MC0002" ? "CS0260" : diagnostic.Id, Assert.Single(run.BuildDiagnostics).Id);
        else
            Assert.Empty(run.BuildDiagnostics);
        if (isBroken)
            Assert.All(run.Sources.Values, text => Assert.Contains("BrokenModel.Error()", text));
        else
            Assert.All(run.Sources.Values, text => Assert.DoesNotContain("BrokenModel.Error()", text));
    }

    [Theory]
    [InlineData(
        "[Model][Input(784)][Dense(128, Activation.Relu)][Dense(10, Activation.Softmax)][Loss(Loss.CategoricalCrossEntropy)] "
            + "public sealed partial class Net;"
    )]
    [InlineData(
        "[Model][Input(2)][Dense(4, Activation.Tanh)][Dense(1, Activation.Sigmoid)][Loss(Loss.BinaryCrossEntropy)] partial class Net;"
    )]
    [InlineData(
        "[Model][Input(2)][Dense(4, Activation.LeakyRelu, Alpha = 0, Name = \"in\")][Dense(1, Name = "
            + "\"class\")][Loss(Loss.Huber, Delta = 0.5f)] partial class Net;"
    )]
    [InlineData(
        "[Model][Input(1, 28, 28)][Dense(30, WeightInitializer = Initializer.Normal, WeightInitializerValue = 0.1f)] partial class Net;"
    )]
    [InlineData(
        "[Model][Input(2)][Dense(4)][Activation(Activation.Elu, Alpha = "
            + "2)][Dense(3)][Activation(Activation.Softmax)][Loss(Loss.CategoricalCrossEntropy)] partial class Net;"
    )]
    [InlineData(
        "[Model][Input(2)][Dense(4, Activation.Softmax)] partial class Net { public float[] Predict(string text) => []; "
            + "private Net(string file) : this() { _ = file; } }"
    )]
    [InlineData("abstract class Base { protected Base() { } } [Model, Obsolete, Input(2), Dense(4)] partial class Net : Base;")]
    [InlineData("[Model][Input(2)][Dense(1)][Weights(\"small.safetensors\")] partial class Net;")]
    [InlineData("[Model][Input(2)][Dense(4)] partial class Net { public static Net CreateTrained() => new(1); }")]
    [InlineData("[Model][Input(2)][Dense(4)] partial class Net; partial class Net : IDisposable { public void Dispose() { } }")]
    [InlineData("[Model][Input(99)][Dense(1)] partial class Net;")]
    [InlineData("[Model][Input(201)][Dense(1)] partial class Net;")]
    [InlineData("[Model][Input(120)][Dense(17, Activation.Relu)][Dense(1)] partial class Net;")]
    [InlineData("[Model][Input(120)][Scale][Dense(4)] partial class Net;")]
    [InlineData("[Model][Input(3)][Standardize][Dense(4)] partial class Net;")]
    [InlineData("[Model][Input(1, 3, 3)][Standardize(Name = \"scale\")][Flatten][Standardize] partial class Net;")]
    [InlineData("[Model][Input(2)][Dense(3, Activation.Relu)][Dropout(0.5f)][Add(\"dense1\")][Loss(Loss.Huber)] partial class Net;")]
    [InlineData(
        "[Model][Input(1, 8, 8)][Conv2D(1, 3)][Flatten][Activation(Activation.Softmax)][Reshape(1, 6, "
            + "6)][Multiply(\"conv2d1\")] partial class Net;"
    )]
    [InlineData("[Model][Input(1, 8, 8)][Conv2D(1, 3, Activation.Softmax)] partial class Net;")]
    [InlineData("[Model][Input(1, 3, 3)][Conv2D(10, 3, Activation.Softmax)][Loss(Loss.CategoricalCrossEntropy)] partial class Net;")]
    public async Task A_right_declaration_gets_nothing(string source) => Assert.Empty(await AnalyzerRun.Of(source));

    [Theory]
    [InlineData("[Model][Input(\"two\")][Dense(1)] partial class Net;")]
    [InlineData("[Model][Inptu(2)][Dense(1)] partial class Net;")]
    [InlineData("[Model][Input(2)][Dens(1)] partial class Net;")]
    [InlineData("[Model][Input(2)][Dense()] partial class Net;")]
    public async Task What_the_C_sharp_compiler_rejects_is_left_to_it(string source)
    {
        Assert.Empty(await AnalyzerRun.Of(source));
        IReadOnlyList<Diagnostic> errors = GeneratorRun.Of(source, "class Use { object Net = new Net(1); }").CompilerDiagnostics();
        Assert.NotEmpty(errors);
        Assert.All(errors, error => Assert.Equal("File0.cs", error.Location.SourceTree!.FilePath));
    }

    [Fact]
    public async Task A_warning_can_be_suppressed_by_a_pragma()
    {
        const string Declaration = "[Model][Input(2)]\n[Dense(3)]\n[Dense(1)] partial class Net;";
        Assert.Single(await AnalyzerRun.Of(Declaration));
        Assert.Empty(await AnalyzerRun.Of("#pragma warning disable MC0301\n" + Declaration));
    }

    [Fact]
    public async Task Every_wrong_value_is_reported()
    {
        IReadOnlyList<Diagnostic> diagnostics = await AnalyzerRun.Of(
            Compilations.Create(
                "[Model][Input(2)][Dense(3, (Activation)99, WeightInitializer = (Initializer)50, BiasInitializer = "
                    + "(Initializer)51)][Dense(1, (Activation)98)][Loss((Loss)97)] partial class Net;"
            )
        );
        Assert.All(diagnostics, diagnostic => Assert.Equal("MC0013", diagnostic.Id));
        Assert.Equal(
            ["99", "50", "51", "98", "97"],
            diagnostics.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture).Split(' ')[2])
        );
    }

    [Fact]
    public async Task Attributes_in_another_file_are_found_there()
    {
        IReadOnlyList<Diagnostic> diagnostics = await AnalyzerRun.Of(
            Compilations.Create("[Model][Input(2)] partial class Net;", "[Dense(1)] partial class Net;")
        );
        Diagnostic diagnostic = Assert.Single(diagnostics);
        Assert.Equal("MC0010", diagnostic.Id);
        Assert.Equal("File1.cs", diagnostic.Location.SourceTree!.FilePath);
    }
}
