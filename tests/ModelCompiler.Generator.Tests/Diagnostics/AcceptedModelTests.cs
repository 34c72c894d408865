using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Diagnostics;

/// <summary>What the checker accepts, the compiler turns into code without warnings.</summary>
public sealed class AcceptedModelTests
{
    private static readonly string[] _names =
    [
        .. SyntaxFacts.GetKeywordKinds().Select(SyntaxFacts.GetText).Where(text => text.All(char.IsLower) && text != "equals"),
        "x",
        "y",
        "i",
        "n",
        "weight",
        "hidden_input",
        "inputs",
        "outputs",
        "output",
        "samples",
        "sample",
        "workspace",
        "targets",
        "seed",
        "name",
        "span",
        "system",
        "math",
        "Vector",
        "TVector",
        "lanes",
        "größe",
        "名前",
        "Net1",
        "net_1",
        "Microsoft",
        "Console",
        "Object",
        "model",
        "batch",
        "passes",
        "sum",
        "loss1",
        "index",
        "row",
        "column",
        "value",
        "bias",
        "_leading",
    ];

    [Fact]
    public async Task Any_name_that_is_accepted_compiles()
    {
        foreach (string[] names in _names.Chunk(20))
        {
            string source = string.Concat(
                names.Select(
                    (name, index) =>
                        $"namespace N{index} {{ [Model][Input(5)][Dense(4, Activation.Tanh, Name = \"{name}\")][Dense(40, "
                        + $"Activation.Gelu)][Dense(3)][Loss(Loss.Huber)] partial class Net; }}\n"
                )
            );
            await AssertCleanAsync(source);
        }
    }

    [Theory]
    [InlineData("[Model][Input(5)][Dense(4)] public partial class @class;")]
    [InlineData(
        "namespace A.@namespace { partial struct @struct { internal partial interface IOuter { [Model][Input(5)][Dense(4)] "
            + "protected sealed partial class Net; } } }"
    )]
    [InlineData("namespace System { [Model][Input(5)][Dense(4)] partial class Span; }")]
    [InlineData(
        "namespace Mine.ModelCompiler { "
            + "[global::ModelCompiler.Model][global::ModelCompiler.Input(5)][global::ModelCompiler.Dense(4)] partial class Net; }"
    )]
    [InlineData(
        "namespace A { [Model][Input(5)][Dense(4)] partial class Net; } namespace a { [Model][Input(5)][Dense(4)] partial class Net; }"
    )]
    [InlineData(
        "namespace A { partial class B_C { [Model][Input(5)][Dense(4)] partial class D; } partial class B { "
            + "[Model][Input(5)][Dense(4)] partial class C_D; } }"
    )]
    [InlineData(
        "namespace A_B { [Model][Input(5)][Dense(4)] partial class C; } namespace A { [Model][Input(5)][Dense(4)] partial class B_C; }"
    )]
    [InlineData("[Model][Input(1)][Activation(Activation.Softplus)][Activation(Activation.Elu, Alpha = 0)] partial class Net;")]
    [InlineData(
        "[Model][Input(5)][Dense(4, WeightInitializer = Initializer.Constant, WeightInitializerValue = "
            + "-1e-30f)][Loss(Loss.Huber, Delta = 1e30f)] partial class Net;"
    )]
    public Task Any_place_that_is_accepted_compiles(string source) => AssertCleanAsync(source);

    [Fact]
    public async Task Every_legal_pair_of_activation_and_loss_compiles()
    {
        var declarations = new List<string>();
        Loss[] losses = [.. Enum.GetValues<Loss>().Where(loss => loss is not (Loss.Custom or Loss.ConnectionistTemporalClassification))];
        foreach (Activation activation in Enum.GetValues<Activation>())
        foreach (Loss loss in losses.Where(loss => loss <= Loss.SparseCategoricalCrossEntropy || activation == Activation.Softplus))
            declarations.Add(
                $"[Model][Input(5)][Dense(4, Activation.{activation}{Numbers(activation)})][Loss(Loss.{loss})] "
                    + $"partial class Net{activation}{loss};\n"
            );
        Compilation compilation = Compilations.Create([.. declarations]);
        var wrong = (await AnalyzerRun.Of(compilation))
            .Where(found => found.Severity == DiagnosticSeverity.Error)
            .Select(found => found.Location.SourceTree!.FilePath)
            .ToHashSet();
        string[] legal = [.. declarations.Where((_, index) => !wrong.Contains($"File{index}.cs"))];

        // Each cross-entropy has one activation; every other loss takes all of them.
        Assert.Equal((Enum.GetValues<Activation>().Length * 4) + 3 + (losses.Length - 8), legal.Length);
        GeneratorRun run = GeneratorRun.Of(legal);
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.CompilerDiagnostics(DiagnosticSeverity.Warning));
    }

    private static string Numbers(Activation activation) =>
        activation switch
        {
            Activation.Clip => ", Minimum = -1",
            Activation.Threshold => ", Threshold = 0.5, ThresholdValue = 0",
            _ => "",
        };

    private static async Task AssertCleanAsync(string source)
    {
        Compilation compilation = Compilations.Create(source);
        var broken = (await AnalyzerRun.Of(compilation)).Where(found => found.Severity == DiagnosticSeverity.Error).ToList();
        Assert.Empty(broken);
        GeneratorRun run = GeneratorRun.Of(compilation);
        Assert.Empty(run.Diagnostics);
        Assert.DoesNotContain(run.CompilerDiagnostics(DiagnosticSeverity.Warning), found => found.Id != "CS1591");
    }
}
