using System.Collections.Concurrent;

namespace ModelCompiler.Runtime.Tests.Training;

using Classifier = TestNetwork<ThreeClasses>;

public class FitAsyncTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public async Task HasTheBitsAndTheHistoryOfFit(int sliceMilliseconds)
    {
        (Trainer<Classifier> expected, List<string> expectedCalls) = Create(sliceMilliseconds);
        (Trainer<Classifier> trainer, List<string> calls) = Create(sliceMilliseconds);
        expected.Fit(Train, Validation);
        TrainingHistory history = await trainer.FitAsync(Train, Validation);

        Assert.Same(trainer.History, history);
        Assert.Equal(expected.Model.Parameters.ToArray(), trainer.Model.Parameters.ToArray());
        Assert.Equal(expected.History!.Epochs.Select(WithoutTime), history.Epochs.Select(WithoutTime));
        Assert.Equal(expected.History.Outcome, history.Outcome);
        Assert.Equal(expectedCalls, calls);
    }

    [Fact]
    public async Task StaysOnTheThreadThatAwaitsAndLetsOthersHaveIt()
    {
        using var queue = new OneThread();
        int othersTurns = 0;
        Task<TrainingHistory> training = queue.Run(() =>
        {
            (Trainer<Classifier> trainer, _) = Create(sliceMilliseconds: 0);
            trainer.Callbacks.Add(new OnItsThread(Environment.CurrentManagedThreadId));
            Task<TrainingHistory> run = trainer.FitAsync(Train, Validation);
            Assert.False(run.IsCompleted);
            SynchronizationContext.Current!.Post(_ => othersTurns = run.IsCompleted ? 0 : 1, null);
            return run;
        });
        Assert.Equal(TrainingOutcome.Completed, (await training).Outcome);
        Assert.Equal(1, othersTurns);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(13)]
    public async Task ACancelledRunGoesOnWithTheSameBits(int cancelledAfter)
    {
        (Trainer<Classifier> straight, _) = Create(sliceMilliseconds: 0);
        straight.Fit(Train, Validation);

        (Trainer<Classifier> trainer, _) = Create(sliceMilliseconds: 0);
        using var cancellation = new CancellationTokenSource();
        trainer.Callbacks.Add(new CancelAfter(cancelledAfter, cancellation));
        Task<TrainingHistory> run = trainer.FitAsync(Train, Validation, cancellationToken: cancellation.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.True(run.IsCanceled);
        Assert.Equal(TrainingOutcome.Cancelled, trainer.History!.Outcome);
        Assert.Equal(cancelledAfter, trainer.Optimizer.StepCount);

        trainer.Restore(trainer.CaptureState());
        await trainer.FitAsync(Train, Validation);
        Assert.Equal(straight.Model.Parameters.ToArray(), trainer.Model.Parameters.ToArray());
    }

    [Fact]
    public async Task ASecondRunIsRefusedUntilTheFirstHasEnded()
    {
        (Trainer<Classifier> trainer, _) = Create(sliceMilliseconds: 0);
        Task<TrainingHistory> run = trainer.FitAsync(Train, Validation);
        Assert.Contains("FitAsync must be awaited", Assert.Throws<InvalidOperationException>(() => trainer.Fit(Train, Validation)).Message);
        Assert.Throws<InvalidOperationException>(() =>
        {
            _ = trainer.FitAsync(Train, Validation);
        });
        await run;
        trainer.Fit(Train, Validation);
    }

    [Fact]
    public async Task WrongArgumentsAreToldByTheCallAndWhatACallbackThrowsByTheTask()
    {
        (Trainer<Classifier> trainer, _) = Create(sliceMilliseconds: 0);
        Assert.Throws<ArgumentNullException>(() =>
        {
            _ = trainer.FitAsync(null!);
        });
        Assert.Throws<ArgumentException>(() =>
        {
            _ = trainer.FitAsync(new Dataset([1, 2, 3], 3, [0], 3));
        });
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Slice = TimeSpan.FromTicks(-1));

        trainer.Callbacks.Add(new OnItsThread(thread: -1));
        Task<TrainingHistory> run = trainer.FitAsync(Train, Validation);
        await Assert.ThrowsAnyAsync<Exception>(() => run);
        Assert.Equal(TrainingOutcome.Failed, trainer.History!.Outcome);
        trainer.Callbacks.RemoveAt(trainer.Callbacks.Count - 1);
        await trainer.FitAsync(Train, Validation);
    }

    // 13 batches of 8, the last one of 4.
    private static Dataset Train => TestData.ThreeClouds(100);

    private static Dataset Validation => TestData.ThreeClouds(30, seed: 2);

    private static EpochRecord WithoutTime(EpochRecord record) => record with { Seconds = 0, SamplesPerSecond = 0 };

    private static (Trainer<Classifier> Trainer, List<string> Calls) Create(int sliceMilliseconds)
    {
        var trainer = new Trainer<Classifier>(new Classifier(seed: 3), new Adam(learningRate: 0.05f))
        {
            BatchSize = 8,
            Epochs = 3,
            Seed = 11,
            GradientAccumulation = 2,
            MeasureTrainingAccuracy = true,
            EvaluationBatchSize = 16,
            EarlyStopping = new EarlyStopping { Patience = 10 },
            Schedule = new ReduceOnPlateau(0.05f, factor: 0.5, patience: 0, threshold: 0.9),
            Slice = TimeSpan.FromMilliseconds(sliceMilliseconds),
        };
        var calls = new Calls();
        trainer.Callbacks.Add(calls);
        return (trainer, calls.Names);
    }

    private sealed class Calls : TrainingCallback
    {
        public List<string> Names { get; } = [];

        public override void OnTrainingBegin(TrainingContext context) => Names.Add("begin");

        public override void OnEpochBegin(TrainingContext context) => Names.Add($"epoch {context.Epoch}");

        public override void OnStepEnd(TrainingContext context) =>
            Names.Add($"step {context.Epoch} {context.Batch} {context.Step} {context.StepLoss}");

        public override void OnEpochEnd(TrainingContext context, in EpochRecord record) => Names.Add($"{WithoutTime(record)}");

        public override void OnTrainingEnd(TrainingContext context) => Names.Add($"{context.History.Outcome}");
    }

    private sealed class OnItsThread(int thread) : TrainingCallback
    {
        public override void OnStepEnd(TrainingContext context) => Assert.Equal(thread, Environment.CurrentManagedThreadId);
    }

    private sealed class CancelAfter(int steps, CancellationTokenSource cancellation) : TrainingCallback
    {
        public override void OnStepEnd(TrainingContext context)
        {
            if (context.Step == steps)
                cancellation.Cancel();
        }
    }

    /// <summary>A thread with a queue, as a user interface has.</summary>
    private sealed class OneThread : SynchronizationContext, IDisposable
    {
        private readonly BlockingCollection<(SendOrPostCallback Work, object? State)> _queue = [];
        private readonly Thread _thread;

        public OneThread()
        {
            _thread = new Thread(() =>
            {
                SetSynchronizationContext(this);
                foreach ((SendOrPostCallback work, object? state) in _queue.GetConsumingEnumerable())
                    work(state);
            });
            _thread.Start();
        }

        public override void Post(SendOrPostCallback d, object? state) => _queue.Add((d, state));

        public Task<T> Run<T>(Func<Task<T>> work)
        {
            var result = new TaskCompletionSource<Task<T>>();
            Post(
                _ =>
                {
                    try
                    {
                        result.SetResult(work());
                    }
                    catch (Exception problem)
                    {
                        result.SetException(problem);
                    }
                },
                null
            );
            return result.Task.Unwrap();
        }

        public void Dispose()
        {
            _queue.CompleteAdding();
            _thread.Join();
            _queue.Dispose();
        }
    }
}
