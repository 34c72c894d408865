namespace ModelCompiler.Runtime.Tests.Training;

using Classifier = TestNetwork<ThreeClasses>;

public class InterruptionTests
{
    [Fact]
    public void CancellationThrowsAndKeepsTheHistory()
    {
        using var cancellation = new CancellationTokenSource();
        var recorder = new Recorder { CancelIn = (3, cancellation) };
        var trainer = new Trainer<Classifier>(new Classifier(seed: 1), new Adam())
        {
            BatchSize = 10,
            Epochs = 5,
            Callbacks = { recorder },
        };
        var exception = Assert.ThrowsAny<OperationCanceledException>(() =>
            trainer.Fit(TestData.ThreeClouds(20), cancellationToken: cancellation.Token)
        );
        Assert.Equal(cancellation.Token, exception.CancellationToken);
        Assert.Equal(TrainingOutcome.Cancelled, trainer.History!.Outcome);
        Assert.Single(trainer.History.Epochs);
        Assert.Equal(1, trainer.CaptureState().CompletedBatches);
        Assert.Equal("end Cancelled", recorder.Events[^1]);
    }

    [Fact]
    public void ATokenCancelledBeforehandTakesNoStep()
    {
        var model = new Classifier(seed: 1) { GradientBatches = [] };
        var trainer = new Trainer<Classifier>(model, new Adam());
        Assert.ThrowsAny<OperationCanceledException>(() =>
            trainer.Fit(TestData.ThreeClouds(20), cancellationToken: new CancellationToken(canceled: true))
        );
        Assert.Empty(model.GradientBatches);
        Assert.Empty(trainer.History!.Epochs);
    }

    [Fact]
    public void CallbacksRunInOrder()
    {
        var recorder = new Recorder();
        new Trainer<Classifier>(new Classifier(seed: 1), new Adam())
        {
            BatchSize = 10,
            Epochs = 2,
            Callbacks = { recorder },
        }.Fit(TestData.ThreeClouds(20));
        Assert.Equal(
            [
                "begin",
                "epoch 1",
                "step 1: 1/2 of 1",
                "step 2: 2/2 of 1",
                "end of epoch 1, record 1, batch 2",
                "epoch 2",
                "step 3: 1/2 of 2",
                "step 4: 2/2 of 2",
                "end of epoch 2, record 2, batch 2",
                "end Completed",
            ],
            recorder.Events
        );
    }

    [Fact]
    public void ACallbackMayStopTheRun()
    {
        var recorder = new Recorder { StopIn = 3 };
        TrainingHistory history = new Trainer<Classifier>(new Classifier(seed: 1), new Adam())
        {
            BatchSize = 10,
            Epochs = 5,
            Callbacks = { recorder },
        }.Fit(TestData.ThreeClouds(20));
        Assert.Equal(TrainingOutcome.StopRequested, history.Outcome);
        Assert.Equal("enough", history.StopReason);
        Assert.Single(history.Epochs);
    }

    [Theory]
    [InlineData("output.weight")]
    [InlineData("hidden.bias")]
    public void ANonFiniteGradientStopsBeforeTheStep(string parameter)
    {
        // Call 4 is the second batch of the second epoch.
        var model = new Classifier(seed: 1) { Poison = (4, parameter) };
        var snapshot = new Recorder();
        var optimizer = new Adam();
        var trainer = new Trainer<Classifier>(model, optimizer)
        {
            BatchSize = 10,
            Epochs = 3,
            Callbacks = { snapshot },
        };
        var exception = Assert.Throws<NumericalInstabilityException>(() => trainer.Fit(TestData.ThreeClouds(20)));
        Assert.Equal(parameter, exception.ParameterName);
        Assert.Equal((2, 2, 4L), (exception.Epoch, exception.Batch, exception.Step));
        Assert.Contains($"the gradient of {parameter} is NaN", exception.Message);
        Assert.Equal(snapshot.Parameters, model.Parameters.ToArray());
        Assert.Equal(3, optimizer.StepCount);
        Assert.Equal(TrainingOutcome.Failed, trainer.History!.Outcome);
        Assert.Single(trainer.History.Epochs);
    }

