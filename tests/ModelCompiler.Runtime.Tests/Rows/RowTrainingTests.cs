using System.Runtime.InteropServices;
using ModelCompiler.Runtime.Tests.Training;

namespace ModelCompiler.Runtime.Tests.Rows;

public sealed class RowTrainingTests : IDisposable
{
    private const int Samples = 333;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(true, false, 1)]
    [InlineData(true, false, 3)]
    [InlineData(true, true, 1)]
    [InlineData(true, true, 2)]
    [InlineData(false, false, 2)]
    public void A_file_trains_to_the_bits_of_memory(bool shuffle, bool inBlocks, int accumulation)
    {
        Dataset data = TestData.ThreeClouds(Samples);
        using RowSource file = Save(data, "file");
        RowSource memory = RowSource.Of(data);
        (float[] expected, TrainingHistory history) = Train(Blocks(memory, inBlocks));
        (float[] found, TrainingHistory other) = Train(Blocks(file, inBlocks));
        Assert.Equal(expected, found);
        Assert.Equal(history.Epochs[^1].TrainingAccuracy, other.Epochs[^1].TrainingAccuracy);
        Assert.True(other.Epochs[^1].TrainingAccuracy > 0.9);

        // Without shuffling the order is that of a dataset, and so are the bits.
        Trainer<TestNetwork<ThreeClasses>> trainer = Create(shuffle, accumulation);
        trainer.Fit(data);
        Assert.Equal(!shuffle, trainer.Model.Parameters.SequenceEqual(found));

        (float[] Parameters, TrainingHistory History) Train(RowSource rows)
        {
            Trainer<TestNetwork<ThreeClasses>> trainer = Create(shuffle, accumulation);
            trainer.MeasureTrainingAccuracy = true;
            TrainingHistory result = trainer.Fit(rows, rows.Slice(0, 50));
            return (trainer.Model.Parameters.ToArray(), result);
        }
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 30)]
    [InlineData(true, 7)]
    [InlineData(true, 21)]
    [InlineData(true, 50)]
    public void A_run_that_was_stopped_goes_on_to_the_bit(bool inBlocks, int stoppedAfter)
    {
        using RowSource file = Save(TestData.ThreeClouds(Samples), "file");
        RowSource rows = Blocks(file, inBlocks);
        Trainer<TestNetwork<ThreeClasses>> straight = Create(shuffle: true, 1);
        straight.Fit(rows);

        Trainer<TestNetwork<ThreeClasses>> first = Create(shuffle: true, 1);
        using var cancellation = new CancellationTokenSource();
        first.Callbacks.Add(new AfterSteps(stoppedAfter, cancellation.Cancel));
        Assert.Throws<OperationCanceledException>(() => first.Fit(rows, cancellationToken: cancellation.Token));
        string path = _folder.Path("checkpoint.safetensors");
        first.SaveCheckpoint(path);

        Trainer<TestNetwork<ThreeClasses>> second = Create(shuffle: true, 1);
        Assert.True(second.TryResume(path, rows, out string? reason), reason);
        second.Fit(rows);
        Assert.Equal(straight.Model.Parameters, second.Model.Parameters);

        // Other blocks are another order.
        Assert.False(Create(shuffle: true, 1).TryResume(path, file.InBlocks(9), out reason));
        Assert.Contains("other training data", reason);
    }

    [Fact]
    public void Targets_are_taken_as_the_loss_takes_them()
    {
        Dataset plane = TestData.Plane(100);
        Same<OneNumber>(plane);
        Same<YesOrNo>(TestData.TwoClouds(100));
        Same<ThreeNumbers>(TestData.ThreeClouds(100));
        Same<ThreeClasses>(TestData.ThreeClouds(100).OneHot());

        static void Same<TArchitecture>(Dataset data)
            where TArchitecture : ITestArchitecture
        {
            var byDataset = new Trainer<TestNetwork<TArchitecture>>(new(1), new Adam()) { Shuffle = false, BatchSize = 16 };
            var byRows = new Trainer<TestNetwork<TArchitecture>>(new(1), new Adam()) { Shuffle = false, BatchSize = 16 };
            TrainingHistory expected = byDataset.Fit(data, data);
            TrainingHistory found = byRows.Fit(RowSource.Of(data), RowSource.Of(data));
            Assert.Equal(byDataset.Model.Parameters, byRows.Model.Parameters);
            Assert.Equal(expected.Epochs[0].ValidationLoss, found.Epochs[0].ValidationLoss);
            Evaluation evaluation = Evaluator.Evaluate(byRows.Model, RowSource.Of(data)),
                same = Evaluator.Evaluate(byRows.Model, data);
            Assert.Equal(
                (same.Loss, same.Accuracy, same.RSquared, same.SampleCount),
                (evaluation.Loss, evaluation.Accuracy, evaluation.RSquared, evaluation.SampleCount)
            );
        }
    }

    [Fact]
    public void What_the_reader_meets_reaches_the_caller()
    {
        float[] inputs = new float[2 * Samples];
        inputs[401] = float.NaN;
        string path = _folder.Write("inputs", MemoryMarshal.AsBytes(inputs.AsSpan()));
        using RowSource rows = RowSource.ForTargets(
            RowTable.Raw(path, TensorType.Float32, 2),
            RowTable.InMemory(new float[Samples * 3], 3)
        );
        Trainer<TestNetwork<ThreeClasses>> trainer = Create(shuffle: true, 1);
        string message = Assert.Throws<InvalidDataException>(() => trainer.Fit(rows)).Message;
        Assert.Contains($"'{path}', row 200, column 1 is NaN", message);
        Assert.Equal(TrainingOutcome.Failed, trainer.History!.Outcome);

        // Nothing is left running: the trainer takes the next run.
        trainer.Fit(RowSource.Of(TestData.ThreeClouds(20)));
    }

    [Fact]
    public void Cancellation_ends_the_waiting_for_a_slow_disk()
    {
        using var gate = new ManualResetEventSlim();
        using var slow = new SlowRows(gate);
        using RowSource rows = RowSource.ForTargets(slow, RowTable.InMemory(new float[Samples * 3], 3));
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        Assert.Throws<OperationCanceledException>(() => Create(shuffle: true, 1).Fit(rows, cancellationToken: cancellation.Token));
        gate.Set();
    }

    [Fact]
    public void Empty_and_unfit_sources_are_refused()
    {
        Trainer<TestNetwork<ThreeClasses>> trainer = Create(shuffle: true, 1);
        using RowSource empty = RowSource.ForTargets(RowTable.InMemory(default, 2), RowTable.InMemory(default, 3));
        Assert.Contains("is empty", Assert.Throws<ArgumentException>(() => trainer.Fit(empty)).Message);
        using RowSource wide = RowSource.ForTargets(RowTable.InMemory(new float[5], 5), RowTable.InMemory(new float[3], 3));
        Assert.Contains("takes 2 inputs", Assert.Throws<ArgumentException>(() => trainer.Fit(wide)).Message);
        Assert.Contains(
            "do not belong together",
            Assert
                .Throws<ArgumentException>(() =>
                    RowSource.ForTargets(RowTable.InMemory(new float[2], 1), RowTable.InMemory(new float[3], 1))
                )
                .Message
        );
        trainer.Shuffle = false;
        trainer.CarriedState = true;
        Assert.Throws<InvalidOperationException>(() => trainer.Fit(RowSource.Of(TestData.ThreeClouds(20))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Steps_allocate_nothing(bool inBlocks)
    {
        using RowSource file = Save(TestData.ThreeClouds(5000), "file");
        TrainingSettings settings = Settings(file.Count);
        RowSource rows = Blocks(file, inBlocks);
        IRowReader reader = inBlocks ? new BlockRowReader(rows, 16, 4, 1, settings.Epochs) : new ShuffledRowReader(rows, 1);
        using var batches = new RowBatches(rows, reader, RowBatchPlan.Of(rows.Count, settings), (0, 8), readsAhead: false);
        double sum = Epoch(0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        sum += Epoch(1) + Epoch(2);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(double.IsFinite(sum));

        double Epoch(int epoch)
        {
            batches.BeginEpoch(epoch);
            double inputs = 0;
            for (int batch = 0; batch < batches.BatchCount; batch++)
                inputs += batches[batch].Inputs[0];
            return inputs;
        }
    }

    [Fact]
    public void Taking_blocks_from_the_reading_thread_allocates_nothing()
    {
        RowSource rows = RowSource.Of(TestData.ThreeClouds(100_000));
        TrainingSettings settings = Settings(rows.Count);
        using var batches = new RowBatches(
            rows,
            new ShuffledRowReader(rows, 1),
            RowBatchPlan.Of(rows.Count, settings),
            (0, 8),
            readsAhead: true
        );
        batches.BeginEpoch(0);
        _ = batches[0];
        _ = batches[batches.BatchCount / 2];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int batch = (batches.BatchCount / 2) + 1; batch < batches.BatchCount; batch++)
            _ = batches[batch];
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    public void Dispose() => _folder.Dispose();

    private static TrainingSettings Settings(long count) =>
        new(8, 10, 1, true, 1, null, null, null, null, null, true, false, 256, false, false, null, null, 1);

    private static RowSource Blocks(RowSource rows, bool inBlocks) => inBlocks ? rows.InBlocks(16, 4) : rows;

    private RowSource Save(Dataset data, string name)
    {
        string path = _folder.Path(name);
        RowFile.Write(path, RowSource.Of(data));
        return RowFile.Open(path);
    }

    private static Trainer<TestNetwork<ThreeClasses>> Create(bool shuffle, int accumulation) =>
        new(new TestNetwork<ThreeClasses>(seed: 3), new Adam(0.02f))
        {
            BatchSize = 16,
            Epochs = 4,
            Seed = 9,
            Shuffle = shuffle,
            GradientAccumulation = accumulation,
        };

    private sealed class AfterSteps(int steps, Action action) : TrainingCallback
    {
        private int _steps;

        public override void OnStepEnd(TrainingContext context)
        {
            if (++_steps == steps)
                action();
        }
    }

    private sealed class SlowRows(ManualResetEventSlim gate) : RowTable("slow", Samples, 2)
    {
        public override string Fingerprint => "slow";

        protected internal override void ReadRows(long first, Span<float> destination) => gate.Wait();
    }
}
