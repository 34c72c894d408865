using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Weights;

public sealed class WeightsTests
{
    private const string Small = "[Model][Input(2)][Dense(1)] ";

    [Fact]
    public void The_model_creates_itself_from_the_file()
    {
        GeneratorRun run = GeneratorRun.Of(
            Small + "[Weights(\"it's \\\"1\\\".safetensors\")] partial class Net;",
            "class Use { Net Ready = Net.CreateTrained(); }"
        );
        Assert.Empty(run.CompilerDiagnostics());
        Assert.Contains(
            "EmbeddedWeights.Create<Net>(typeof(Net).Assembly, \"it's \\\"1\\\".safetensors\")",
            Assert.Single(run.Sources).Value
        );
    }

    [Fact]
    public void Without_weights_there_is_no_such_member() =>
        Assert.DoesNotContain("CreateTrained", Assert.Single(GeneratorRun.Of(Small + "partial class Net;").Sources).Value);

    [Fact]
    public void A_broken_model_still_has_the_member()
    {
        GeneratorRun run = GeneratorRun.Of(
            "[Model][Input(2)][Dense(0)][Weights(\"small.safetensors\")] partial class Net;",
            "class Use { Net Ready = Net.CreateTrained(); }"
        );
        Assert.Empty(run.CompilerDiagnostics());
        Assert.Contains("BrokenModel.Error()", Assert.Single(run.Sources).Value);
    }

    [Fact]
    public async Task A_broken_model_is_not_compared_with_its_file()
    {
        Diagnostic diagnostic = Assert.Single(
            await AnalyzerRun.Of("[Model][Input(2)][Dense(0)][Weights(\"other.safetensors\")] partial class Net;")
        );
        Assert.Equal("MC0103", diagnostic.Id);
    }

    [Fact]
    public async Task A_pragma_lets_the_model_be_trained_anew() =>
        Assert.Empty(
            await AnalyzerRun.Of(
                Compilations.Create(
                    "#pragma warning disable MC0504\n[Model][Input(3)][Dense(1)][Weights(\"small.safetensors\")] partial class Net;"
                )
            )
        );

    [Theory]
    [InlineData("build_property.RunAnalyzers = false", "MC0501")]
    [InlineData("build_property.RunAnalyzersDuringBuild = False", "MC0501")]
    [InlineData("build_property.RunAnalyzers = true\nbuild_property.RunAnalyzersDuringBuild = false", null)]
    [InlineData("build_property.RunAnalyzers =", null)]
    public void Where_analyzers_are_off_the_generator_says_that_a_file_is_missing(string options, string? id)
    {
        const string Missing = Small + "[Weights(\"smal.safetensors\")] partial class Net;";
        Diagnostic? diagnostic = Unanalysed(Missing, options).SingleOrDefault();
        Assert.Equal(id, diagnostic?.Id);
        if (diagnostic is not null)
        {
            Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
            Assert.Equal(
                "\"smal.safetensors\"",
                Missing.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)
            );
        }
    }

    [Fact]
    public void Without_analyzers_a_misfit_is_told_too_a_fit_is_not_and_a_pragma_closes_it()
    {
        const string Off = "build_property.RunAnalyzers = false";
        Assert.Empty(Unanalysed(Small + "[Weights(\"small.safetensors\")] partial class Net;", Off));
        const string Misfit = "[Model][Input(3)][Dense(1)][Weights(\"small.safetensors\")] partial class Net;";
        Assert.Equal("MC0504", Assert.Single(Unanalysed(Misfit, Off)).Id);
        Assert.Empty(Unanalysed("#pragma warning disable MC0504\n" + Misfit, Off));
        Assert.Equal("MC0103", Assert.Single(Unanalysed(Misfit.Replace("Dense(1)", "Dense(0)", StringComparison.Ordinal), Off)).Id);
    }

    private static IEnumerable<Diagnostic> Unanalysed(string source, string options)
    {
        GeneratorDriver driver = GeneratorRun
            .NewDriver()
            .AddAdditionalTexts([.. WeightsFile.Standard])
            .WithUpdatedAnalyzerConfigOptions(new BuildProperties(options));
        return driver.Run(Compilations.Create(source)).Diagnostics.Where(diagnostic => !diagnostic.IsSuppressed);
    }

    [Fact]
    public async Task A_project_without_weights_lists_none()
    {
        Diagnostic diagnostic = Assert.Single(
            await AnalyzerRun.Of(Compilations.Create(Small + "[Weights(\"small.safetensors\")] partial class Net;"), [])
        );
        Assert.Contains("model weights of the project. Add", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task What_belongs_beside_parameters_is_not_unexpected()
    {
        const string Header =
            """{"dense1.weight":{"dtype":"F32","shape":[1,2]},"dense1.bias":{"dtype":"F32","shape":[1]},"extras:number:threshold":{"dtype":"F64","shape":[]},"norm.num_batches_tracked":{"dtype":"I64","shape":[]}}""";
        var file = new WeightsFile("/obj/small.safetensors.header", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Header)));
        Assert.Empty(await AnalyzerRun.Of(Compilations.Create(Small + "[Weights(\"small.safetensors\")] partial class Net;"), [file]));
    }

    [Fact]
    public async Task Text_that_is_no_Base64_is_unreadable()
    {
        var file = new WeightsFile("C:\\obj\\ModelWeights\\small.safetensors.header", "{ }");
        Diagnostic diagnostic = Assert.Single(
            await AnalyzerRun.Of(Compilations.Create(Small + "[Weights(\"small.safetensors\")] partial class Net;"), [file])
        );
        Assert.Equal("MC0502", diagnostic.Id);
    }
}
