using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Heads;

/// <summary>Training and evaluation of models with several heads.</summary>
public class HeadTrainingTests
{
    [Fact]
    public void An_evaluation_has_the_numbers_of_each_head()
    {
        Everything model = new(2);
        Dataset data = HeadTests.RandomRows<Everything>(20);
        Evaluation whole = Evaluator.Evaluate(model, data),
            parts = Evaluator.Evaluate(model, data, batchSize: 7);
        float[] losses = new float[3],
            outputs = model.Predict(data.Inputs);
        float loss = model.HeadLosses(data.Inputs, data.Targets, losses);
        Assert.Equal(["kind", "flags", "code"], whole.Heads.Select(head => head.Name));
        Assert.Equal(losses.Select(value => (double)value), whole.Heads.Select(head => head.Loss));
        Assert.Equal(loss, whole.Loss!.Value, 1e-6);
        Assert.Equal(loss, parts.Loss!.Value, 1e-6);
        Assert.Null(whole.Accuracy);
        int right = Enumerable
            .Range(0, 20)
            .Count(sample => Metrics.IndexOfLargest(outputs.AsSpan(sample * 16, 3)) == data.Targets[sample * 7]);
        Assert.Equal(right / 20.0, whole.Heads[0].Accuracy);
        int sides = Enumerable
            .Range(0, 40)
            .Count(i => outputs[(i / 2 * 16) + 3 + (i % 2)] > 0.5f == data.Targets[(i / 2 * 7) + 1 + (i % 2)] > 0.5f);
        Assert.Equal(sides / 40.0, whole.Heads[1].Accuracy);
        double error = Enumerable
            .Range(0, 80)
            .Average(i => Math.Abs((double)outputs[(i / 4 * 16) + 5 + (i % 4)] - data.Targets[(i / 4 * 7) + 3 + (i % 4)]));
        Assert.Equal(error, whole.Heads[2].MeanAbsoluteError!.Value, 1e-12);
        Assert.Null(whole.Heads[2].Accuracy);
        Assert.Equal(whole, Evaluator.Evaluate(model, data));
        Assert.Contains("kind: loss ", whole.ToString(), StringComparison.Ordinal);
        Assert.Empty(Evaluator.Evaluate(new PolicyAlone(1), HeadTests.RandomRows<PolicyAlone>(3)).Heads);
    }

    [Fact]
    public void Training_lowers_the_loss_of_each_head_and_the_history_tells_it()
    {
        Dataset data = HeadTests.RandomRows<ActorCritic>(60);
        ActorCritic model = new(2);
        Evaluation before = Evaluator.Evaluate(model, data);
        TrainingHistory history = Trainer(model, epochs: 60).Fit(data, data);
        Evaluation after = Evaluator.Evaluate(model, data);
        Assert.All(before.Heads.Zip(after.Heads), pair => Assert.True(pair.Second.Loss < pair.First.Loss));
        EpochRecord last = history.Epochs[^1];
        Assert.Equal(["policy", "value"], last.Heads.Select(head => head.Name));
        Assert.Equal(after.Heads.Select(head => (double?)head.Loss), last.Heads.Select(head => head.ValidationLoss));
        Assert.Equal(after.Heads[0].Accuracy, last.Heads[0].ValidationAccuracy);
        Assert.Equal(last.TrainingLoss, last.Heads[0].TrainingLoss!.Value + (0.5 * last.Heads[1].TrainingLoss!.Value), 1e-6);
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        history.SaveCsv(path);
        string[] lines = File.ReadAllLines(path);
        Assert.EndsWith(
            "policy_validation_accuracy,value_training_loss,value_validation_loss,value_validation_accuracy",
            lines[0],
            StringComparison.Ordinal
        );
        Assert.All(lines, line => Assert.Equal(14, line.Split(',').Length));
        history.SaveJsonLines(path);
        Assert.Contains("\"value_validation_loss\":", File.ReadAllText(path), StringComparison.Ordinal);
        File.Delete(path);
    }

