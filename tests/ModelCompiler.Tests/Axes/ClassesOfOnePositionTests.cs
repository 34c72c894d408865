using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Axes;

/// <summary>
/// A softmax over the axis of the channels where there is one position: it is of the whole sample, and exact with the loss of classes.
/// </summary>
public sealed class ClassesOfOnePositionTests
{
    private static readonly Dictionary<string, string> s_layers = new()
    {
        ["OfVector"] = "[Input(3)][Softmax(Axis = 0)]",
        ["OfVectorFromTheEnd"] = "[Input(3)][Softmax(Axis = -1)]",
        ["OfPixel"] = "[Input(3, 1, 1)][Softmax(Axis = 0)]",
        ["OfStep"] = "[Sequence(1, 3)][Softmax]",
        ["OfFlatStep"] = "[Sequence(1, 3)][Activation(Activation.Softmax)][Flatten]",
        ["OfFurtherDimensions"] = "[Input(3, 1, 1, 1)][Softmax(Axis = 0)]",
    };

    public static TheoryData<string> Names => [.. s_layers.Keys];

    private static ModelAssembly Models =>
        ModelAssembly.Of(
            "classes of one position",
            () =>
                s_layers.Select(layers =>
                    $"/// <summary>Classes.</summary>\n[Model]{layers.Value}[Loss(Loss.CategoricalCrossEntropy)]\n"
                    + $"public sealed partial class {layers.Key};\n"
                )
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void A_thousand_is_exact(string name)
    {
        BatchGradient result = Models.Create(name).Gradient([1000f, -1000f, 0f], Targets.OfClasses([1], 3));
        Assert.Equal(2000, result.Loss);
        Assert.Equal([1, -1, 0], result.InputGradient);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Probabilities_are_those_of_the_sample(string name)
    {
        double[] powers = [Math.Exp(1), Math.Exp(-2), Math.Exp(0.5)];
        double[] expected = Array.ConvertAll(powers, power => power / powers.Sum());
        Close.ToEach(expected, Models.Create(name).Predict([1f, -2f, 0.5f]), 1e-6, 0, "probabilities");
    }
}
