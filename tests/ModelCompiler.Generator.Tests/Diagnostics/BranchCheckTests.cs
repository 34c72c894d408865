using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Diagnostics;

/// <summary>What the checks think of networks that are more than chains of dense layers.</summary>
public sealed class BranchCheckTests
{
    [Theory]
    [InlineData("[Dense(8, Name = \"a\")][Dense(8, Activation.Sigmoid, From = \"input\")][Multiply(\"A\")]")]
    [InlineData("[Dense(8, Activation.Tanh, Name = \"h\")][Dense(8)][Add(\"h\")][Dense(8)]")]
    [InlineData("[Dense(8)][LayerNorm][Dense(4)]")]
    [InlineData("[Dense(8)][PRelu][Dropout(0.5f)][Dense(4)]")]
    [InlineData("[Dense(8, Activation.Softmax)][Multiply(\"input\")][Dense(4)]")]
    [InlineData("[Dense(8, Activation.Softmax)][Reshape(2, 4)][Flatten][Loss(Loss.CategoricalCrossEntropy)]")]
    [InlineData("[Dense(8, Activation.Sigmoid)][Flatten][Loss(Loss.BinaryCrossEntropy)]")]
    public async Task Usual_networks_raise_nothing_and_compile(string layers)
    {
        Compilation compilation = Compilations.Create($"[Model][Input(8)]{layers} partial class Net;");
        Assert.Empty(await AnalyzerRun.Of(compilation));
        GeneratorRun run = GeneratorRun.Of(compilation);
        Assert.Empty(run.Diagnostics);
        Assert.DoesNotContain(run.CompilerDiagnostics(DiagnosticSeverity.Warning), found => found.Id != "CS1591");
    }

    [Theory]
    [InlineData("[LayerNorm]", "layer_norm1")]
    [InlineData("[Scale]", "scale1")]
    [InlineData("[Add(\"dense1\", \"dense1\")]", "add1")]
    public async Task What_follows_a_softmax_hides_it_and_has_no_activation_to_change(string layer, string name)
    {
        Diagnostic diagnostic = Assert.Single(
            await AnalyzerRun.Of(
                Compilations.Create(
                    $"[Model][Input(8)][Dense(3, Activation.Softmax)]{layer}[Loss(Loss.CategoricalCrossEntropy)] partial class Net;"
                )
            )
        );
        Assert.Equal("MC0201", diagnostic.Id);
        Assert.Contains($"'{name}' is linear", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.DoesNotContain("Activation", diagnostic.Properties.Keys);
    }

    [Fact]
    public void A_model_without_a_loss_has_no_backward_pass()
    {
        const string Layers = "[Model][Input(8)][Dense(40, Activation.Gelu)][Dropout(0.5f)][LayerNorm][Dense(4)]";
        string predicts = GeneratorRun.Of(Layers + " partial class Net;").Sources["Net.g.cs"],
            learns = GeneratorRun.Of(Layers + "[Loss(Loss.Huber)] partial class Net;").Sources["Net.g.cs"];
        foreach (string mark in new[] { "WeightGradient", "Normalization.Gradient", "Noise.Dropout", "_randomState", "_workspace" })
        {
            Assert.DoesNotContain(mark, predicts);
            Assert.Contains(mark, learns);
        }

        Assert.True(predicts.Length < 0.7 * learns.Length);
    }
}
