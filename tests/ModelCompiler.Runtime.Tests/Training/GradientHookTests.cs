namespace ModelCompiler.Runtime.Tests.Training;

using Classifier = TestNetwork<ThreeClasses>;

/// <summary>Callbacks on the gradient of a step.</summary>
public class GradientHookTests
{
    [Fact]
    public void A_callback_sees_the_mean_gradient_of_the_step_before_it_is_clipped()
    {
        var hook = new Hook((context, gradient) => Assert.True(GradientClipping.Norm(gradient) > 1e-3, $"step {context.Step}"));
        Train(hook, clip: 1e-6);
        Assert.Equal(6, hook.Calls);
    }

    [Fact]
    public void What_a_callback_makes_of_the_gradient_is_what_the_step_uses()
    {
        Classifier expected = Train(null, rate: 0.05),
            actual = Train(
                new Hook(
                    (_, gradient) =>
                    {
                        foreach (ref float value in gradient)
                            value *= 0.5f;
                    }
                ),
                rate: 0.1
            );
        Assert.Equal(expected.Parameters.ToArray(), actual.Parameters.ToArray());
    }

    [Fact]
    public void A_NaN_that_a_callback_removes_ends_nothing()
    {
        var hook = new Hook(
            (_, gradient) =>
            {
                foreach (ref float value in gradient)
                    value = float.IsNaN(value) ? 0 : value;
            }
        );
        Train(hook, poison: (2, "output.weight"));
        Assert.Throws<NumericalInstabilityException>(() => Train(null, poison: (2, "output.weight")));
    }

    private static Classifier Train(Hook? hook, double rate = 0.1, double? clip = null, (int, string)? poison = null)
    {
        var model = new Classifier(seed: 1) { Poison = poison };
        var trainer = new Trainer<Classifier>(model, new Sgd(rate))
        {
            BatchSize = 10,
            GradientAccumulation = poison is null ? 2 : 1,
            Epochs = 2,
            GradientClipNorm = clip,
        };
        if (hook is not null)
            trainer.Callbacks.Add(hook);
        trainer.Fit(TestData.ThreeClouds(60));
        return model;
    }

    private delegate void OnGradientOf(TrainingContext context, Span<float> gradient);

    private sealed class Hook(OnGradientOf action) : TrainingCallback
    {
        public int Calls { get; private set; }

        public override void OnGradient(TrainingContext context, Span<float> gradient)
        {
            Calls++;
            action(context, gradient);
        }
    }
}
