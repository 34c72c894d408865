namespace ModelCompiler.Runtime.Tests.Schedules;

public class ReduceOnPlateauTests
{
    private static readonly TrainingPosition Anywhere = new(0, 1, 1);

    [Fact]
    public void The_rate_falls_after_more_bad_epochs_than_patience()
    {
        var schedule = new ReduceOnPlateau(1, factor: 0.5, patience: 2);
        Assert.Equal([1, 1, 1, 0.5f, 0.5f, 0.5f, 0.25f], Rates(schedule, 1, 1, 1, 1, 1, 1, 1));
    }

    [Fact]
    public void Improvement_starts_the_count_anew()
    {
        var schedule = new ReduceOnPlateau(1, factor: 0.5, patience: 1);
        Assert.Equal([1, 1, 1, 1, 0.5f], Rates(schedule, 1, 1, 0.9, 0.95, 0.9));
    }

    [Fact]
    public void Small_improvements_do_not_count()
    {
        var schedule = new ReduceOnPlateau(1, factor: 0.5, patience: 0, threshold: 0.1);
        Assert.Equal([1, 0.5f, 0.5f], Rates(schedule, 10, 9.5, 8.9));
    }

    [Fact]
    public void Nothing_counts_during_the_cooldown()
    {
        var schedule = new ReduceOnPlateau(1, factor: 0.5, patience: 0, cooldown: 2);
        Assert.Equal([1, 0.5f, 0.5f, 0.5f, 0.25f], Rates(schedule, 1, 1, 1, 1, 1));
    }

    [Fact]
    public void The_minimum_holds_and_tiny_reductions_are_not_made()
    {
        Assert.Equal([1, 0.5f, 0.4f, 0.4f], Rates(new ReduceOnPlateau(1, factor: 0.5, patience: 0, minimumRate: 0.4f), 1, 1, 1, 1));
        Assert.Equal([1e-8f, 1e-8f], Rates(new ReduceOnPlateau(1e-8f, factor: 0.5, patience: 0), 1, 1));
    }

    [Fact]
    public void Larger_can_be_better()
    {
        var schedule = new ReduceOnPlateau(1, factor: 0.5, patience: 0, mode: PlateauMode.Maximize);
        Assert.Equal([1, 1, 0.5f], Rates(schedule, 0.5, 0.6, 0.55));
    }

    [Fact]
    public void NaN_is_no_improvement()
    {
        var schedule = new ReduceOnPlateau(1, factor: 0.5, patience: 0);
        Assert.Equal([1, 0.5f, 0.5f], Rates(schedule, 1, double.NaN, 0.5));
    }

    [Fact]
    public void A_restored_schedule_continues_exactly()
    {
        static ReduceOnPlateau New() => new(1, factor: 0.3, patience: 1, cooldown: 1);
        double[] metrics = [3, 2, 2, 2, 2.5, 1.9, 2, 2, 2, 2];
        float[] expected = Rates(New(), metrics);
        for (int split = 0; split <= metrics.Length; split++)
        {
            ReduceOnPlateau first = New(),
                second = New();
            float[] before = Rates(first, metrics[..split]);
            second.Restore(first.State);
            float[] both = [.. before, .. Rates(second, metrics[split..])];
            Assert.Equal(expected, both);
        }
        ReduceOnPlateau again = New();
        Rates(again, metrics);
        again.Reset();
        Assert.Equal(expected, Rates(again, metrics));
    }

    [Theory]
    [InlineData("rate", -1.0)]
    [InlineData("rate", double.NaN)]
    [InlineData("best", double.NaN)]
    [InlineData("badEpochs", 0.5)]
    [InlineData("cooldownLeft", -1.0)]
    [InlineData("cooldownLeft", double.NaN)]
    [InlineData("rate", null)]
    [InlineData("best", null)]
    public void A_damaged_state_changes_nothing(string name, double? value)
    {
        var schedule = new ReduceOnPlateau(1, factor: 0.5, patience: 0);
        Rates(schedule, 1, 1);
        var damaged = new Dictionary<string, double>(new ReduceOnPlateau(0.125f).State);
        if (value is double number)
            damaged[name] = number;
        else
            damaged.Remove(name);
        Dictionary<string, double> before = new(schedule.State);
        Assert.Throws<ArgumentException>(() => schedule.Restore(damaged));
        Assert.Equal(before, schedule.State);
    }

    [Fact]
    public void Wrong_numbers_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceOnPlateau(float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceOnPlateau(1, factor: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceOnPlateau(1, patience: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceOnPlateau(1, threshold: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceOnPlateau(1, cooldown: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceOnPlateau(1, minimumRate: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceOnPlateau(1, mode: (PlateauMode)5));
    }

    private static float[] Rates(ReduceOnPlateau schedule, params double[] metrics) =>
        [
            .. metrics.Select(metric =>
            {
                schedule.Observe(metric);
                return schedule.Rate(Anywhere);
            }),
        ];
}
