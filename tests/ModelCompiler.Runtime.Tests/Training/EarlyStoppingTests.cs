namespace ModelCompiler.Runtime.Tests.Training;

using Classifier = TestNetwork<ThreeClasses>;

public class EarlyStoppingTests
{
    [Fact]
    public void StopsAfterPatienceAndRestoresTheBestParameters()
    {
        // Clouds that overlap and a far too large learning rate make the validation loss go up and down.
        var model = new Classifier(seed: 1);
        Dataset validation = TestData.ThreeClouds(60, seed: 2, noise: 1);
        var trainer = new Trainer<Classifier>(model, new Adam(learningRate: 0.3f))
        {
            Epochs = 200,
            EarlyStopping = new EarlyStopping { Patience = 3 },
        };
        TrainingHistory history = trainer.Fit(TestData.ThreeClouds(100, noise: 1), validation);

        Assert.Equal(TrainingOutcome.StoppedEarly, history.Outcome);
        Assert.Contains("ValidationLoss", history.StopReason);
        double best = history.Epochs.Min(epoch => epoch.ValidationLoss!.Value);
        Assert.Equal(history.BestEpoch, history.Epochs.First(epoch => epoch.ValidationLoss == best).Epoch);
        Assert.Equal(history.BestEpoch + 3, history.Epochs.Count);
        Assert.Equal(best, Evaluator.Evaluate(model, validation).Loss);
    }

    [Fact]
    public void KeepsTheLastParametersWhenAsked()
    {
        var model = new Classifier(seed: 1);
        Dataset validation = TestData.ThreeClouds(60, seed: 2, noise: 1);
        var rule = new EarlyStopping { Patience = 3, RestoreBestParameters = false };
        TrainingHistory history = new Trainer<Classifier>(model, new Adam(learningRate: 0.3f)) { Epochs = 200, EarlyStopping = rule }.Fit(
            TestData.ThreeClouds(100, noise: 1),
            validation
        );
        Assert.Equal(history.Epochs[^1].ValidationLoss, Evaluator.Evaluate(model, validation).Loss);
        Assert.NotEqual(history.Epochs[history.BestEpoch!.Value - 1].ValidationLoss, history.Epochs[^1].ValidationLoss);
    }

    [Fact]
    public void ImprovementsBelowTheMinimumDoNotCount()
    {
        var rule = new EarlyStopping
        {
            Patience = 2,
            MinimumImprovement = 10,
            Monitor = MonitoredMetric.TrainingLoss,
        };
        TrainingHistory history = new Trainer<Classifier>(new Classifier(seed: 1), new Adam()) { Epochs = 50, EarlyStopping = rule }.Fit(
            TestData.ThreeClouds(50)
        );
        Assert.Equal(3, history.Epochs.Count);
        Assert.Equal(1, history.BestEpoch);
    }

    [Fact]
    public void WatchesTheAccuracyUpwards()
    {
        var rule = new EarlyStopping { Patience = 2, Monitor = MonitoredMetric.ValidationAccuracy };
        TrainingHistory history = new Trainer<Classifier>(new Classifier(seed: 1), new Adam(learningRate: 0.01f))
        {
            Epochs = 500,
            EarlyStopping = rule,
        }.Fit(TestData.ThreeClouds(200), TestData.ThreeClouds(100, seed: 2));
        Assert.Equal(
            history.Epochs.Max(epoch => epoch.ValidationAccuracy),
            history.Epochs[history.BestEpoch!.Value - 1].ValidationAccuracy
        );
        Assert.Equal(history.BestEpoch + 2, history.Epochs.Count);
    }

    [Fact]
    public void NeedsWhatItWatches()
    {
        var trainer = new Trainer<Classifier>(new Classifier(seed: 1), new Adam()) { EarlyStopping = new EarlyStopping() };
        Assert.Contains(
            "no validation data",
            Assert.Throws<InvalidOperationException>(() => trainer.Fit(TestData.ThreeClouds(10))).Message
        );

        var regression = new Trainer<TestNetwork<OneNumber>>(new TestNetwork<OneNumber>(seed: 1), new Adam())
        {
            EarlyStopping = new EarlyStopping { Monitor = MonitoredMetric.ValidationAccuracy },
        };
        Assert.Contains(
            "watch ValidationLoss",
            Assert.Throws<InvalidOperationException>(() => regression.Fit(TestData.Plane(10), TestData.Plane(10))).Message
        );
    }

    [Fact]
    public void RefusesSettingsOutOfRange()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping { Patience = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping { MinimumImprovement = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping { MinimumImprovement = -1 });
    }
}
