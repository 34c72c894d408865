using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Parsing;

/// <summary>Arguments that are taken from what is generated into models.</summary>
public sealed class SizesOfModelsTests
{
    private const string Encoder = "[Model][Input(8)][Dense(3)] public sealed partial class Encoder;\n";

    [Theory]
    [InlineData(Encoder + "[Model][Input(Encoder.OutputSize)][Dense(Encoder.InputSize)] partial class Net;", 3, 8)]
    [InlineData("[Model][Input(Encoder.OutputSize)][Dense(Encoder.InputSize)] partial class Net;\n" + Encoder, 3, 8)]
    [InlineData(Encoder + "[Model][Input(Encoder.OutputSize * 2 + 1)][Dense((int)(Encoder.InputSize / 2.0))] partial class Net;", 7, 4)]
    [InlineData(Encoder + "[Model][Input(Encoder.ParameterCount)][Dense(Encoder.OutputSize > 2 ? 5 : 6)] partial class Net;", 27, 5)]
    [InlineData(Encoder + "[Model][Input(2, Encoder.OutputSize)][Dense(2)] partial class Net;", 6, 2)]
    [InlineData(Encoder + "[Model][Input(shape: new[] { Encoder.OutputSize, 2 })][Dense(2)] partial class Net;", 6, 2)]
    [InlineData(
        Encoder
            + "[Model][Input(Middle.OutputSize)][Dense(2)] partial class Net; "
            + "[Model][Input(Encoder.OutputSize)][Dense(Encoder.InputSize * 2)] partial class Middle;",
        16,
        2
    )]
    [InlineData("[Model][Input(8)][Dense(3, Activation.Relu)][Dense(Net.InputSize)] partial class Net;", 8, 8)]
    [InlineData("[Model][Input(8)][Dense(3, Activation.Relu)][Dense(InputSize)] partial class Net;", 8, 8)]
    [InlineData("[Model][Input(8)][Dense(B.InputSize)] partial class Net; [Model][Input(5)][Dense(Net.InputSize)] partial class B;", 8, 5)]
    [InlineData(
        Encoder
            + "static class Sizes { public const int Code = Encoder.OutputSize, Twice = 2 * Code; } "
            + "[Model][Input(Sizes.Twice)][Dense(2)] partial class Net;",
        6,
        2
    )]
    [InlineData("using E = Encoder;\n" + Encoder + "[Model][Input(E.OutputSize)][Dense(2)] partial class Net;", 3, 2)]
    [InlineData("using static Encoder;\n" + Encoder + "[Model][Input(8)][Dense(global::Encoder.OutputSize)] partial class Net;", 8, 3)]
    [InlineData("partial class Outer { " + Encoder + "} [Model][Input(Outer.Encoder.OutputSize)][Dense(2)] partial class Net;", 3, 2)]
    [InlineData("namespace A { " + Encoder + "} [Model][Input(A.Encoder.OutputSize)][Dense(2)] partial class Net;", 3, 2)]
    [InlineData(
        "partial class Outer { "
            + Encoder
            + "[Model][Input(Encoder.OutputSize)][Dense(2)] public partial class Inner; } "
            + "[Model][Input(Outer.Inner.InputSize)][Dense(Outer.Inner.OutputSize)] partial class Net;",
        3,
        2
    )]
    [InlineData(Encoder + "[Block][Dense(Encoder.OutputSize)] class Head; [Model][Input(8)][Use<Head>] partial class Net;", 8, 3)]
    [InlineData(
        Encoder
            + "[Model][Input(8)][Dense(4, Name = nameof(Encoder.Dense1))][Activation(Activation.Relu)][Dense(2, Name = "
            + "nameof(Encoder.Predict) + \"2\")] partial class Net;",
        8,
        2
    )]
    [InlineData(
        Encoder
            + "static class Shape<T> { public const int Size = Encoder.OutputSize; } [Model][Input(Shape<int>.Size)][Dense(2)] "
            + "partial class Net;",
        3,
        2
    )]
    public async Task They_are_known(string source, int input, int output)
    {
        Compilation compilation = Compilations.Create(source);
        GeneratorRun run = GeneratorRun.Of(compilation);
        Assert.Empty(run.BuildDiagnostics);
        Assert.Empty(await AnalyzerRun.Of(compilation));
        INamedTypeSymbol net = run.Output.Assembly.GetTypeByMetadataName("Net")!;
        Assert.Equal((input, output), (Constant(net, "InputSize"), Constant(net, "OutputSize")));
        Assert.DoesNotContain("BrokenModel", string.Concat(run.Sources.Values));
    }

    [Theory]
    [InlineData("[Model][Input(8)][Dense(Net.OutputSize)] partial class Net;", "MC0025")]
    [InlineData("[Model][Input(8)][Dense(Net.ParameterCount)] partial class Net;", "MC0025")]
    [InlineData("[Model][Input(Net.InputSize)][Dense(2)] partial class Net;", "MC0025")]
    [InlineData(
        "[Model][Input(8)][Dense(B.OutputSize)] partial class Net; [Model][Input(8)][Dense(Net.OutputSize)] partial class B;",
        "MC0025",
        "MC0025"
    )]
    [InlineData(
        "static class Sizes { public const int A = Net.OutputSize; } [Model][Input(8)][Dense(Sizes.A)] partial class Net;",
        "MC0025"
    )]
    [InlineData(Encoder + "[Model][Input(Encoder.OutputSize - 3)][Dense(2)] partial class Net;", "MC0102")]
    [InlineData(Encoder + "[Block][Dense(Encoder.OutputSize - 3)] class Head; [Model][Input(8)][Use<Head>] partial class Net;", "MC0103")]
    [InlineData(Encoder + "[Model][Input(Encoder.OutputSizes)][Dense(2)] partial class Net;", "CS0117")]
    [InlineData(
        Encoder
            + "[Model][Input(Encoder.OutputSize)][Dense(Missing)] partial class Net; [Model][Input(Net.OutputSize)][Dense(2)] "
            + "partial class B;",
        "CS0103"
    )]
    [InlineData("[Model][Input(0)][Dense(3)] partial class Net; [Model][Input(Net.OutputSize)][Dense(2)] partial class B;", "MC0102")]
    public void What_is_wrong_is_said_once(string source, params string[] ids) =>
        Assert.Equal(ids, GeneratorRun.Of(source).BuildDiagnostics.Select(error => error.Id));

    [Fact]
    public void An_edit_elsewhere_prints_no_text_again()
    {
        var before = Compilations.Create(Encoder + "[Model][Input(Encoder.OutputSize)][Dense(2)] partial class Net;", "class Other;");
        GeneratorDriver driver = GeneratorRun.NewDriver().Run(before).Driver;
        GeneratorRun run = driver.Run(
            before.ReplaceSyntaxTree(before.SyntaxTrees[1], Compilations.Parse("class Other { int added; }", "File1.cs"))
        );
        Assert.All(
            run.Result.Results[0].TrackedOutputSteps["SourceOutput"].SelectMany(step => step.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason)
        );
        Assert.Equal(2, run.Sources.Count);
    }

    private static int Constant(INamedTypeSymbol type, string name) => (int)((IFieldSymbol)type.GetMembers(name).Single()).ConstantValue!;
}
