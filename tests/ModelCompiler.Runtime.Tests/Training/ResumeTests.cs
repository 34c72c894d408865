namespace ModelCompiler.Runtime.Tests.Training;

using Classifier = TestNetwork<ThreeClasses>;

public class ResumeTests
{
    private const int Epochs = 4;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 1)]
    [InlineData(13, 1)]
    [InlineData(14, 1)]
    [InlineData(30, 1)]
    [InlineData(5, 2)]
    public void AResumedRunHasTheBitsOfAnUninterruptedOne(int interruptedAfter, int accumulation)
    {
        (Trainer<Classifier> straight, Classifier straightModel, _) = Create(accumulation);
        TrainingHistory expected = straight.Fit(Train, Validation);
        Assert.True(expected.Epochs[^1].LearningRate < 0.05f);

        (Trainer<Classifier> first, Classifier firstModel, Optimizer firstOptimizer) = Create(accumulation);
        using var cancellation = new CancellationTokenSource();
        first.Callbacks.Add(new CancelAfter(interruptedAfter, cancellation));
        Assert.Throws<OperationCanceledException>(() => first.Fit(Train, Validation, cancellationToken: cancellation.Token));
        Assert.Equal(interruptedAfter, firstOptimizer.StepCount);
        TrainerState state = first.CaptureState();

        (Trainer<Classifier> second, Classifier secondModel, Optimizer secondOptimizer) = Create(accumulation);
        firstModel.Parameters.CopyTo(secondModel.Parameters);
        secondOptimizer.Restore(firstOptimizer.State);
        second.Restore(state);
        TrainingHistory resumed = second.Fit(Train, Validation);

        Assert.Equal(straightModel.Parameters.ToArray(), secondModel.Parameters.ToArray());
        Assert.Equal(expected.Epochs.Select(WithoutTime), resumed.Epochs.Select(WithoutTime));
        Assert.Equal(expected.BestEpoch, resumed.BestEpoch);
        Assert.Equal(straight.CaptureState().Step, second.CaptureState().Step);
    }

    [Fact]
    public void AStateOfAnEpochsEndResumesAtTheNextEpoch()
    {
        (Trainer<Classifier> straight, Classifier straightModel, Optimizer straightOptimizer) = Create(1);
        var capture = new CaptureAtEpoch(2);
        straight.Callbacks.Add(capture);
        straight.Fit(Train, Validation);
        Assert.Equal(2, capture.State!.CompletedEpochs);
        Assert.Equal(0, capture.State.CompletedBatches);

        (Trainer<Classifier> second, Classifier secondModel, Optimizer secondOptimizer) = Create(1);
        capture.Parameters!.CopyTo(secondModel.Parameters);
        secondOptimizer.Restore(capture.Optimizer!);
        second.Restore(capture.State);
        second.Fit(Train, Validation);
        Assert.Equal(straightModel.Parameters.ToArray(), secondModel.Parameters.ToArray());
        Assert.Equal(straightOptimizer.StepCount, secondOptimizer.StepCount);
    }

    [Fact]
    public void OtherSettingsOrDataAreRefused()
    {
        (Trainer<Classifier> first, _, _) = Create(1);
        first.Fit(Train, Validation);
        TrainerState state = first.CaptureState();

        (Trainer<Classifier> second, _, _) = Create(1);
        second.Restore(state);
        second.BatchSize++;
        Assert.Contains(
            "BatchSize = 8, but it is 9",
            Assert.Throws<InvalidOperationException>(() => second.Fit(Train, Validation)).Message
        );
        second.BatchSize--;
        Assert.Contains(
            "training samples",
            Assert.Throws<InvalidOperationException>(() => second.Fit(Train.Slice(0, 50), Validation)).Message
        );
        Assert.Throws<ArgumentException>(() => second.Restore(state with { CompletedEpochs = -1 }));
        Assert.Throws<ArgumentException>(() => second.Restore(state with { History = [] }));
        second.Restore(state);
        second.Schedule = null;
        Assert.Contains("Trainer.Schedule", Assert.Throws<InvalidOperationException>(() => second.Fit(Train, Validation)).Message);
        second.Schedule = new ReduceOnPlateau(0.05f);
        second.Restore(state with { BestParameters = null });
        Assert.Contains("best parameters", Assert.Throws<InvalidOperationException>(() => second.Fit(Train, Validation)).Message);
    }

    [Fact]
    public void WithoutARestoredStateFitBeginsAnew()
    {
        (Trainer<Classifier> trainer, _, Optimizer optimizer) = Create(1);
        trainer.Fit(Train, Validation);
        long steps = optimizer.StepCount;
        TrainingHistory again = trainer.Fit(Train, Validation);
        Assert.Equal(Epochs, again.Epochs.Count);
        Assert.Equal(2 * steps, optimizer.StepCount);
    }

    // 13 batches of 8, the last one of 4.
    private static Dataset Train => TestData.ThreeClouds(100);

    private static Dataset Validation => TestData.ThreeClouds(30, seed: 2);

    private static EpochRecord WithoutTime(EpochRecord record) => record with { Seconds = 0, SamplesPerSecond = 0 };

    private static (Trainer<Classifier> Trainer, Classifier Model, Optimizer Optimizer) Create(int accumulation)
    {
        var model = new Classifier(seed: 3);
        var optimizer = new Adam(learningRate: 0.05f);
        var trainer = new Trainer<Classifier>(model, optimizer)
        {
            BatchSize = 8,
            Epochs = Epochs,
            Seed = 11,
            GradientAccumulation = accumulation,
            EarlyStopping = new EarlyStopping { Patience = 10 },
            Schedule = new ReduceOnPlateau(0.05f, factor: 0.5, patience: 0, threshold: 0.9),
        };
        return (trainer, model, optimizer);
    }

    private sealed class CancelAfter(int steps, CancellationTokenSource cancellation) : TrainingCallback
    {
        public override void OnStepEnd(TrainingContext context)
        {
            if (context.Step == steps)
                cancellation.Cancel();
        }
    }

    private sealed class CaptureAtEpoch(int epoch) : TrainingCallback
    {
        public TrainerState? State { get; private set; }

        public float[]? Parameters { get; private set; }

        public OptimizerState? Optimizer { get; private set; }

        public override void OnEpochEnd(TrainingContext context, in EpochRecord record)
        {
            if (record.Epoch != epoch)
                return;
            State = context.CaptureState();
            Parameters = context.Parameters.ToArray();
            OptimizerState live = context.Optimizer.State;
            Optimizer = new OptimizerState(
                live.Optimizer,
                live.StepCount,
                live.LearningRate,
                live.Hyperparameters,
                [.. live.Buffers.Select(buffer => new OptimizerStateBuffer(buffer.Name, buffer.Values))]
            );
        }
    }
}
