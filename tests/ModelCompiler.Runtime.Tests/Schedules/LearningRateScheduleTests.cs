namespace ModelCompiler.Runtime.Tests.Schedules;

public class LearningRateScheduleTests
{
    [Fact]
    public void Constant() => Assert.Equal(0.25f, new ConstantRate(0.25f).Rate(At(17)));

    [Theory]
    [InlineData(0, 0.8)]
    [InlineData(29, 0.8)] // The last step of the third epoch of 10 steps.
    [InlineData(30, 0.4)]
    [InlineData(60, 0.2)]
    public void Steps(long step, double expected) => Same(expected, new StepDecay(0.8f, everyEpochs: 3, factor: 0.5), step);

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(9, 0.5)]
    [InlineData(10, 0.45)]
    [InlineData(35, 0.3645)]
    public void Exponential(long step, double expected) => Same(expected, new ExponentialDecay(0.5f, 0.9), step);

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(25, 0.8681980515339464)] // 0.1 + 0.9 (1 + cos(pi / 4)) / 2
    [InlineData(50, 0.55)]
    [InlineData(75, 0.2318019484660536)]
    [InlineData(100, 0.1)]
    [InlineData(500, 0.1)]
    public void Cosine(long step, double expected) => Same(expected, new CosineDecay(1, 0.1f), step);

    [Theory]
    [InlineData(0, 0.05)]
    [InlineData(9, 0.5)]
    [InlineData(19, 1.0)]
    [InlineData(20, 1.0)]
    [InlineData(60, 0.5)]
    [InlineData(100, 0.0)]
    public void Cosine_with_warm_up(long step, double expected) => Same(expected, new CosineDecay(1, warmUpSteps: 20), step);

    // PyTorch's OneCycleLR(max_lr=1, total_steps=100): phases end at steps 29 and 99.
    [Theory]
    [InlineData(0, 0.04)]
    [InlineData(10, 0.29516394846410077)] // 1 + (0.04 - 1) / 2 * (1 + cos(10 pi / 29))
    [InlineData(29, 1.0)]
    [InlineData(64, 0.500002)] // Half way: (1 + 4e-6) / 2
    [InlineData(99, 4e-6)]
    [InlineData(120, 4e-6)]
    public void One_cycle(long step, double expected) => Same(expected, new OneCycle(1), step);

    [Fact]
    public void Tiny_runs_are_finite()
    {
        foreach (
            LearningRateSchedule schedule in new LearningRateSchedule[] { new OneCycle(1), new CosineDecay(1, 0, 5), new CosineDecay(1) }
        )
            for (int steps = 1; steps < 8; steps++)
            for (int step = 0; step <= steps; step++)
                Assert.InRange(schedule.Rate(new TrainingPosition(step, steps, 1)), 0f, 1f);
    }

    [Fact]
    public void Wrong_numbers_are_refused()
    {
        Refuses("rate", () => new ConstantRate(float.NaN));
        Refuses("initialRate", () => new StepDecay(-1, 1));
        Refuses("everyEpochs", () => new StepDecay(1, 0));
        Refuses("factor", () => new StepDecay(1, 1, 1.5));
        Refuses("factor", () => new ExponentialDecay(1, 0));
        Refuses("minimumRate", () => new CosineDecay(1, 2));
        Refuses("warmUpSteps", () => new CosineDecay(1, 0, -1));
        Refuses("riseFraction", () => new OneCycle(1, 1));
        Refuses("startDivisor", () => new OneCycle(1, startDivisor: 0));
        Refuses("endDivisor", () => new OneCycle(1, endDivisor: double.NaN));
        Refuses("step", () => new TrainingPosition(-1, 1, 1));
        Refuses("stepsPerEpoch", () => new TrainingPosition(0, 0, 1));
        Refuses("epochs", () => new TrainingPosition(0, 1, 0));

        static void Refuses(string argument, Func<object> create) =>
            Assert.Equal(argument, Assert.Throws<ArgumentOutOfRangeException>(create).ParamName);
    }

    [Fact]
    public void Closed_formulas_have_no_state()
    {
        var schedule = new OneCycle(1);
        Assert.Empty(schedule.State);
        schedule.Restore(schedule.State);
        Assert.Throws<ArgumentException>(() => schedule.Restore(new ReduceOnPlateau(1).State));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        LearningRateSchedule[] schedules =
        [
            new ConstantRate(1),
            new StepDecay(1, 1),
            new ExponentialDecay(1, 0.5),
            new CosineDecay(1),
            new OneCycle(1),
            new ReduceOnPlateau(1),
        ];
        Ask(schedules);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Ask(schedules);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        static void Ask(LearningRateSchedule[] schedules)
        {
            foreach (LearningRateSchedule schedule in schedules)
            {
                schedule.Rate(At(20));
                schedule.Observe(1);
            }
        }
    }

    private static void Same(double expected, LearningRateSchedule schedule, long step) =>
        Assert.Equal(expected, schedule.Rate(At(step)), 1e-7);

    // 10 epochs of 10 steps.
    private static TrainingPosition At(long step) => new(step, 10, 10);
}
