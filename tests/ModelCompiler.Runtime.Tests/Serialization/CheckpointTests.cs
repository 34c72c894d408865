using System.Globalization;

namespace ModelCompiler.Runtime.Tests.Serialization;

public class CheckpointTests
{
    private const int StepsOfAnEpoch = 4;

    [Theory]
    [MemberData(nameof(LinearTraining.Optimizers), MemberType = typeof(LinearTraining))]
    public void Ten_epochs_straight_equal_five_and_five_resumed_to_the_bit(string optimizer)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("run.safetensors");
        Trainer<LinearModel> straight = LinearTraining.Trainer(optimizer, epochs: 10);
        straight.Fit(LinearTraining.Training, LinearTraining.Validation);

        Trainer<LinearModel> first = LinearTraining.Trainer(optimizer, epochs: 5);
        first.Callbacks.Add(new CheckpointCallback(path) { EveryEpochs = 5 });
        first.Fit(LinearTraining.Training, LinearTraining.Validation);
        Trainer<LinearModel> second = LinearTraining.Trainer(optimizer, epochs: 10, modelSeed: 2);
        second.Resume(path);
        second.Fit(LinearTraining.Training, LinearTraining.Validation);

        LinearTraining.AssertSameRun(straight, second);
    }

    [Theory]
    [InlineData("plateau")]
    [InlineData("cosine")]
    public void A_schedule_continues_where_it_was(string schedule)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("run.safetensors");
        Trainer<LinearModel> straight = Scheduled(schedule);
        straight.Fit(LinearTraining.Training, LinearTraining.Validation);
        Assert.True(
            straight.History!.Epochs.Select(record => record.LearningRate).Distinct().Count() > 3,
            "The schedule must have acted, or the test shows nothing."
        );

        using var cancellation = new CancellationTokenSource();
        Trainer<LinearModel> cancelled = Scheduled(schedule);
        cancelled.Callbacks.Add(new CheckpointCallback(path) { EveryEpochs = 0 });
        cancelled.Callbacks.Add(new AfterStep((6 * StepsOfAnEpoch) + 1, cancellation.Cancel));
        Assert.Throws<OperationCanceledException>(() =>
            cancelled.Fit(LinearTraining.Training, LinearTraining.Validation, null, cancellation.Token)
        );
        Trainer<LinearModel> resumed = Scheduled(schedule);
        resumed.Resume(path);
        resumed.Fit(LinearTraining.Training, LinearTraining.Validation);

        LinearTraining.AssertSameRun(straight, resumed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(StepsOfAnEpoch)]
    [InlineData(StepsOfAnEpoch + 1)]
    [InlineData((3 * StepsOfAnEpoch) + 2)]
    public void A_run_cancelled_after_any_step_resumes_to_the_bit(int lastStep)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("run.safetensors");
        Trainer<LinearModel> straight = LinearTraining.Trainer("Adam", epochs: 6);
        straight.Fit(LinearTraining.Training, LinearTraining.Validation);

        using var cancellation = new CancellationTokenSource();
        Trainer<LinearModel> cancelled = LinearTraining.Trainer("Adam", epochs: 6);
        cancelled.Callbacks.Add(new CheckpointCallback(path) { EveryEpochs = 0 });
        cancelled.Callbacks.Add(new AfterStep(lastStep, cancellation.Cancel));
        Assert.Throws<OperationCanceledException>(() =>
            cancelled.Fit(LinearTraining.Training, LinearTraining.Validation, null, cancellation.Token)
        );
        Trainer<LinearModel> resumed = LinearTraining.Trainer("Adam", epochs: 6, modelSeed: 2);
        resumed.Resume(path);
        Assert.Equal(lastStep, resumed.CaptureState().Step);
        resumed.Fit(LinearTraining.Training, LinearTraining.Validation);

        LinearTraining.AssertSameRun(straight, resumed);
    }

    [Fact]
    public void A_crash_resumes_from_the_last_checkpoint_in_the_middle_of_an_epoch()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("run.safetensors");
        Trainer<LinearModel> straight = LinearTraining.Trainer("RmsProp", epochs: 4);
        straight.Fit(LinearTraining.Training, LinearTraining.Validation);

        Trainer<LinearModel> crashing = LinearTraining.Trainer("RmsProp", epochs: 4);
        crashing.Callbacks.Add(new CheckpointCallback(path) { EveryEpochs = 0, EverySteps = 3 });
        crashing.Callbacks.Add(new AfterStep(8, () => throw new InvalidProgramException()));
        Assert.Throws<InvalidProgramException>(() => crashing.Fit(LinearTraining.Training, LinearTraining.Validation));
        Trainer<LinearModel> resumed = LinearTraining.Trainer("RmsProp", epochs: 4, modelSeed: 2);
        resumed.Resume(path);
        Assert.Equal(6, resumed.CaptureState().Step);
        resumed.Fit(LinearTraining.Training, LinearTraining.Validation);

        LinearTraining.AssertSameRun(straight, resumed);
    }

    [Fact]
    public void Everything_survives_a_file_whatever_its_values_and_the_culture()
    {
        using var folder = new TemporaryFolder();
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Trainer<LinearModel> trainer = LinearTraining.Trainer("Adam", epochs: 1);
            trainer.Fit(LinearTraining.Training, LinearTraining.Validation);
            OptimizerState optimizer = trainer.Optimizer.State;
            var state = new TrainerState
            {
                Seed = ulong.MaxValue,
                Shuffle = false,
                BatchSize = int.MaxValue,
                GradientAccumulation = 3,
                SampleCount = 4,
                CompletedEpochs = 2,
                CompletedBatches = 5,
                Step = long.MaxValue,
                EpochLossSum = double.NaN,
                History =
                [
                    new EpochRecord(1, 1.0 / 3, null, double.NaN, 0, float.Epsilon, 1e-300, double.PositiveInfinity),
                    new EpochRecord(2, double.NegativeInfinity, 0.1, null, null, 1f / 3, 0, -0.0),
                ],
                ScheduleState = new Dictionary<string, double> { ["rate"] = 0.1, ["best"] = double.NegativeInfinity },
                BestMetric = 0.1 + 0.2,
                BestEpoch = 6,
                EpochsWithoutImprovement = 7,
                BestParameters = LinearModel.Create(5).Copy(),
            };
            CheckpointFile.Write(folder.File("a"), LinearModel.Description, trainer.Model.Parameters, optimizer, state);
            CultureInfo.CurrentCulture = new CultureInfo("ar-SA");
            using var reader = new SafeTensorsReader(folder.File("a"));
            CheckpointContents contents = CheckpointFile.Read(reader, LinearModel.Description, "a");
            ModelSerializationTests.AssertSameBits(trainer.Model.Parameters, contents.Parameters);
            LinearTraining.AssertSameOptimizer(optimizer, contents.Optimizer);
            LinearTraining.AssertSameState(state, contents.Trainer);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void A_trainer_that_has_not_begun_can_be_saved()
    {
        using var folder = new TemporaryFolder();
        Trainer<LinearModel> straight = LinearTraining.Trainer("Adam", epochs: 2);
        straight.SaveCheckpoint(folder.File("a"));
        straight.Fit(LinearTraining.Training, LinearTraining.Validation);
        Trainer<LinearModel> resumed = LinearTraining.Trainer("Adam", epochs: 2, modelSeed: 2);
        resumed.Resume(folder.File("a"));
        resumed.Fit(LinearTraining.Training, LinearTraining.Validation);
        LinearTraining.AssertSameRun(straight, resumed);
    }

    [Fact]
    public void The_parameters_of_a_checkpoint_load_as_weights()
    {
        using var folder = new TemporaryFolder();
        Trainer<LinearModel> trainer = LinearTraining.Trainer("Adam", epochs: 1);
        trainer.Fit(LinearTraining.Training, LinearTraining.Validation);
        trainer.SaveCheckpoint(folder.File("a"));
        LinearModel model = LinearModel.Create(9);
        model.Load(folder.File("a"), strict: false);
        ModelSerializationTests.AssertSameBits(trainer.Model.Parameters, model.Parameters);

        var reader = new SpecificationReader(File.ReadAllBytes(folder.File("a")));
        Assert.Equal([35, 3], reader.Shape("optimizer:momentum:linear.weight"));
        Assert.Equal([35], reader.Shape("best:linear.bias"));
        Assert.Equal(LinearModel.Description.Architecture, reader.Metadata("checkpoint.architecture"));
    }

    [Fact]
    public void A_disk_that_fails_keeps_the_old_checkpoint()
    {
        using var folder = new TemporaryFolder();
        Trainer<LinearModel> trainer = LinearTraining.Trainer("Adam", epochs: 1);
        Assert.Contains(
            "does not exist",
            Assert.Throws<DirectoryNotFoundException>(() => trainer.SaveCheckpoint(Path.Combine(folder.File("none"), "a"))).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<FileNotFoundException>(() => trainer.Resume(folder.File("none")));
    }

    private static Trainer<LinearModel> Scheduled(string schedule)
    {
        Trainer<LinearModel> trainer = LinearTraining.Trainer("Adam", epochs: 12);
        // A threshold that no epoch reaches, so that the rate falls again and again, at epochs that only its state knows.
        trainer.Schedule =
            schedule == "plateau"
                ? new ReduceOnPlateau(0.01f, factor: 0.7, patience: 1, threshold: 0.9, cooldown: 1)
                : new CosineDecay(0.01f);
        return trainer;
    }

    private sealed class AfterStep(long step, Action action) : TrainingCallback
    {
        public override void OnStepEnd(TrainingContext context)
        {
            if (context.Step == step)
                action();
        }
    }
}
