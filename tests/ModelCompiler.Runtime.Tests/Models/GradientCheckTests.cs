using ModelCompiler.Runtime.Tests.Training;

namespace ModelCompiler.Runtime.Tests.Models;

using Classifier = TestNetwork<ThreeClasses>;

/// <summary>The check finds gradients right that are, and wrong ones wrong.</summary>
public class GradientCheckTests
{
    [Fact]
    public void Right_gradients_pass_by_far()
    {
        foreach (
            GradientCheckResult result in new[]
            {
                GradientCheck.Run(new Classifier(seed: 1), samples: int.MaxValue),
                GradientCheck.Run(new TestNetwork<YesOrNo>(seed: 1)),
                GradientCheck.Run(new TestNetwork<ThreeNumbers>(seed: 1)),
                GradientCheck.Run(new Classifier(seed: 1), TestData.ThreeClouds(10)),
            }
        )
        {
            Assert.True(result.Passed, result.ToString());
            Assert.InRange(result.Error, 0, 0.2 * GradientCheck.DefaultTolerance);
            Assert.True(result.Judged > 5 * result.Undecided, result.ToString());
            result.ThrowIfFailed();
        }

        Assert.Equal(51, GradientCheck.Run(new Classifier(seed: 1), samples: int.MaxValue).Judged);
    }

    [Fact]
    public void A_wrong_gradient_is_named()
    {
        var model = new Classifier(seed: 1) { Poison = (1, "output.weight") };
        GradientCheckResult result = GradientCheck.Run(model, samples: int.MaxValue);
        Assert.False(result.Passed);
        Assert.Equal(("output.weight", 0), (result.Parameter, result.Index));
        Assert.True(double.IsNaN(result.Gradient));
        Assert.True(double.IsFinite(result.Difference));
        string message = Assert.Throws<InvalidOperationException>(result.ThrowIfFailed).Message;
        Assert.StartsWith("Failed: the worst gradient is that of output.weight, element 0: NaN, by finite differences ", message);
    }

    [Fact]
    public void The_model_is_as_before()
    {
        var model = new Classifier(seed: 1);
        float[] before = model.Parameters.ToArray();
        GradientCheck.Run(model);
        Assert.Equal(before, model.Parameters.ToArray());
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        var model = new Classifier(seed: 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientCheck.Run(model, samples: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientCheck.Run(model, tolerance: 0));
        Assert.Contains("declares no loss", Assert.Throws<ArgumentException>(() => GradientCheck.Run(new TestNetwork<NoLoss>(1))).Message);
        Assert.Throws<ArgumentException>(() => GradientCheck.Run(model, TestData.ThreeClouds(10).Slice(0, 0)));
    }
}
