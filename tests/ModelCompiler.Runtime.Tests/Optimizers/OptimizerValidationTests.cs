namespace ModelCompiler.Runtime.Tests.Optimizers;

public class OptimizerValidationTests
{
    public static TheoryData<string> Names => OptimizerFactories.Names;

    public static TheoryData<string, Func<Optimizer>> Wrong =>
        new()
        {
            { "learningRate", () => new Sgd(float.NaN) },
            { "learningRate", () => new Adam(-1f) },
            { "learningRate", () => new RmsProp(float.PositiveInfinity) },
            { "momentum", () => new Sgd(0.1f, momentum: 1) },
            { "momentum", () => new Sgd(0.1f, momentum: float.NaN) },
            { "nesterov", () => new Sgd(0.1f, nesterov: true) },
            { "weightDecay", () => new Sgd(0.1f, weightDecay: -1) },
            {
                "L1",
                () =>
                    new Sgd(0.1f) { L1 = float.NaN }
            },
            {
                "WeightDecay",
                () =>
                    new Sgd(0.1f) { WeightDecay = -1 }
            },
            { "beta1", () => new Adam(beta1: 1) },
            { "beta1", () => new Adam(beta1: -0.1) },
            { "beta2", () => new AdamW(beta2: double.NaN) },
            { "beta2", () => new Adam(beta2: 1 - 1e-12) }, // 1 as a float.
            { "epsilon", () => new Adam(epsilon: 0) },
            { "epsilon", () => new Adagrad(epsilon: 1e-60) }, // 0 as a float.
            { "rho", () => new RmsProp(rho: 1) },
            { "dampening", () => new Sgd(momentum: 0.9, dampening: 1.5) },
            { "dampening", () => new Sgd(momentum: 0.9, nesterov: true, dampening: 0.5) },
            { "beta1", () => new Lion(beta1: 1) },
            { "beta2", () => new Lion(beta2: -1) },
            { "rho", () => new Adadelta(rho: double.NaN) },
            { "epsilon", () => new Adadelta(epsilon: 0) },
            { "beta2", () => new Adamax(beta2: 1) },
            { "epsilon", () => new Adamax(epsilon: -1) },
            { "momentumDecay", () => new NAdam(momentumDecay: -1) },
            { "beta1", () => new NAdam(beta1: 1) },
            { "beta2", () => new RAdam(beta2: 1) },
            { "shrink", () => new Rprop(shrink: 1) },
            { "grow", () => new Rprop(grow: 1) },
            { "leastStep", () => new Rprop(leastStep: 0) },
            { "largestStep", () => new Rprop(leastStep: 1, largestStep: 0.5) },
            { "beta3", () => new Adan(beta3: 1) },
            { "epsilon", () => new Lamb(epsilon: double.NaN) },
            { "weightDecay", () => new Lamb(weightDecay: -1) },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_numbers_are_refused_by_name(string argument, Func<Optimizer> create)
    {
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(create);
        Assert.Equal(argument, error.ParamName);
    }

    [Fact]
    public void The_message_names_the_value_and_the_range()
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(beta1: 1.5));
        Assert.StartsWith("beta1 is 1.5, but must be at least 0 and less than 1.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_learning_rate_leaves_the_old_one()
    {
        var optimizer = new Sgd(0.5f);
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.LearningRate = float.NaN);
        Assert.Equal(0.5f, optimizer.LearningRate);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Wrong_lengths_change_nothing(string name)
    {
        Optimizer optimizer = OptimizerFactories.Create(name);
        float[] parameters = [1, 2, 3, 4];
        Assert.Throws<ArgumentException>(() => optimizer.Step(parameters, new float[3]));
        Assert.Equal(0, optimizer.StepCount);
        Assert.Throws<InvalidOperationException>(() => optimizer.StepRange(parameters, new float[4], 0, 4));
        optimizer.Step(new float[8], new float[8]);
        Assert.Throws<ArgumentException>(() => optimizer.Step(parameters, new float[4]));
        Assert.Throws<InvalidOperationException>(() => optimizer.StepRange(parameters, new float[4], 0, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.StepRange(new float[8], new float[8], 6, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.StepRange(new float[8], new float[8], -1, 3));
        Assert.Equal(1, optimizer.StepCount);
        Assert.Equal([1, 2, 3, 4], parameters);
        optimizer.Reset();
        optimizer.Step(parameters, new float[4]);
        Assert.Equal(1, optimizer.StepCount);
    }
}
