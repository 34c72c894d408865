using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Parsing;

/// <summary>What layers are called in files, and numbers in attributes: what a declaration says besides its layers.</summary>
public sealed partial class LayerKeyTests
{
    private const string Stage = " [Block][Dense(Block.Units, Activation.Tanh, Key = \"conv.0\")][BatchNorm(Name = \"Norm\")] class Stage;";

    [Theory]
    [InlineData(
        "[Model][Input(2)][Dense(3, Activation.Relu, Name = \"Hidden\", Key = \"0\")][Dense(1, Key = \"stem.2\")] partial class Net;",
        "0.weight",
        "0.bias",
        "stem.2.weight",
        "stem.2.bias"
    )]
    [InlineData("[Model][Input(2)][Dense(1, Key = null)] partial class Net;", "dense1.weight", "dense1.bias")]
    [InlineData(
        "[Model][Input(2)][Use<Stage>(Key = \"layer1\", Repeat = 1)][Dense(1, Bias = false)] partial class Net;" + Stage,
        "layer1.0.conv.0.weight",
        "layer1.0.conv.0.bias",
        "layer1.0.norm.weight",
        "layer1.0.norm.bias",
        "layer1.0.norm.running_mean",
        "layer1.0.norm.running_var",
        "dense1.weight"
    )]
    [InlineData(
        "[Model][Input(2)][Use<Stage>(Key = \"\")][Dense(1, Bias = false)] partial class Net;" + Stage,
        "conv.0.weight",
        "conv.0.bias",
        "norm.weight",
        "norm.bias",
        "norm.running_mean",
        "norm.running_var",
        "dense1.weight"
    )]
    [InlineData(
        "[Model][Input(2)][Use<Outer>(Key = \"a.b\")] partial class Net; [Block][Use<Inner>(Key = \"\")][Use<Inner>(Key = "
            + "\"x\")] class Outer; [Block][Dense(2, Activation.Tanh, Bias = false)] class Inner;",
        "a.b.dense1.weight",
        "a.b.x.dense1.weight"
    )]
    public void Parameters_are_named_by_keys(string source, params string[] names)
    {
        GeneratorRun run = GeneratorRun.Of(source);
        Assert.Empty(run.BuildDiagnostics);
        Assert.Equal(names, Parameter().Matches(run.Sources["Net.g.cs"]).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public async Task A_file_of_weights_is_compared_by_keys()
    {
        AdditionalText file = WeightsFile.OfHeader(
            "net.safetensors",
            """{"0.bias":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"0.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[4,12]}}"""
        );
        Assert.Empty(
            await AnalyzerRun.Of(
                Compilations.Create("[Model][Input(2)][Dense(1, Key = \"0\")][Weights(\"net.safetensors\")] partial class Net;"),
                [file]
            )
        );
    }

    [Theory]
    [InlineData("Dropout(0.3)", "Dropout(0.3f)")]
    [InlineData("GaussianNoise(0.1)", "GaussianNoise(0.1f)")]
    [InlineData("BatchNorm(Momentum = 0.1, Epsilon = 1e-3)", "BatchNorm(Momentum = 0.1f, Epsilon = 1e-3f)")]
    [InlineData(
        "Dense(2, Activation.LeakyRelu, Alpha = 0.2, WeightInitializer = Initializer.Normal, WeightInitializerValue = 0.01)",
        "Dense(2, Activation.LeakyRelu, Alpha = 0.2f, WeightInitializer = Initializer.Normal, WeightInitializerValue = 0.01f)"
    )]
    [InlineData("PRelu(InitialSlope = 0.1)", "PRelu(InitialSlope = 0.1f)")]
    [InlineData("RmsNorm", "RmsNorm(Epsilon = 1.1920929e-7f)")]
    [InlineData("LayerNorm", "LayerNorm(Epsilon = 1e-5)")]
    public void A_number_is_the_same_in_both_precisions(string number, string single)
    {
        string Printed(string layer) =>
            Architecture()
                .Replace(
                    GeneratorRun.Of($"[Model][Input(2)][{layer}][Dense(1)][Loss(Loss.Huber, Delta = 0.7)] partial class Net;").Sources[
                        "Net.g.cs"
                    ],
                    ""
                );
        Assert.Equal(Printed(single), Printed(number));
    }

    [Fact]
    public void A_number_that_rounds_into_the_range_is_right() =>
        Assert.Empty(GeneratorRun.Of("[Model][Input(2)][BatchNorm(Momentum = 1.00000001)][Dense(1)] partial class Net;").BuildDiagnostics);

    [GeneratedRegex("^ +new\\(\\d+, \"([^\"]+)\", \\[", RegexOptions.Multiline)]
    private static partial Regex Parameter();

    // It holds what was written, defaults not.
    [GeneratedRegex("Architecture =(\\s+\"[^\"]*\"( \\+)?)+")]
    private static partial Regex Architecture();
}
