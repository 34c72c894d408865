using System.Globalization;
using ModelCompiler.Distributed.Sweeps;

namespace ModelCompiler.Distributed.Tests;

/// <summary>Sweeps: points, restarts, halving, folds, parts.</summary>
public sealed class SweepTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"sweep-{Guid.NewGuid():N}");

    private static SweepSpace Space => new SweepSpace().LogRange("rate", 1e-4, 1e-1).Integers("units", 1, 4).Choice("kind", "a", "b");

    private SweepSettings Settings => new() { Folder = _folder, Degree = 2 };

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_grid_has_every_combination_once()
    {
        SweepResult result = Sweep.Run(Space, SweepSearch.Grid(4), Settings, _ => 0);
        Assert.Equal(
            from rate in (string[])["0.0001", "0.001", "0.01", "0.1"]
            from units in (string[])["1", "2", "3", "4"]
            from kind in (string[])["a", "b"]
            select (rate, units, kind),
            result.Records.Select(record => (Rounded(record.Values["rate"]), record.Values["units"], record.Values["kind"]))
        );

        static string Rounded(string text) => double.Parse(text, CultureInfo.InvariantCulture).ToString("G3", CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Sobol_points_leave_no_interval_empty()
    {
        const int Count = 256;
        for (int dimension = 0; dimension < SobolSequence.MostDimensions; dimension++)
        {
            int[] cells = [.. Enumerable.Range(0, Count).Select(index => (int)(SobolSequence.Point(index, dimension, 5) * Count))];
            Assert.Equal(Count, cells.Distinct().Count());
        }

        // Of the first two dimensions every box of volume 1/256, whatever its shape.
        for (int bits = 0; bits <= 8; bits++)
        {
            int wide = 1 << bits,
                high = Count / wide;
            var boxes = Enumerable
                .Range(0, Count)
                .Select(index => ((int)(SobolSequence.Point(index, 0, 5) * wide), (int)(SobolSequence.Point(index, 1, 5) * high)));
            Assert.Equal(Count, boxes.Distinct().Count());
        }
    }

    [Fact]
    public void Ranges_are_spread_by_their_kind()
    {
        SweepResult result = Sweep.Run(Space, SweepSearch.Sobol(256, seed: 3), Settings, _ => 0);
        double[] rates = [.. result.Records.Select(record => double.Parse(record.Values["rate"], CultureInfo.InvariantCulture))];
        Assert.All(rates, rate => Assert.InRange(rate, 1e-4, 1e-1));
        Assert.Equal(256 / 3.0, rates.Count(rate => rate < 1e-3), 1.5);
        Assert.All(
            (string[])["1", "2", "3", "4"],
            units => Assert.Equal(64, result.Records.Count(record => record.Values["units"] == units))
        );
        Assert.Equal(256, result.Records.Count);
    }

    [Fact]
    public void A_sweep_that_is_interrupted_goes_on_and_finds_the_same()
    {
        SweepResult undisturbed = Sweep.Run(
            Space,
            SweepSearch.Random(200, seed: 9),
            Settings with
            {
                Folder = _folder + "-whole",
            },
            Objective
        );
        Directory.Delete(_folder + "-whole", recursive: true);
        int[] runs = new int[200];
        foreach (int stopAfter in (int[])[40, 30, 60])
        {
            using var cancellation = new CancellationTokenSource();
            int done = 0;
            SweepSettings settings = Settings with
            {
                Progress = _ =>
                {
                    if (++done == stopAfter)
                        cancellation.Cancel();
                },
            };
            Assert.Throws<OperationCanceledException>(() =>
                Sweep.Run(Space, SweepSearch.Random(200, seed: 9), settings, Counted, cancellation.Token)
            );
        }

        SweepResult result = Sweep.Run(Space, SweepSearch.Random(200, seed: 9), Settings, Counted);
        Assert.True(result.IsComplete);
        Assert.All(runs, count => Assert.Equal(1, count));
        string[] lines = File.ReadAllLines(Path.Combine(_folder, "trials.jsonl"));
        Assert.Equal(200, lines.Distinct().Count());
        Assert.Equal(undisturbed.Best!.Index, result.Best!.Index);
        Assert.Equal(undisturbed.Records.Select(record => record.Objective), result.Records.Select(record => record.Objective));
        Assert.StartsWith("trial", result.ToTable());

        double Counted(SweepTrial trial)
        {
            Interlocked.Increment(ref runs[trial.Index]);
            return Objective(trial);
        }
    }

    [Fact]
    public void Processes_share_a_sweep_by_their_parts()
    {
        SweepResult first = Sweep.Run(Space, SweepSearch.Random(30), Settings with { Part = new SweepPart(0, 2) }, Objective);
        Assert.False(first.IsComplete);
        Assert.All(first.Records, record => Assert.Equal(0, record.Index % 2));
        SweepResult second = Sweep.Run(Space, SweepSearch.Random(30), Settings with { Part = new SweepPart(1, 2) }, Objective);
        Assert.True(second.IsComplete);
        Assert.Equal(30, second.Records.Count);
    }

    [Fact]
    public void Halving_trains_the_best_to_the_end_from_their_checkpoints()
    {
        var checkpoints = new Dictionary<int, string>();
        SweepResult result = Sweep.Run(
            Space,
            SweepSearch.Random(18, seed: 2),
            Settings with
            {
                Degree = 1,
                Halving = new SuccessiveHalving(1, 9),
            },
            trial =>
            {
                if (checkpoints.TryGetValue(trial.Index, out string? path))
                    Assert.Equal(path, trial.Checkpoint);
                checkpoints[trial.Index] = trial.Checkpoint;
                return Objective(trial) / trial.Budget;
            }
        );
        Assert.Equal([18, 6, 2], ((int[])[1, 3, 9]).Select(budget => result.Records.Count(record => record.Budget == budget)));
        double[] best = [.. result.Records.Where(record => record.Budget == 1).Select(record => record.Objective!.Value).Order()];
        Assert.Equal(best[0], result.Best!.Objective!.Value * 9, 1e-12);
    }

    [Fact]
    public void Folds_are_averaged_and_share_no_sample()
    {
        SweepResult result = Sweep.Run(Space, SweepSearch.Random(3), Settings with { Folds = 4 }, trial => trial.Fold);
        Assert.Equal(12, result.Records.Count);
        Assert.Equal(1.5, result.Best!.Objective);

        Dataset data = Dataset.ForTargets([.. Enumerable.Range(0, 10).Select(i => (float)i)], 1, new float[10], 1);
        float[] validated = [.. Enumerable.Range(0, 3).SelectMany(fold => Values(data.Fold(3, fold, seed: 1).Validation))];
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (float)i), validated.Order());
        (Dataset train, Dataset validation) = data.Fold(3, 1, seed: 1);
        Assert.Empty(Values(train).Intersect(Values(validation)));
        Assert.Equal(10, train.Count + validation.Count);

        static IEnumerable<float> Values(Dataset of) => Enumerable.Range(0, of.Count).Select(sample => of.Input(sample)[0]);
    }

    [Fact]
    public void A_trial_that_fails_is_kept_as_such()
    {
        SweepResult result = Sweep.Run(
            Space,
            SweepSearch.Random(6),
            Settings,
            trial =>
                trial.Index == 2 ? throw new InvalidOperationException("too large")
                : trial.Index == 3 ? double.NaN
                : trial.Index
        );
        Assert.Equal("InvalidOperationException: too large", result.Records[2].Failure);
        Assert.Null(result.Records[3].Objective);
        Assert.Equal(0, result.Best!.Index);
        Assert.Equal(6, Sweep.Run(Space, SweepSearch.Random(6), Settings, _ => throw new NotSupportedException()).Records.Count);
    }

    [Fact]
    public void A_folder_of_another_sweep_and_a_damaged_result_are_refused()
    {
        Sweep.Run(Space, SweepSearch.Random(3), Settings, Objective);
        var other = Assert.Throws<InvalidOperationException>(() => Sweep.Run(Space, SweepSearch.Random(3, seed: 1), Settings, Objective));
        Assert.Contains("has results of another sweep", other.Message);
        File.WriteAllText(Path.Combine(_folder, "trial-000001-fold-0-budget-0.json"), "{");
        Assert.Throws<InvalidDataException>(() => Sweep.Run(Space, SweepSearch.Random(3), Settings, Objective));
    }

    [Fact]
    public void Spaces_without_choices_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new SweepSpace().Choice("kind"));
        Assert.Throws<ArgumentException>(() => new SweepSpace().Choice("kind", "a", "a"));
        Assert.Throws<ArgumentException>(() => new SweepSpace().Range("rate", 1, 1));
        Assert.Throws<ArgumentException>(() => new SweepSpace().LogRange("rate", 0, 1));
        Assert.Throws<ArgumentException>(() => new SweepSpace().Range("rate", 0, 1).Integers("rate", 0, 1));
        Assert.Throws<ArgumentException>(() => Sweep.Run(new SweepSpace(), SweepSearch.Random(3), Settings, Objective));
        Assert.Throws<ArgumentOutOfRangeException>(() => SweepSearch.Random(0));
    }

    [Theory]
    [InlineData("HOME=/root", 0, 1)]
    [InlineData("SLURM_ARRAY_TASK_ID=5 SLURM_ARRAY_TASK_COUNT=4 SLURM_ARRAY_TASK_MIN=3", 2, 4)]
    [InlineData("JOB_COMPLETION_INDEX=1 JOB_COMPLETIONS=3", 1, 3)]
    [InlineData("OMPI_COMM_WORLD_RANK=3 OMPI_COMM_WORLD_SIZE=4", 3, 4)]
    [InlineData("MODELCOMPILER_SWEEP_PART=0 MODELCOMPILER_SWEEP_PARTS=2 SLURM_PROCID=1 SLURM_NTASKS=4", 0, 2)]
    public void Two_numbers_of_the_environment_say_the_part(string environment, int index, int count) =>
        Assert.Equal(new SweepPart(index, count), SweepPart.From(Variables(environment).GetValueOrDefault));

    [Fact]
    public void Numbers_that_are_no_part_are_refused() =>
        Assert.Throws<InvalidOperationException>(() => SweepPart.From(Variables("SLURM_PROCID=4 SLURM_NTASKS=4").GetValueOrDefault));

    private static Dictionary<string, string> Variables(string environment) =>
        environment.Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);

    // The better the nearer the rate is to 0.01; no two trials are equal.
    private static double Objective(SweepTrial trial) =>
        Math.Abs(Math.Log10(trial.Number("rate")) + 2) + trial.Integer("units") + (trial["kind"] == "a" ? 0 : 0.5);
}
