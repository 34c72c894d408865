namespace ModelCompiler.Distributed.Tests;

/// <summary>Ranks change how long a run takes, never its result.</summary>
public sealed class ThreadRanksTests
{
    private static readonly Dictionary<string, string> _alone = Runs.Names.ToDictionary(name => name, name => Runs.Do(name, World.Alone));

    public static TheoryData<string> Cases { get; } = [.. Runs.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_same_bits_for_every_number_of_ranks(string name)
    {
        foreach (int ranks in (int[])[2, 3, 4, 8])
        {
            string[] results = new string[ranks];
            ThreadWorld.Run(ranks, world => results[world.Rank] = Runs.Do(name, world));
            Assert.All(results, result => Assert.Equal(_alone[name], result));
        }
    }

    [Fact]
    public void Fewer_shards_than_parameters_allow_are_other_bits()
    {
        string result = Runs.Do("plain", World.Alone, trainer => ((Trainer<Plain>)trainer).GradientShards = 1);
        Assert.NotEqual(_alone["plain"], result);
    }

    [Fact]
    public void Shards_without_noise_train_as_the_whole_batch_does()
    {
        (double sharded, double whole) = (FirstLoss(shards: 8), FirstLoss(shards: 1));
        Assert.Equal(whole, sharded, 1e-6);

        static double FirstLoss(int shards)
        {
            Trainer<Plain> trainer = Runs.PlainTrainer(World.Alone);
            trainer.GradientShards = shards;
            return trainer.Fit(Runs.PlainData, Runs.PlainData).Epochs[0].TrainingLoss;
        }
    }

    [Fact]
    public void A_run_of_four_ranks_is_continued_by_two()
    {
        string path = Path.Combine(Path.GetTempPath(), $"shards-{Guid.NewGuid():N}.safetensors");
        try
        {
            // One rank is cancelled in the middle of the second epoch.
            using var cancellation = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() =>
                ThreadWorld.Run(
                    4,
                    world =>
                    {
                        Trainer<Plain> trainer = Runs.PlainTrainer(world);
                        trainer.Callbacks.Add(new CheckpointCallback(path) { EverySteps = 1 });
                        if (world.Rank == 2)
                            trainer.Callbacks.Add(new AtStep(4, _ => cancellation.Cancel()));
                        trainer.Fit(Runs.PlainData, Runs.PlainData, cancellationToken: world.Rank == 2 ? cancellation.Token : default);
                    }
                )
            );
            string[] results = new string[3];
            ThreadWorld.Run(
                2,
                world =>
                {
                    Trainer<Plain> trainer = Runs.PlainTrainer(world);
                    trainer.Resume(world.Rank == 0 ? path : "nowhere", Runs.PlainData);
                    Assert.Equal(4, trainer.CaptureState().Step);
                    results[world.Rank] = Runs.Result(trainer.Model, trainer.Fit(Runs.PlainData, Runs.PlainData));
                }
            );
            Trainer<Plain> undisturbed = Runs.PlainTrainer(World.Alone);
            results[2] = Runs.Result(undisturbed.Model, undisturbed.Fit(Runs.PlainData, Runs.PlainData));
            Assert.Single(results.Distinct());

            // The number of shards belongs to the recipe.
            Trainer<Plain> other = Runs.PlainTrainer(World.Alone);
            other.GradientShards = 4;
            Assert.Contains("GradientShards = 8", Assert.Throws<SafeTensorsException>(() => other.Resume(path, Runs.PlainData)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_stop_on_one_rank_is_one_on_all_at_the_same_step()
    {
        string[] results = new string[4];
        long[] steps = new long[4];
        ThreadWorld.Run(3, world => Stop(world, world.Rank == 1));
        Stop(World.Alone, stops: true);
        Assert.Single(results.Distinct());
        Assert.All(steps, step => Assert.Equal(5, step));

        void Stop(World world, bool stops)
        {
            Trainer<Plain> trainer = Runs.PlainTrainer(world);
            if (stops)
                trainer.Callbacks.Add(new AtStep(5, context => context.RequestStop("enough")));
            TrainingHistory history = trainer.Fit(Runs.PlainData);
            int slot = world.Size == 1 ? 3 : world.Rank;
            results[slot] = Runs.Result(trainer.Model, history);
            steps[slot] = trainer.CaptureState().Step;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_step_allocates_nothing(int ranks)
    {
        long[] allocated = new long[ranks];
        ThreadWorld.Run(
            ranks,
            world =>
            {
                Trainer<Plain> trainer = Runs.PlainTrainer(world);
                trainer.Epochs = 5;
                var meter = new AllocationMeter();
                trainer.Callbacks.Add(meter);
                trainer.Fit(Runs.PlainData, Runs.PlainData);
                allocated[world.Rank] = meter.Least;
            }
        );
        Assert.All(allocated, bytes => Assert.Equal(0, bytes));
    }
}
