namespace ModelCompiler.Runtime.Tests.Training;

using Classifier = TestNetwork<ThreeClasses>;

public class ScheduleTests
{
    [Fact]
    public void EveryStepAsksForItsRate()
    {
        var schedule = new Recorder();
        var optimizer = new Sgd(learningRate: 1);
        var trainer = new Trainer<Classifier>(new Classifier(seed: 1), optimizer)
        {
            BatchSize = 4,
            GradientAccumulation = 2,
            Epochs = 2,
            Schedule = schedule,
        };
        TrainingHistory history = trainer.Fit(TestData.ThreeClouds(20));

        // Five batches make three steps.
        Assert.Equal(Enumerable.Range(0, 6).Select(step => new TrainingPosition(step, 3, 2)), schedule.Positions);
        Assert.Equal([0.3f, 0.6f], history.Epochs.Select(epoch => epoch.LearningRate));
        Assert.Equal(history.Epochs.Select(epoch => epoch.TrainingLoss), schedule.Observed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(MonitoredMetric.ValidationLoss)]
    [InlineData(MonitoredMetric.ValidationAccuracy)]
    [InlineData(MonitoredMetric.TrainingLoss)]
    public void TheScheduleIsToldWhatItWatches(MonitoredMetric? monitor)
    {
        var schedule = new Recorder();
        var trainer = new Trainer<Classifier>(new Classifier(seed: 1), new Sgd())
        {
            Epochs = 3,
            Schedule = schedule,
            ScheduleMonitor = monitor,
        };
        TrainingHistory history = trainer.Fit(TestData.ThreeClouds(20), TestData.ThreeClouds(20, seed: 2));
        Assert.Equal(
            history.Epochs.Select(epoch =>
                monitor switch
                {
                    MonitoredMetric.ValidationAccuracy => epoch.ValidationAccuracy!.Value,
                    MonitoredMetric.TrainingLoss => epoch.TrainingLoss,
                    _ => epoch.ValidationLoss!.Value,
                }
            ),
            schedule.Observed
        );
    }

    [Fact]
    public void TheScheduleNeedsWhatItWatches()
    {
        var trainer = new Trainer<Classifier>(new Classifier(seed: 1), new Sgd())
        {
            Schedule = new Recorder(),
            ScheduleMonitor = MonitoredMetric.ValidationAccuracy,
        };
        Assert.StartsWith(
            "Schedule watches ValidationAccuracy",
            Assert.Throws<InvalidOperationException>(() => trainer.Fit(TestData.ThreeClouds(20))).Message
        );
    }

    private sealed class Recorder : LearningRateSchedule
    {
        public List<TrainingPosition> Positions { get; } = [];

        public List<double> Observed { get; } = [];

        public override float Rate(TrainingPosition position)
        {
            Positions.Add(position);
            return (position.Step + 1) / 10f;
        }

        public override void Observe(double metric) => Observed.Add(metric);
    }
}
