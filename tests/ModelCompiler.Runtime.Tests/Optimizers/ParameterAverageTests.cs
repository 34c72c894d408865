using ModelCompiler.Runtime.Tests.Serialization;

namespace ModelCompiler.Runtime.Tests.Optimizers;

/// <summary>The moving average of parameters: PyTorch's meaning, in double; in a trainer; over an interruption.</summary>
public class ParameterAverageTests
{
    [Theory]
    [InlineData(0.9, false)]
    [InlineData(0.9, true)]
    [InlineData(0, false)]
    public void It_follows_the_formula(double decay, bool warmup)
    {
        var model = LinearModel.Create(1);
        var average = new ParameterAverage<LinearModel>(model, decay) { Warmup = warmup };
        double[] expected = [.. model.Parameters.ToArray().Select(value => (double)value)];
        LinearModel averaged = LinearModel.Create(2);
        for (int update = 0; update < 25; update++)
        {
            OptimizerFactories.Numbers(LinearModel.Description.Parameters[0].Count, (ulong)update).CopyTo(model.Parameters);
            average.Update();
            double kept =
                update == 0 ? 0
                : warmup ? Math.Min(decay, (1.0 + update) / (10.0 + update))
                : decay;
            for (int i = 0; i < expected.Length; i++)
                expected[i] = (kept * expected[i]) + ((1 - kept) * model.Parameters[i]);
            average.CopyTo(averaged);
            for (int i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], averaged.Parameters[i], 2e-6);
        }

        Assert.Equal(25, average.UpdateCount);
    }

    [Fact]
    public void It_begins_with_the_parameters_and_begins_anew()
    {
        LinearModel model = LinearModel.Create(1),
            other = LinearModel.Create(2);
        var average = new ParameterAverage<LinearModel>(model);
        average.CopyTo(other);
        Assert.Equal(model.Copy(), other.Copy());
        average.Update();
        model.Parameters.Clear();
        average.Reset();
        average.CopyTo(other);
        Assert.All(other.Copy(), value => Assert.Equal(0, value));
        Assert.Equal(0, average.UpdateCount);
    }

    [Fact]
    public void An_update_allocates_nothing()
    {
        var average = new ParameterAverage<LinearModel>(LinearModel.Create(1));
        average.Update();
        average.Update();
        long before = GC.GetAllocatedBytesForCurrentThread();
        average.Update();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void A_decay_is_below_one(double decay) =>
        Assert.Equal(
            "decay",
            Assert.Throws<ArgumentOutOfRangeException>(() => new ParameterAverage<LinearModel>(LinearModel.Create(1), decay)).ParamName
        );

    [Fact]
    public void A_file_of_it_is_a_file_of_the_model()
    {
        using var folder = new TemporaryFolder();
        LinearModel model = LinearModel.Create(1),
            loaded = LinearModel.Create(2),
            copied = LinearModel.Create(3);
        var average = new ParameterAverage<LinearModel>(model, 0.5);
        average.Update();
        model.Parameters[0] += 1;
        average.Update();
        average.Save(folder.File("average.safetensors"));
        loaded.Load(folder.File("average.safetensors"));
        average.CopyTo(copied);
        Assert.Equal(copied.Copy(), loaded.Copy());
        Assert.NotEqual(model.Copy(), loaded.Copy());
    }

    [Fact]
    public void A_trainer_updates_it_and_a_resumed_run_has_its_bits()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("run.safetensors");
        Trainer<LinearModel> straight = Trainer(10),
            first = Trainer(4),
            second = Trainer(10, modelSeed: 7);
        straight.Fit(LinearTraining.Training, LinearTraining.Validation);
        first.Fit(LinearTraining.Training, LinearTraining.Validation);
        first.SaveCheckpoint(path);
        Assert.True(second.TryResume(path, LinearTraining.Training, out string? reason), reason);
        second.Fit(LinearTraining.Training, LinearTraining.Validation);
        Assert.Equal(straight.Optimizer.StepCount, straight.ParameterAverage!.UpdateCount);
        Assert.Equal(straight.ParameterAverage.UpdateCount, second.ParameterAverage!.UpdateCount);
        Assert.Equal(Averages(straight), Averages(second));
        Assert.NotEqual(straight.Model.Copy(), Averages(straight));
        Assert.Equal(straight.Model.Copy(), second.Model.Copy());
    }

    [Fact]
    public void A_run_is_not_resumed_with_another_average_or_none()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("run.safetensors");
        Trainer<LinearModel> first = Trainer(2);
        first.Fit(LinearTraining.Training, LinearTraining.Validation);
        first.SaveCheckpoint(path);
        Trainer<LinearModel> without = LinearTraining.Trainer("Adam", 3),
            other = LinearTraining.Trainer("Adam", 3);
        other.ParameterAverage = new ParameterAverage<LinearModel>(other.Model, 0.5);
        Assert.False(without.TryResume(path, LinearTraining.Training, out string? reason));
        Assert.Contains("ParameterAverage = decay 0.9, warmup True, but it is none now", reason, StringComparison.Ordinal);
        Assert.False(other.TryResume(path, LinearTraining.Training, out reason));
        Assert.Contains("ParameterAverage = decay 0.9", reason, StringComparison.Ordinal);

        without.Resume(path);
        Assert.Contains(
            "was captured with a ParameterAverage, but there is none now",
            Assert.Throws<InvalidOperationException>(() => without.Fit(LinearTraining.Training, LinearTraining.Validation)).Message,
            StringComparison.Ordinal
        );

        Trainer<LinearModel> plain = LinearTraining.Trainer("Adam", 2),
            averaged = Trainer(4);
        plain.Fit(LinearTraining.Training, LinearTraining.Validation);
        averaged.Restore(plain.CaptureState());
        Assert.Contains(
            "was captured without a ParameterAverage, but there is one now",
            Assert.Throws<InvalidOperationException>(() => averaged.Fit(LinearTraining.Training, LinearTraining.Validation)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_trainer_refuses_the_average_of_another_model()
    {
        Trainer<LinearModel> trainer = LinearTraining.Trainer("Adam", 1);
        trainer.ParameterAverage = new ParameterAverage<LinearModel>(LinearModel.Create(1));
        float[] before = trainer.Model.Copy();
        Assert.Contains(
            "follows another LinearModel",
            Assert.Throws<InvalidOperationException>(() => trainer.Fit(LinearTraining.Training, LinearTraining.Validation)).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(before, trainer.Model.Copy());
    }

    private static Trainer<LinearModel> Trainer(int epochs, ulong modelSeed = 1)
    {
        Trainer<LinearModel> trainer = LinearTraining.Trainer("Adam", epochs, modelSeed);
        trainer.ParameterAverage = new ParameterAverage<LinearModel>(trainer.Model, 0.9) { Warmup = true };
        return trainer;
    }

    private static float[] Averages(Trainer<LinearModel> trainer)
    {
        LinearModel model = LinearModel.Create(5);
        trainer.ParameterAverage!.CopyTo(model);
        return model.Copy();
    }
}
