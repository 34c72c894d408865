namespace ModelCompiler.Runtime.Tests.Serialization;

public class TryResumeTests
{
    private static readonly Dictionary<string, Action<Trainer<LinearModel>>> _changes = new()
    {
        ["Seed = 77, but it is 78 now"] = trainer => trainer.Seed = 78,
        ["BatchSize = 8, but it is 9 now"] = trainer => trainer.BatchSize = 9,
        ["Shuffle = True"] = trainer => trainer.Shuffle = false,
        ["DropLast = False"] = trainer => trainer.DropLast = true,
        ["GradientAccumulation = 2"] = trainer => trainer.GradientAccumulation = 3,
        ["GradientClipNorm = 0.5, but it is none now"] = trainer => trainer.GradientClipNorm = null,
        ["GradientClipValue = none, but it is 1 now"] = trainer => trainer.GradientClipValue = 1,
        ["Schedule = StepDecay, but it is none now"] = trainer => trainer.Schedule = null,
        ["Schedule = StepDecay, but it is CosineDecay now"] = trainer => trainer.Schedule = new CosineDecay(0.01f),
        ["the schedule's rates = 0.01 at step 1"] = trainer => trainer.Schedule = new StepDecay(0.01f, everyEpochs: 2, factor: 0.5),
        ["Tag = monday, but it is none now"] = trainer => trainer.Tag = null,
        ["Tag = monday, but it is tuesday now"] = trainer => trainer.Tag = "tuesday",
    };

    public static TheoryData<string> Differences => [.. _changes.Keys];

    [Fact]
    public void A_run_continues_to_the_bit_and_what_is_not_there_begins_anew()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("run");
        Trainer<LinearModel> whole = Trainer(),
            first = Trainer(),
            second = Trainer();
        whole.Fit(LinearTraining.Training, LinearTraining.Validation);

        Assert.False(first.TryResume(path, LinearTraining.Training, out string? reason));
        Assert.Equal($"There is no file '{path}'.", reason);
        first.Callbacks.Add(new CheckpointCallback(path));
        first.Callbacks.Add(new StopAfter(3));
        first.Fit(LinearTraining.Training, LinearTraining.Validation);

