using System.Globalization;
using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Diagnostics;

/// <summary>A broken model gets a stub: the rest of the project compiles as if the model were right.</summary>
public sealed class BrokenModelTests
{
    private const string Use = """
        static class Use
        {
            static float Everything()
            {
                var net = new Net(seed: 1);
                Net other = Net.Create(2);
                net.MaxDegreeOfParallelism = 1;
                float[] output = net.Predict(new float[Net.InputSize]);
                net.Predict(output, output);
                int index = net.PredictClass(output) / Net.OutputSize / Net.ParameterCount;
                net.Parameters[0] = net.Parameter("dense1.weight")[index];
                return net.Gradient(output, output, output) + other.Gradient(output, [index], output) + Generic(net, output);
            }
            static float Generic<T>(T model, float[] output) where T : class, IModel<T> =>
                model.Loss(output, output) + model.Loss(output, [T.Description.InputSize]);
        }
        """;

    [Theory]
    [InlineData("[Model] internal partial class Net;")]
    [InlineData("[Model][Input] sealed partial class Net;")]
    [InlineData("[Model][Input(-1)][Dense(0)] partial class Net;")]
    [InlineData("[Model][Input(3)][Dense(2)][Loss(Loss.CategoricalCrossEntropy)] partial class Net;")]
    [InlineData("[Model][Input(3)][Dense(2, Name = \"Predict\")] partial class Net;")]
    [InlineData("[Model][Input(3)][Dense(2, Name = \"a\")][Dense(2, Name = \"A\")] partial class Net;")]
    [InlineData("[Model][Input(100000)][Dense(100000)][Dense(2)] partial class Net;")]
    [InlineData("[Model][Input(3)][Dense(2)][Loss((Loss)99)] partial class Net;")]
    public void The_rest_of_the_project_compiles(string declaration)
    {
        GeneratorRun run = GeneratorRun.Of(declaration, Use);
        Assert.All(run.Diagnostics, diagnostic => Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity));
        Assert.NotEmpty(run.Diagnostics);
        Assert.Empty(run.CompilerDiagnostics(DiagnosticSeverity.Warning));
        Assert.Empty(run.EditorDiagnostics(DiagnosticSeverity.Warning));
        Assert.Single(run.StubErrors);
    }

    [Theory]
    [InlineData("[Model][Input(3)][Dense(2)] sealed class Net;", "Net")]
    [InlineData("class Outer { [Model][Input(3)][Dense(2)] internal partial class Net; }", "Outer")]
    public void A_missing_partial_is_one_error_of_the_C_sharp_compiler(string declaration, string name)
    {
        GeneratorRun run = GeneratorRun.Of(declaration, Use.Replace("Net", name == "Net" ? "Net" : "Outer.Net"));
        Diagnostic error = Assert.Single(run.BuildDiagnostics);
        Assert.Equal("CS0260", error.Id);
        Assert.Equal(name, error.Location.SourceTree!.ToString()[error.Location.SourceSpan.Start..error.Location.SourceSpan.End]);
    }

    [Fact]
    public void A_failing_compilation_is_one_error_and_one_stub()
    {
        var generator = new ModelGenerator(spec =>
            spec.Name == "Net" ? throw new InvalidOperationException("first line\nsecond line") : "// fine"
        );
        GeneratorRun run = GeneratorRun
            .NewDriver(generator)
            .Run(
                Compilations.Create("[Model][Input(3)][Dense(2)] partial class Net; [Model][Input(3)][Dense(2)] partial class Other;", Use)
            );

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("MC0901", diagnostic.Id);
        Assert.Contains("'Net'", diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.Contains("first line second line", diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.Empty(run.CompilerDiagnostics());
        Assert.Equal("// fine", run.Sources["Other.g.cs"]);
    }

    [Fact]
    public void A_cancelled_compilation_is_no_error() =>
        Assert.Throws<OperationCanceledException>(() =>
            GeneratorRun
                .NewDriver(new ModelGenerator(_ => throw new OperationCanceledException()))
                .Run(Compilations.Create("[Model][Input(3)][Dense(2)] partial class Net;"), new CancellationToken(canceled: true))
        );
}
