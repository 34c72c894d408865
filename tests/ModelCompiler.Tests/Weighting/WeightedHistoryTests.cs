using ModelCompiler.Tests.Heads;

namespace ModelCompiler.Tests.Weighting;

/// <summary>The training loss of an epoch counts samples as the evaluator does.</summary>
public class WeightedHistoryTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(1, 4)]
    public void Weights_of_samples_count_in_the_loss_of_an_epoch(int accumulation, int shards)
    {
        Dataset rows = HeadTests.RandomRows<ValueAlone>(22);
        float[] weights = [.. Enumerable.Range(0, 22).Select(sample => sample % 5 * 0.5f)];
        ValueAlone model = new(1);
        Dataset data = rows.WithWeights(weights);
        double? expected = Evaluator.Evaluate(model, data).Loss;
        var trainer = new Trainer<ValueAlone>(model, new Sgd(1e-30))
        {
            BatchSize = 4,
            Epochs = 1,
            GradientAccumulation = accumulation,
            GradientShards = shards,
        };
        Assert.Equal(expected!.Value, trainer.Fit(data).Epochs[0].TrainingLoss, 1e-6);
    }

    [Fact]
    public void Targets_that_count_for_nothing_are_left_out()
    {
        Dataset rows = HeadTests.RandomRows<PositionTagger>(10);
        float[] targets = rows.Targets.ToArray();
        for (int target = 0; target < 17; target++)
            targets[target] = ClassTargets.Ignored;
        Dataset data = Dataset.ForTargets(rows.Inputs.ToArray(), rows.InputSize, targets, rows.TargetSize);
        PositionTagger model = new(1);
        double? expected = Evaluator.Evaluate(model, data).Loss;
        var trainer = new Trainer<PositionTagger>(model, new Sgd(1e-30)) { BatchSize = 3, Epochs = 1 };
        Assert.Equal(expected!.Value, trainer.Fit(data).Epochs[0].TrainingLoss, 1e-6);
    }
}