        Assert.True(second.TryResume(path, LinearTraining.Training, out reason));
        Assert.Null(reason);
        second.Fit(LinearTraining.Training, LinearTraining.Validation);
        LinearTraining.AssertSameRun(whole, second);
    }

    [Theory]
    [MemberData(nameof(Differences))]
    public void Every_difference_is_found_before_training(string problem)
    {
        using var folder = new TemporaryFolder();
        string path = Interrupted(folder);
        Trainer<LinearModel> trainer = Trainer();
        _changes[problem](trainer);
        AssertRefused(problem, trainer, path, LinearTraining.Training);
    }

    [Fact]
    public void Other_data_of_the_same_size_damaged_files_and_other_optimizers_are_found_too()
    {
        using var folder = new TemporaryFolder();
        string path = Interrupted(folder);
        float[] inputs = LinearTraining.Training.Inputs.ToArray();
        inputs[^1] += 1;
        AssertRefused(
            "other training data",
            Trainer(),
            path,
            Dataset.ForTargets(inputs, LinearModel.Inputs, LinearTraining.Training.Targets, LinearModel.Outputs)
        );
        AssertRefused("the number of training samples = 50", Trainer(), path, LinearTraining.Training.Slice(0, 40));
        AssertRefused("made with Adam", LinearTraining.Trainer("SgdMomentum", 6), path, LinearTraining.Training);
        File.WriteAllBytes(folder.File("cut"), File.ReadAllBytes(path)[..500]);
        AssertRefused("truncated", Trainer(), folder.File("cut"), LinearTraining.Training);
        AssertRefused("There is no file", Trainer(), Path.Combine(folder.File("none"), "a"), LinearTraining.Training, exists: false);
    }

    [Fact]
    public void More_epochs_with_a_schedule_that_does_not_depend_on_them_are_no_difference()
    {
        using var folder = new TemporaryFolder();
        string path = Interrupted(folder);
        Trainer<LinearModel> trainer = Trainer();
        trainer.Epochs = 20;
        Assert.True(trainer.TryResume(path, LinearTraining.Training, out string? reason), reason);
    }

    [Fact]
    public void A_schedule_of_another_state_is_refused_at_once()
    {
        using var folder = new TemporaryFolder();
        Trainer<LinearModel> first = Trainer();
        first.Schedule = new ReduceOnPlateau(0.01f);
        first.Callbacks.Add(new CheckpointCallback(folder.File("a")));
        first.Callbacks.Add(new StopAfter(2));
        first.Fit(LinearTraining.Training, LinearTraining.Validation);
        AssertRefused("Schedule = ReduceOnPlateau (initial rate 0.01, factor 0.1, ", Trainer(), folder.File("a"), LinearTraining.Training);
        Trainer<LinearModel> impatient = Trainer(),
            same = Trainer();
        impatient.Schedule = new ReduceOnPlateau(0.01f, patience: 2);
        AssertRefused("patience 2, threshold", impatient, folder.File("a"), LinearTraining.Training);
        same.Schedule = new ReduceOnPlateau(0.01f);
        Assert.True(same.TryResume(folder.File("a"), LinearTraining.Training, out string? reason), reason);
    }

    [Fact]
    public void A_checkpoint_of_a_finished_run_may_be_deleted()
    {
        using var folder = new TemporaryFolder();
        Trainer<LinearModel> trainer = Trainer();
        trainer.Callbacks.Add(new CheckpointCallback(folder.File("last")) { DeleteOnCompletion = true });
        trainer.Callbacks.Add(new CheckpointCallback(folder.File("e{epoch}")) { DeleteOnCompletion = true, KeepLast = 2 });
        using var stop = new CancellationTokenSource();
        trainer.Callbacks.Add(new CancelAfter(3, stop));
        Assert.Throws<OperationCanceledException>(() =>
            trainer.Fit(LinearTraining.Training, LinearTraining.Validation, cancellationToken: stop.Token)
        );
        Assert.Contains("last", folder.Names());

        trainer.Callbacks.RemoveAt(2);
        trainer.Fit(LinearTraining.Training, LinearTraining.Validation);
        Assert.DoesNotContain("last", folder.Names());
        Assert.DoesNotContain("e6", folder.Names());
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_deleted_is_tried_again_and_ends_nothing()
    {
        using var folder = new TemporaryFolder();
        Trainer<LinearModel> trainer = Trainer();
        trainer.Callbacks.Add(new CheckpointCallback(folder.File("e{epoch}")) { KeepLast = 1 });
        trainer.Callbacks.Add(new Obstacle(folder.File("e1")));
        trainer.Fit(LinearTraining.Training, LinearTraining.Validation);
        Assert.Equal(["e6"], folder.Names());
        Assert.False(Directory.Exists(folder.File("e1")));
    }

    private static Trainer<LinearModel> Trainer()
    {
        Trainer<LinearModel> trainer = LinearTraining.Trainer("Adam", epochs: 6);
        trainer.Schedule = new StepDecay(0.01f, everyEpochs: 4, factor: 0.5);
        trainer.Tag = "monday";
        return trainer;
    }

    private static string Interrupted(TemporaryFolder folder)
    {
        string path = folder.File("run");
        Trainer<LinearModel> trainer = Trainer();
        trainer.Callbacks.Add(new CheckpointCallback(path));
        trainer.Callbacks.Add(new StopAfter(3));
        trainer.Fit(LinearTraining.Training, LinearTraining.Validation);
        return path;
    }

    private static void AssertRefused(string problem, Trainer<LinearModel> trainer, string path, Dataset train, bool exists = true)
    {
        float[] parameters = trainer.Model.Copy();
        Assert.False(trainer.TryResume(path, train, out string? reason));
        Assert.Contains(problem, reason, StringComparison.Ordinal);
        if (exists)
            Assert.Contains(
                problem,
                Assert.Throws<SafeTensorsException>(() => trainer.Resume(path, train)).Message,
                StringComparison.Ordinal
            );
        ModelSerializationTests.AssertSameBits(parameters, trainer.Model.Parameters);
        Assert.Equal(0, trainer.Optimizer.StepCount);
        Assert.Equal(0, trainer.CaptureState().CompletedEpochs);
    }

    private sealed class StopAfter(int epochs) : TrainingCallback
    {
        public override void OnEpochEnd(TrainingContext context, in EpochRecord record)
        {
            if (record.Epoch == epochs)
                context.RequestStop("enough");
        }
    }

    private sealed class CancelAfter(int epochs, CancellationTokenSource source) : TrainingCallback
    {
        public override void OnEpochEnd(TrainingContext context, in EpochRecord record)
        {
            if (record.Epoch == epochs)
                source.Cancel();
        }
    }

    /// <summary>Puts a folder, which no file can be deleted as, in the place of a file for a while.</summary>
    private sealed class Obstacle(string path) : TrainingCallback
    {
        public override void OnEpochEnd(TrainingContext context, in EpochRecord record)
        {
            if (record.Epoch == 1)
            {
                File.Delete(path);
                Directory.CreateDirectory(path);
            }
            else if (record.Epoch == 3)
            {
                Directory.Delete(path);
                File.WriteAllText(path, "");
            }
        }
    }
}