    [Fact]
    public void AnAnomalyWithinAccumulatedBatchesIsNoticed()
    {
        var model = new Classifier(seed: 1) { Poison = (1, "hidden.weight") };
        var trainer = new Trainer<Classifier>(model, new Adam()) { BatchSize = 5, GradientAccumulation = 2 };
        Assert.Equal(
            "hidden.weight",
            Assert.Throws<NumericalInstabilityException>(() => trainer.Fit(TestData.ThreeClouds(20))).ParameterName
        );
    }

    [Fact]
    public void ParametersThatOverflowAreNamed()
    {
        var model = new TestNetwork<OneNumber>(seed: 1);
        var trainer = new Trainer<TestNetwork<OneNumber>>(model, new Sgd(learningRate: 1e30f)) { BatchSize = 4, Epochs = 50 };
        var exception = Assert.Throws<NumericalInstabilityException>(() => trainer.Fit(TestData.Plane(20)));
        Assert.NotNull(exception.ParameterName);
        Assert.Contains(exception.ParameterName, exception.Message);
    }

    [Fact]
    public void AnOverflowInTheLastStepIsNoticedAtTheEndOfTheEpoch()
    {
        var model = new TestNetwork<OneNumber>(seed: 1);
        var trainer = new Trainer<TestNetwork<OneNumber>>(model, new Overflow()) { BatchSize = 20 };
        var exception = Assert.Throws<NumericalInstabilityException>(() => trainer.Fit(TestData.Plane(20)));
        Assert.StartsWith("Training became unstable in epoch 1, batch 1, step 1: the parameter hidden.weight", exception.Message);
    }

    [Fact]
    public void WithoutDetectionTrainingGoesOn()
    {
        var model = new Classifier(seed: 1) { Poison = (1, "output.weight") };
        TrainingHistory history = new Trainer<Classifier>(model, new Adam()) { BatchSize = 10, DetectAnomalies = false }.Fit(
            TestData.ThreeClouds(20)
        );
        Assert.Equal(TrainingOutcome.Completed, history.Outcome);
        Assert.True(double.IsNaN(history.Epochs[0].TrainingLoss));
    }

    private sealed class Overflow() : Optimizer(1f, 0f)
    {
        public override string Name => nameof(Overflow);

        protected override IReadOnlyDictionary<string, double> OwnHyperparameters => new Dictionary<string, double>();

        protected override void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradient, in ParameterRange range)
        {
            foreach (ref float parameter in parameters)
                parameter = float.PositiveInfinity;
        }
    }

    private sealed class Recorder : TrainingCallback
    {
        public List<string> Events { get; } = [];

        public float[] Parameters { get; private set; } = [];

        public int StopIn { get; init; }

        public (int Step, CancellationTokenSource Source)? CancelIn { get; init; }

        public override void OnTrainingBegin(TrainingContext context) => Events.Add("begin");

        public override void OnEpochBegin(TrainingContext context) => Events.Add($"epoch {context.Epoch}");

        public override void OnStepEnd(TrainingContext context)
        {
            Events.Add($"step {context.Step}: {context.Batch}/{context.Batches} of {context.Epoch}");
            Parameters = context.Parameters.ToArray();
            if (context.Step == StopIn)
                context.RequestStop("enough");
            if (CancelIn is (int step, CancellationTokenSource source) && step == context.Step)
                source.Cancel();
        }

        public override void OnEpochEnd(TrainingContext context, in EpochRecord record) =>
            Events.Add($"end of epoch {context.Epoch}, record {record.Epoch}, batch {context.Batch}");

        public override void OnTrainingEnd(TrainingContext context) => Events.Add($"end {context.History.Outcome}");
    }
}
