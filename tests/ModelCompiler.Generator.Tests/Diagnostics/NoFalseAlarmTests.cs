using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Diagnostics;

/// <summary>Declarations that look unusual and are meant: nothing is said about them.</summary>
public sealed class NoFalseAlarmTests
{
    [Theory]
    [InlineData("[Input(20)][Dense(16, Activation.Tanh)][Dense(5)][Dense(16, Activation.Tanh)][Dense(20)]")] // an autoencoder's code
    [InlineData("[Input(20)][Dense(5, Name = \"Code\")][Dense(20)]")]
    [InlineData("[Input(8, 6, 6)][Conv2D(2, 1)][Conv2D(8, 3, Padding = 1)]")]
    [InlineData("[Input(1, 28, 28)][MaxPool2D(2)]")] // no parameters at all
    [InlineData("[Input(1, 28, 28)][AvgPool2D(2)][Flatten]")]
    [InlineData("[Input(4)][Activation(Activation.Swish)]")]
    [InlineData("[Input(4)][Dense(8, Activation.Relu, Name = null)][Dropout(0.3)][Dense(2)]")]
    public async Task Nothing_is_said(string layers) =>
        Assert.Empty(await AnalyzerRun.Of("[Model]" + layers + "[Loss(Loss.MeanSquaredError)] public sealed partial class Net;"));

    [Theory]
    [InlineData("[Input(16)][Dense(16)][Dense(16)]")] // as wide as its input: the product has every rank
    [InlineData("[Input(20)][Dense(5)][Dense(5)]")] // one layer of 5 is the same and cheaper
    [InlineData("[Input(5)][Dense(16)][Dense(20)]")]
    public async Task Layers_that_are_no_bottleneck_are_still_told(string layers)
    {
        string source = "[Model]" + layers + "[Loss(Loss.MeanSquaredError)] public sealed partial class Net;";
        Diagnostic warning = Assert.Single(await AnalyzerRun.Of(source));
        Assert.Equal("MC0301", warning.Id);
    }
}
