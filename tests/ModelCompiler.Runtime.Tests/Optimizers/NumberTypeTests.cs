namespace ModelCompiler.Runtime.Tests.Optimizers;

/// <summary>Numbers may be typed as double or as float: both train to the same bits.</summary>
public class NumberTypeTests
{
    [Fact]
    public void A_double_and_a_float_train_alike()
    {
        (Optimizer OfDoubles, Optimizer OfFloats)[] pairs =
        [
            (
                new Sgd(1e-3, momentum: 0.9, weightDecay: 1e-4) { L1 = 1e-5 },
                new Sgd(1e-3f, momentum: 0.9f, weightDecay: 1e-4f) { L1 = 1e-5f }
            ),
            (new Adam(1e-3, weightDecay: 1e-4), new Adam(1e-3f, weightDecay: 1e-4f)),
            (new AdamW(1e-3, weightDecay: 0.1), new AdamW(1e-3f, weightDecay: 0.1f)),
            (new RmsProp(1e-3), new RmsProp(1e-3f)),
            (new Adagrad(1e-3), new Adagrad(1e-3f)),
            (new Sgd(1e-3, momentum: 0.5, dampening: 0.5), new Sgd(1e-3f, momentum: 0.5f, dampening: 0.5f)),
            (new Lion(1e-3, weightDecay: 0.1), new Lion(1e-3f, weightDecay: 0.1f)),
            (new Adadelta(1e-3), new Adadelta(1e-3f)),
            (new Adamax(1e-3), new Adamax(1e-3f)),
            (new NAdam(1e-3), new NAdam(1e-3f)),
            (new RAdam(1e-3), new RAdam(1e-3f)),
            (new Rprop(1e-3), new Rprop(1e-3f)),
            (new Adan(1e-3, weightDecay: 0.1), new Adan(1e-3f, weightDecay: 0.1f)),
            (new Lamb(1e-3, weightDecay: 0.1), new Lamb(1e-3f, weightDecay: 0.1f)),
        ];
        foreach ((Optimizer ofDoubles, Optimizer ofFloats) in pairs)
        {
            float[] expected = OptimizerFactories.Numbers(33, 1),
                actual = [.. expected];
            for (ulong step = 0; step < 5; step++)
            {
                float[] gradient = OptimizerFactories.Numbers(33, 2 + step),
                    clipped = [.. gradient];
                GradientClipping.ClipByNorm(gradient, 0.7f);
                GradientClipping.ClipByValue(gradient, 0.3f);
                GradientClipping.ClipByNorm(clipped, 0.7);
                GradientClipping.ClipByValue(clipped, 0.3);
                ofFloats.Step(expected, gradient);
                ofDoubles.Step(actual, clipped);
            }

            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void The_learning_rate_is_the_number_that_was_given()
    {
        var optimizer = new Adam(learningRate: 1e-3);
        Assert.Equal(1e-3, optimizer.LearningRate);
        optimizer.LearningRate = 2e-4;
        Assert.Equal(2e-4, optimizer.LearningRate);
        Assert.Equal(2e-4f, optimizer.State.LearningRate);
        Assert.Equal("Adam (learning rate 0.0002)", optimizer.ToString());
    }

    [Fact]
    public void Schedules_take_doubles()
    {
        LearningRateSchedule[] ofDoubles =
        [
            new ConstantRate(0.1),
            new StepDecay(0.1, 2),
            new ExponentialDecay(0.1, 0.5),
            new CosineDecay(0.1, 0.01),
            new OneCycle(0.1),
            new ReduceOnPlateau(0.1, minimumRate: 0.01),
        ];
        LearningRateSchedule[] ofFloats =
        [
            new ConstantRate(0.1f),
            new StepDecay(0.1f, 2),
            new ExponentialDecay(0.1f, 0.5),
            new CosineDecay(0.1f, 0.01f),
            new OneCycle(0.1f),
            new ReduceOnPlateau(0.1f, minimumRate: 0.01f),
        ];
        for (int step = 0; step < 40; step++)
        for (int i = 0; i < ofDoubles.Length; i++)
            Assert.Equal(ofFloats[i].Rate(new TrainingPosition(step, 10, 4)), ofDoubles[i].Rate(new TrainingPosition(step, 10, 4)));
    }

    [Theory]
    [InlineData(1e300)]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    public void What_is_no_float_is_refused(double number)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(number));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(weightDecay: number));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConstantRate(number));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ClipByNorm(new float[2], number));
    }
}
