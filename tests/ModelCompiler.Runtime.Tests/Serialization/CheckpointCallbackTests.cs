namespace ModelCompiler.Runtime.Tests.Serialization;

public class CheckpointCallbackTests
{
    [Fact]
    public void Files_are_named_by_epoch_and_step_and_only_the_last_are_kept()
    {
        using var folder = new TemporaryFolder();
        Trainer<LinearModel> trainer = LinearTraining.Trainer("Adam", epochs: 7);
        trainer.Callbacks.Add(new CheckpointCallback(folder.File("e{epoch}")) { EveryEpochs = 2, KeepLast = 2 });
        trainer.Callbacks.Add(new CheckpointCallback(folder.File("s{epoch}-{step}")) { EveryEpochs = 0, EverySteps = 9 });
        trainer.Fit(LinearTraining.Training, LinearTraining.Validation);
        Assert.Equal(["e4", "e6", "s3-9", "s5-18", "s7-27"], folder.Names());
    }

    [Theory]
    [InlineData(MonitoredMetric.ValidationLoss)]
    [InlineData(MonitoredMetric.TrainingLoss)]
    public void Best_only_keeps_the_best_epoch_across_a_resumption(MonitoredMetric monitor)
    {
        using var folder = new TemporaryFolder();
        Trainer<LinearModel> trainer = Diverging(epochs: 9);
        trainer.Callbacks.Add(new CheckpointCallback(folder.File("best")) { BestOnly = true, Monitor = monitor });
        trainer.Callbacks.Add(new CheckpointCallback(folder.File("last")));
        TrainingHistory history = trainer.Fit(LinearTraining.Training, LinearTraining.Validation);
        int best = history
            .Epochs.MinBy(record => monitor == MonitoredMetric.TrainingLoss ? record.TrainingLoss : record.ValidationLoss!.Value)
            .Epoch;
        Assert.InRange(best, 2, 8);
        Assert.Equal(best, EpochOf(folder.File("best")));

        // Going on gets worse still, so the best of the first run must stay.
        Trainer<LinearModel> resumed = Diverging(epochs: 10);
        resumed.Callbacks.Add(new CheckpointCallback(folder.File("best")) { BestOnly = true, Monitor = monitor });
        resumed.Resume(folder.File("last"));
        resumed.Fit(LinearTraining.Training, LinearTraining.Validation);
        Assert.Equal(best, EpochOf(folder.File("best")));
    }

    [Fact]
    public void Cancellation_saves_unless_it_is_turned_off_or_only_the_best_is_wanted()
    {
        using var folder = new TemporaryFolder();
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        Trainer<LinearModel> trainer = LinearTraining.Trainer("Adam", epochs: 1);
        trainer.Callbacks.Add(new CheckpointCallback(folder.File("yes")));
        trainer.Callbacks.Add(new CheckpointCallback(folder.File("no")) { OnCancellation = false });
        trainer.Callbacks.Add(new CheckpointCallback(folder.File("best")) { BestOnly = true });
        Assert.Throws<OperationCanceledException>(() =>
            trainer.Fit(LinearTraining.Training, LinearTraining.Validation, null, cancellation.Token)
        );
        Assert.Equal(["yes"], folder.Names());
    }

    [Fact]
    public void Wrong_settings_are_refused_before_training()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<ArgumentException>(() => new CheckpointCallback(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CheckpointCallback("a") { EveryEpochs = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CheckpointCallback("a") { EverySteps = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CheckpointCallback("a") { KeepLast = -1 });

        Trainer<LinearModel> trainer = LinearTraining.Trainer("Adam", epochs: 1);
        trainer.Callbacks.Add(new CheckpointCallback(Path.Combine(folder.File("none"), "a")));
        Assert.Contains(
            "create it before training",
            Assert.Throws<DirectoryNotFoundException>(() => trainer.Fit(LinearTraining.Training, LinearTraining.Validation)).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(0, trainer.Optimizer.StepCount);
    }

    /// <summary>A run whose learning rate grows until the loss does.</summary>
    private static Trainer<LinearModel> Diverging(int epochs)
    {
        Trainer<LinearModel> trainer = new(LinearModel.Create(1), new Sgd(0.5f)) { Epochs = epochs, BatchSize = LinearTraining.BatchSize };
        trainer.Callbacks.Add(new GrowingLearningRate());
        return trainer;
    }

    private static int EpochOf(string path)
    {
        using var reader = new SafeTensorsReader(path);
        return CheckpointFile.Read(reader, LinearModel.Description, path).Trainer.CompletedEpochs;
    }

    private sealed class GrowingLearningRate : TrainingCallback
    {
        public override void OnEpochEnd(TrainingContext context, in EpochRecord record) => context.Optimizer.LearningRate *= 1.8f;
    }
}
