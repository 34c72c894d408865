using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Conformance;

/// <summary>Outputs so far from zero that a sigmoid or a softmax rounds to 0 or 1: losses and gradients stay exact.</summary>
public sealed class SaturationTests
{
    private static ModelAssembly Models =>
        ModelAssembly.Of(
            "saturation",
            () =>
                [
                    new Network("Categorical", 3, [new Activate(Activation.Softmax)], Loss.CategoricalCrossEntropy),
                    new Network("CategoricalDense", 1, [new Dense(3, Activation.Softmax)], Loss.CategoricalCrossEntropy),
                    new Network("Binary", 3, [new Activate(Activation.Sigmoid)], Loss.BinaryCrossEntropy),
                    new Network("Focal", 3, [new Activate(Activation.Sigmoid)], Loss.BinaryFocal),
                    new Network("FocalDense", 1, [new Dense(3, Activation.Sigmoid)], Loss.BinaryFocal),
                    new Network("BinaryDense", 1, [new Dense(3, Activation.Sigmoid)], Loss.BinaryCrossEntropy),
                ]
        );

    [Theory]
    [InlineData(0, 0f, 0f, 0f, 0f)]
    [InlineData(1, 2000f, 1f, -1f, 0f)]
    [InlineData(2, 1000f, 1f, 0f, -1f)]
    public void Categorical_cross_entropy_of_a_thousand(int label, float loss, float first, float second, float third)
    {
        BatchGradient result = Models.Create("Categorical").Gradient([1000f, -1000f, 0f], Targets.OfClasses([label], 3));
        Assert.Equal(loss, result.Loss);
        Assert.Equal([first, second, third], result.InputGradient);
    }

    [Theory]
    [InlineData(1f, 0f, 1f, 0f, 0f, 0f, 0f)]
    [InlineData(0f, 1f, 0f, 3000f, 1f, -1f, 1f)]
    public void Binary_cross_entropy_of_a_thousand(float y0, float y1, float y2, float sum, float first, float second, float third)
    {
        BatchGradient result = Models.Create("Binary").Gradient([1000f, -1000f, 1000f], new Targets([y0, y1, y2]));
        Assert.Equal(sum / 3, result.Loss);
        Assert.Equal([first / 3, second / 3, third / 3], result.InputGradient);
    }

    // A positive target counts 0.25, a negative one 0.75.
    [Theory]
    [InlineData(1f, 0f, 1f, 0f, 0f, 0f, 0f)]
    [InlineData(0f, 1f, 0f, 1750f, 0.75f, -0.25f, 0.75f)]
    public void Focal_loss_of_a_thousand(float y0, float y1, float y2, float sum, float first, float second, float third)
    {
        BatchGradient result = Models.Create("Focal").Gradient([1000f, -1000f, 1000f], new Targets([y0, y1, y2]));
        Assert.Equal(sum / 3, result.Loss);
        Assert.Equal([first / 3, second / 3, third / 3], result.InputGradient);
    }

    [Theory]
    [InlineData("CategoricalDense")]
    [InlineData("FocalDense")]
    [InlineData("BinaryDense")]
    public void Weights_of_a_thousand(string name)
    {
        ICompiledModel model = Models.Create(name);
        model.Description.Parameter("dense1.weight").CopyFrom([1000f, -1000f, 500f], model.Parameters);
        BatchGradient result = model.Gradient([1f, -1f], new Targets([0f, 1f, 0f, 0f, 1f, 0f]));
        Assert.True(float.IsFinite(result.Loss) && result.Loss > 100);
        Assert.All(result.Gradient.Span.ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.All(result.InputGradient, value => Assert.True(float.IsFinite(value)));
        Assert.Contains(result.InputGradient, value => Math.Abs(value) > 100);
    }
}
