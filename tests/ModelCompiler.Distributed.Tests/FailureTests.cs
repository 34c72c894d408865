namespace ModelCompiler.Distributed.Tests;

/// <summary>What goes wrong on one rank reaches all of them, with the rank and the reason.</summary>
public sealed class FailureTests
{
    private static readonly TimeSpan _soon = TimeSpan.FromMilliseconds(300);

    [Fact]
    public void An_exception_on_one_rank_ends_all()
    {
        var found = new Exception?[3];
        var thrown = Assert.Throws<InvalidOperationException>(() =>
            ThreadWorld.Run(
                3,
                world =>
                {
                    Trainer<Plain> trainer = Runs.PlainTrainer(world);
                    if (world.Rank == 1)
                        trainer.Callbacks.Add(new AtStep(3, _ => throw new InvalidOperationException("the disk is full")));
                    found[world.Rank] = Record.Exception(() => trainer.Fit(Runs.PlainData));
                    if (found[world.Rank] is { } exception)
                        throw exception;
                }
            )
        );
        Assert.Equal("the disk is full", thrown.Message);
        Assert.All(
            [found[0], found[2]],
            other =>
                Assert.Matches(
                    "^rank 1 of 3 on host .+: InvalidOperationException: the disk is full$",
                    Assert.IsType<WorldException>(other).Message
                )
        );
    }

    [Fact]
    public void A_rank_that_does_not_come_is_named()
    {
        using var release = new ManualResetEventSlim();
        string? message = null;
        Assert.Throws<WorldException>(() =>
            ThreadWorld.Run(
                2,
                world =>
                {
                    if (world.Rank == 1)
                    {
                        release.Wait();
                        return;
                    }

                    message = Record.Exception(world.Barrier)?.Message;
                    release.Set();
                    throw new WorldException(message!);
                },
                _soon
            )
        );
        Assert.StartsWith("Rank 0 of 2 has waited 00:00:00.3000000 for rank 1", message);
    }

    [Fact]
    public void A_rank_that_returns_early_is_named()
    {
        var thrown = Assert.Throws<WorldException>(() =>
            ThreadWorld.Run(
                2,
                world =>
                {
                    if (world.Rank == 0)
                        world.Barrier();
                }
            )
        );
        Assert.Matches("^rank 1 of 2 on host .+ has returned, but others go on", thrown.Message);
    }

    public static TheoryData<string, string> Recipes { get; } =
        new()
        {
            { "BatchSize", "BatchSize = 16, but rank 0 has BatchSize = 32" },
            { "Seed", "Seed = 12, but rank 0 has Seed = 11" },
            { "GradientClipNorm", "GradientClipNorm = none, but rank 0 has GradientClipNorm = 1.5" },
            { "LearningRate", "learning rate = 0.02, but rank 0 has learning rate = 0.01" },
            { "data", "training data = " },
            { "optimizer", "optimizer = Sgd, but rank 0 has optimizer = Adam" },
        };

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Ranks_that_differ_are_refused_before_a_step(string what, string words)
    {
        string?[] messages = new string?[2];
        Assert.Throws<WorldException>(() =>
            ThreadWorld.Run(
                2,
                world =>
                {
                    Trainer<Plain> trainer = Runs.PlainTrainer(world);
                    bool differs = world.Rank == 1;
                    if (differs && what == "optimizer")
                        trainer = new Trainer<Plain>(trainer.Model, new Sgd(0.01f))
                        {
                            World = world,
                            GradientShards = Runs.Shards,
                            BatchSize = 32,
                        };
                    trainer.Schedule = null;
                    trainer.EarlyStopping = null;
                    if (differs && what == "optimizer")
                        (trainer.Epochs, trainer.Seed, trainer.GradientAccumulation, trainer.GradientClipNorm) = (3, 11, 2, 1.5);
                    if (differs && what == "optimizer")
                        (trainer.EvaluationBatchSize, trainer.MeasureTrainingAccuracy) = (10, true);
                    if (differs && what == "BatchSize")
                        trainer.BatchSize = 16;
                    if (differs && what == "Seed")
                        trainer.Seed = 12;
                    if (differs && what == "GradientClipNorm")
                        trainer.GradientClipNorm = null;
                    if (differs && what == "LearningRate")
                        trainer.Optimizer.LearningRate = 0.02f;
                    trainer.Callbacks.Add(new AtStep(1, _ => throw new InvalidOperationException("a step was taken")));
                    (Dataset data, _) = Runs.PlainData.SplitInOrder(differs && what == "data" ? 0.6 : 0.7);
                    try
                    {
                        trainer.Fit(data);
                    }
                    catch (WorldException exception)
                    {
                        messages[world.Rank] = exception.Message;
                        throw;
                    }
                }
            )
        );
        Assert.Contains(words, messages[0]);
        Assert.StartsWith("Rank 1 on host ", messages[0]);
        Assert.Equal(messages[0], messages[1]);
    }

    [Fact]
    public void A_rank_that_changes_its_parameters_alone_is_found_at_the_end_of_the_epoch()
    {
        var thrown = Assert.Throws<WorldException>(() =>
            ThreadWorld.Run(
                3,
                world =>
                {
                    Trainer<Plain> trainer = Runs.PlainTrainer(world);
                    if (world.Rank == 2)
                        trainer.Callbacks.Add(new AtStep(2, context => context.Parameters[5] += 1e-3f));
                    trainer.Fit(Runs.PlainData);
                }
            )
        );
        Assert.StartsWith("After epoch 1 rank 2 has other parameters (", thrown.Message);
    }

    [Fact]
    public void More_ranks_than_shards_are_refused()
    {
        var thrown = Assert.Throws<InvalidOperationException>(() =>
            ThreadWorld.Run(
                3,
                world =>
                {
                    Trainer<Plain> trainer = Runs.PlainTrainer(world);
                    trainer.GradientShards = 2;
                    trainer.Fit(Runs.PlainData);
                }
            )
        );
        Assert.Contains("There are 3 ranks, but a batch has 2 shards: set GradientShards to 4 or more", thrown.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(2048)]
    public void Shards_are_a_power_of_two(int shards) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Runs.PlainTrainer(World.Alone).GradientShards = shards);

    [Fact]
    public void A_shard_too_small_to_be_normalised_is_refused()
    {
        var trainer = new Trainer<Normalised>(new Normalised(1), new Sgd(0.1f)) { BatchSize = 8, GradientShards = 8 };
        var data = Dataset.ForClasses(new float[16 * 3], 3, new int[16], 2);
        string message = Assert.Throws<InvalidOperationException>(() => trainer.Fit(data)).Message;
        Assert.Contains("needs at least 2 samples, but one of the 8 shards of a batch has 1", message);
        trainer.BatchSize = 16;
        trainer.Fit(data);
    }

    [Fact]
    public void Blocks_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => World.Alone.Gather(new byte[8], new ByteBlocks([0], [9])));
        Assert.Throws<ArgumentException>(() => World.Alone.Gather(new byte[8], new ByteBlocks([0, 4], [4, 4])));
        Assert.Throws<ArgumentException>(() =>
            World.Alone.Exchange(new byte[8], new ByteBlocks([-1], [4]), new byte[8], new ByteBlocks([0], [4]))
        );
    }
}
