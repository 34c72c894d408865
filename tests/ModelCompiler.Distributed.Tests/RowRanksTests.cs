namespace ModelCompiler.Distributed.Tests;

/// <summary>Ranks share the rows of a source: the result has the same bits, and a run is continued by another number of them.</summary>
public sealed class RowRanksTests
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void The_same_bits_for_every_number_of_ranks(bool shuffle, bool inBlocks)
    {
        string expected = Train(World.Alone, shuffle, inBlocks);
        foreach (int ranks in (int[])[2, 3, 8])
        {
            string[] results = new string[ranks];
            ThreadWorld.Run(ranks, world => results[world.Rank] = Train(world, shuffle, inBlocks));
            Assert.All(results, result => Assert.Equal(expected, result));
        }
    }

    [Fact]
    public void Each_rank_reads_its_own_rows_alone()
    {
        var tables = new CountedRows[4];
        ThreadWorld.Run(
            4,
            world =>
            {
                RowTable inputs = RowTable.InMemory(Runs.PlainData.Inputs.ToArray(), 20);
                tables[world.Rank] = new CountedRows(inputs);
                Trainer<Plain> trainer = Runs.PlainTrainer(world);
                trainer.MeasureTrainingAccuracy = false;
                trainer.Epochs = 1;
                trainer.Fit(RowSource.ForTargets(tables[world.Rank], RowTable.InMemory(Runs.PlainData.OneHot().Targets.ToArray(), 4)));
            }
        );
        Assert.Equal(Runs.PlainData.Count, tables.Sum(table => table.Seen.Count));
        Assert.Equal(Runs.PlainData.Count, tables.SelectMany(table => table.Seen).Distinct().Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_of_four_ranks_is_continued_by_two(bool inBlocks)
    {
        string path = Path.Combine(Path.GetTempPath(), $"rows-{Guid.NewGuid():N}.safetensors");
        try
        {
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
                        trainer.Fit(Rows(inBlocks), cancellationToken: world.Rank == 2 ? cancellation.Token : default);
                    }
                )
            );
            string[] results = new string[2];
            ThreadWorld.Run(
                2,
                world =>
                {
                    Trainer<Plain> trainer = Runs.PlainTrainer(world);
                    Assert.True(trainer.TryResume(path, Rows(inBlocks), out string? reason), reason);
                    results[world.Rank] = Runs.Result(trainer.Model, trainer.Fit(Rows(inBlocks)));
                }
            );
            Trainer<Plain> alone = Runs.PlainTrainer(World.Alone);
            string expected = Runs.Result(alone.Model, alone.Fit(Rows(inBlocks)));
            Assert.All(results, result => Assert.Equal(expected, result));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static RowSource Rows(bool inBlocks) => inBlocks ? RowSource.Of(Runs.PlainData).InBlocks(10, 3) : RowSource.Of(Runs.PlainData);

    private static string Train(World world, bool shuffle, bool inBlocks)
    {
        Trainer<Plain> trainer = Runs.PlainTrainer(world);
        trainer.Shuffle = shuffle;
        return Runs.Result(trainer.Model, trainer.Fit(Rows(inBlocks), Rows(inBlocks)));
    }

    /// <summary>Rows that note which of them were read.</summary>
    private sealed class CountedRows(RowTable rows) : RowTable("counted", rows.Count, rows.Size)
    {
        public List<long> Seen { get; } = [];

        public override string Fingerprint => rows.Fingerprint;

        protected override void ReadRows(long first, Span<float> destination)
        {
            for (int row = 0; row < destination.Length / Size; row++)
                Seen.Add(first + row);
            rows.Read(first, destination);
        }
    }
}