    [Fact]
    public void A_run_that_stops_within_an_epoch_goes_on_to_the_same_bits_and_history()
    {
        Dataset data = HeadTests.RandomRows<ActorCritic>(60);
        ActorCritic whole = new(2),
            first = new(2),
            second = new(1);
        TrainingHistory expected = Trainer(whole, epochs: 3).Fit(data, data);
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".safetensors");
        Trainer<ActorCritic> stopped = Trainer(first, epochs: 3);
        stopped.Callbacks.Add(new StopAtStep(8));
        stopped.Fit(data, data);
        stopped.SaveCheckpoint(path);
        Trainer<ActorCritic> resumed = Trainer(second, epochs: 3);
        resumed.Resume(path);
        TrainingHistory history = resumed.Fit(data, data);
        File.Delete(path);
        Assert.Equal(Bits.Of(whole.Parameters), Bits.Of(second.Parameters));
        Assert.Equal(expected.Epochs.SelectMany(epoch => epoch.Heads), history.Epochs.SelectMany(epoch => epoch.Heads));
    }

    [Fact]
    public void Accumulated_batches_and_shards_are_those_of_a_large_batch()
    {
        Dataset data = HeadTests.RandomRows<ActorCritic>(64);
        ActorCritic whole = new(2),
            accumulated = new(2),
            sharded = new(2);
        TrainingHistory expected = Trainer(whole, epochs: 2, batchSize: 16).Fit(data, data);
        Trainer<ActorCritic> parts = Trainer(accumulated, epochs: 2, batchSize: 8);
        parts.GradientAccumulation = 2;
        TrainingHistory added = parts.Fit(data, data);
        Trainer<ActorCritic> shards = Trainer(sharded, epochs: 2, batchSize: 16);
        shards.GradientShards = 4;
        TrainingHistory summed = shards.Fit(data, data);
        for (int i = 0; i < whole.Parameters.Length; i++)
        {
            Assert.Equal(whole.Parameters[i], accumulated.Parameters[i], 1e-5f);
            Assert.Equal(whole.Parameters[i], sharded.Parameters[i], 1e-5f);
        }

        Assert.Equal(expected.Epochs[1].Heads[1].TrainingLoss!.Value, added.Epochs[1].Heads[1].TrainingLoss!.Value, 1e-5);
        Assert.Equal(expected.Epochs[1].Heads[1].ValidationLoss!.Value, summed.Epochs[1].Heads[1].ValidationLoss!.Value, 1e-5);
        Assert.Null(summed.Epochs[1].Heads[1].TrainingLoss);
    }

    [Fact]
    public void What_cannot_be_is_refused_before_anything_is_trained()
    {
        Dataset rows = HeadTests.RandomRows<Everything>(8);
        float[] targets = rows.Targets.ToArray();
        targets[14] = ClassTargets.Ignored; // the class of the third sample
        Everything model = new(1);
        var trainer = new Trainer<Everything>(model, new Adam(0.01)) { BatchSize = 4, GradientAccumulation = 2 };
        Refused(
            "A target of 'kind' of sample 2 counts for nothing (-100)",
            () => trainer.Fit(Dataset.ForTargets(rows.Inputs.ToArray(), rows.InputSize, targets, rows.TargetSize))
        );
        Refused(
            "Everything has several heads, but the training data has classes",
            () => trainer.Fit(Dataset.ForClasses(rows.Inputs.ToArray(), rows.InputSize, [0, 1, 2, 0, 1, 2, 0, 1], 3))
        );
        trainer.EarlyStopping = new EarlyStopping { Monitor = MonitoredMetric.ValidationAccuracy };
        Refused("EarlyStopping watches ValidationAccuracy, but Everything has one of each head", () => trainer.Fit(rows, rows));
    }

    // Targets are fewer than outputs where they are numbers of classes.
    [Fact]
    public void Models_with_other_targets_than_outputs_can_be_prepared()
    {
        new Everything(1).Prepare(forTraining: true);
        new Tagger(1).Prepare(forTraining: true);
        new PositionTagger(1).Prepare(forTraining: true);
    }

    [Fact]
    public void States_are_carried_in_training_alone()
    {
        Tagger model = new(1);
        Dataset rows = HeadTests.RandomRows<Tagger>(12);
        var trainer = new Trainer<Tagger>(model, new Adam(0.01))
        {
            BatchSize = 3,
            Epochs = 2,
            CarriedState = true,
            Shuffle = false,
        };
        Assert.Equal(["count", "samples", "rows"], trainer.Fit(rows).Epochs[1].Heads.Select(head => head.Name));
        Refused("The losses of several heads are not measured with states", () => trainer.Fit(rows, rows));
        var carrier = (ICarriedStateModel)model;
        float[] targets = rows.Targets.ToArray(),
            states = new float[12 * carrier.CarriedStateSize],
            gradient = new float[Tagger.Description.ParameterBufferLength];
        targets[0] = 6;
        Refused("Target 0 of 'count' of sample 0 is 6", () => carrier.Gradient(rows.Inputs, targets, default, states, gradient));
    }

    private static void Refused(string message, Action action) =>
        Assert.StartsWith(message, Assert.ThrowsAny<Exception>(action).Message, StringComparison.Ordinal);

    private static Trainer<ActorCritic> Trainer(ActorCritic model, int epochs, int batchSize = 12) =>
        new(model, new Adam(0.01))
        {
            Epochs = epochs,
            BatchSize = batchSize,
            Seed = 3,
        };

    private sealed class StopAtStep(int step) : TrainingCallback
    {
        public override void OnStepEnd(TrainingContext context)
        {
            if (context.Step == step)
                context.RequestStop("enough");
        }
    }
}
