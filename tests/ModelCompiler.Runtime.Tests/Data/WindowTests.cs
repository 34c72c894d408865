using ModelCompiler.Runtime.Tests.Training;

namespace ModelCompiler.Runtime.Tests.Data;

public class WindowTests
{
    // Step s of feature f is 10 s + f.
    private static float[] Series(int steps, int features) =>
        [.. Enumerable.Range(0, steps * features).Select(i => (10f * (i / features)) + (i % features))];

    [Fact]
    public void AWindowIsFollowedByWhatItIsAskedFor()
    {
        float[] series = Series(7, 2);
        Dataset data = Dataset.Windows(series, 2, new SequenceWindow(3) { Horizon = 2 });
        Assert.Equal((3, 6, 4), (data.Count, data.InputSize, data.TargetSize));
        Assert.Equal([10f, 11, 20, 21, 30, 31], data.Input(1).ToArray());
        Assert.Equal([40f, 41, 50, 51], data.Target(1).ToArray());
        Assert.Equal([50f, 51, 60, 61], data.Target(2).ToArray());
        Assert.True(data.Input(1).Overlaps(series) && data.Target(2).Overlaps(series));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Input(3).Length);
    }

    [Fact]
    public void EveryNumberOfStepsHasAllTheWindowsThatFit()
    {
        for (int steps = 1; steps < 6; steps++)
        for (int horizon = 1; horizon < 4; horizon++)
        for (int first = 0; first < 8; first++)
        for (int stride = 1; stride < 5; stride++)
        {
            var window = new SequenceWindow(steps)
            {
                Horizon = horizon,
                FirstTarget = first,
                Stride = stride,
            };
            float[] series = Series(17, 1);
            Dataset data = Dataset.Windows(series, 1, window);
            int expected = Enumerable.Range(0, 17).Count(i => (i * stride) + Math.Max(steps, first + horizon) <= 17);
            Assert.Equal(expected, data.Count);
            for (int i = 0; i < data.Count; i++)
            {
                Assert.Equal(series.AsSpan(i * stride, steps), data.Input(i));
                Assert.Equal(series.AsSpan((i * stride) + first, horizon), data.Target(i));
            }
        }
    }

    [Fact]
    public void TargetsMayBeAnotherSeries()
    {
        float[] targets = [.. Enumerable.Range(0, 6).Select(i => -1f * i)];
        Dataset data = Dataset.Windows(Series(6, 2), 2, targets, 1, new SequenceWindow(2) { FirstTarget = 0, Horizon = 2 });
        Assert.Equal((5, 4, 2), (data.Count, data.InputSize, data.TargetSize));
        Assert.Equal([-3f, -4], data.Target(3).ToArray());
    }

    [Fact]
    public void TokensAreAskedForTheNextOne()
    {
        Dataset data = Dataset.Tokens([5, 6, 7, 8, 9, 10, 11], 3);
        Assert.Equal(2, data.Count);
        Assert.Equal([8f, 9, 10], data.Input(1).ToArray());
        Assert.Equal([9f, 10, 11], data.Target(1).ToArray());
        Assert.Equal(4, Dataset.Tokens([5, 6, 7, 8, 9, 10, 11], 3, stride: 1).Count);
        Assert.Contains("Token 2 is -1", Assert.Throws<ArgumentException>(() => Dataset.Tokens([1, 2, -1], 1)).Message);
        Assert.Contains("3 steps", Assert.Throws<ArgumentException>(() => Dataset.Tokens([1, 2, 3], 3)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Dataset.Tokens([1, 2, 3], 0));
    }

    [Fact]
    public void WhatCannotBeCutIsRefusedByName()
    {
        var window = new SequenceWindow(2);
        Assert.Contains("whole number of steps", Refused(() => Dataset.Windows(new float[5], 2, window)));
        Assert.Contains("3 steps, but there are targets for 4", Refused(() => Dataset.Windows(new float[6], 2, new float[4], 1, window)));
        Assert.Contains("has 2 steps, but one sample takes 3", Refused(() => Dataset.Windows(new float[2], 1, window)));
        Assert.Contains("step 1, feature 1, is NaN", Refused(() => Dataset.Windows(new[] { 1, 2, 3, float.NaN, 5, 6 }, 2, window)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SequenceWindow(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SequenceWindow(1) { Horizon = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SequenceWindow(1) { Stride = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SequenceWindow(1) { FirstTarget = -1 });

        static string Refused(Action action) => Assert.Throws<ArgumentException>(action).Message;
    }

    [Fact]
    public void OverlappingSamplesAreNoSpanButCanBeCopied()
    {
        Dataset data = Dataset.Windows(Series(8, 1), 1, new SequenceWindow(3) { Horizon = 2 });
        Assert.Contains("CopyInputs", Assert.Throws<InvalidOperationException>(() => data.Inputs.Length).Message);
        Assert.Contains("CopyTargets", Assert.Throws<InvalidOperationException>(() => data.Targets.Length).Message);
        float[] inputs = new float[6],
            targets = new float[4];
        data.CopyInputs(1, inputs);
        data.CopyTargets(2, targets);
        Assert.Equal([10f, 20, 30, 20, 30, 40], inputs);
        Assert.Equal([50f, 60, 60, 70], targets);
        Assert.Throws<ArgumentOutOfRangeException>(() => data.CopyInputs(3, inputs));
        Assert.Throws<ArgumentException>(() => data.CopyInputs(0, new float[4]));
    }

    [Fact]
    public void SlicesAndSubsetsAreThoseOfTheCopy()
    {
        Dataset windows = Dataset.Windows(Series(12, 2), 2, new SequenceWindow(3) { Stride = 2 });
        Dataset copy = Copied(windows);
        AssertSame(copy.Slice(1, 3), windows.Slice(1, 3));
        AssertSame(copy.Slice(2, 0), windows.Slice(2, 0));
        AssertSame(copy.Subset([3, 0, 3]), windows.Subset([3, 0, 3]));
        AssertSame(copy.Split(0.5, 1).First, windows.Split(0.5, 1).First);
        Assert.Equal(Standardizer.Fit(copy).Means, Standardizer.Fit(windows).Means);
        AssertSame(Standardizer.Fit(copy).Transform(copy), Standardizer.Fit(windows).Transform(windows));
        AssertSame(Standardizer.FitTargets(copy).TransformTargets(copy), Standardizer.FitTargets(windows).TransformTargets(windows));
    }

    [Fact]
    public void TheLaterPartIsAskedNothingThatTheEarlierOneHasSeen()
    {
        for (int horizon = 1; horizon < 5; horizon++)
        for (int stride = 1; stride < 4; stride++)
        {
            Dataset data = Dataset.Windows(Series(40, 1), 1, new SequenceWindow(3) { Horizon = horizon, Stride = stride });
            (Dataset first, Dataset second) = data.SplitInOrder(0.7);
            float last = first.Target(first.Count - 1)[^1];
            Assert.True(second.Target(0)[0] > last);
            Assert.True(data.Target(data.Count - second.Count - 1)[0] <= last, "No more samples are left out than need be.");
            Assert.InRange(first.Count / (double)(first.Count + second.Count), 0.6, 0.8);
        }

        (Dataset text, Dataset rest) = Dataset.Tokens([.. Enumerable.Range(0, 101)], 10).SplitInOrder(0.9);
        Assert.Equal((9, 1), (text.Count, rest.Count));
        Assert.Throws<ArgumentOutOfRangeException>(() => text.SplitInOrder(1));
        Assert.Throws<InvalidOperationException>(() => rest.SplitInOrder(0.5));
    }

    [Fact]
    public void FingerprintsTellWindowsApart()
    {
        float[] series = Series(20, 1);
        string[] prints =
        [
            .. new[]
            {
                new SequenceWindow(3) { Horizon = 3 },
                new SequenceWindow(3) { Horizon = 3, Stride = 2 },
                new SequenceWindow(3) { Horizon = 3, FirstTarget = 4 },
                new SequenceWindow(3),
            }.Select(window => Dataset.Windows(series, 1, window).Slice(0, 4).Fingerprint),
        ];
        Assert.Equal(prints.Length, prints.Distinct().Count());
        Assert.Equal(prints[3], Dataset.Windows(Series(20, 1), 1, new SequenceWindow(3)).Slice(0, 4).Fingerprint);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TrainingOnWindowsHasTheBitsOfTrainingOnTheirCopy(bool shuffle)
    {
        Dataset windows = Waves(50);
        (float[] expected, TrainingHistory copyHistory) = Train(Copied(windows), Copied(Waves(30)), shuffle, null);
        (float[] parameters, TrainingHistory history) = Train(windows, Waves(30), shuffle, null);
        Assert.Equal(expected, parameters);
        Assert.Equal(copyHistory.Epochs[^1].ValidationLoss, history.Epochs[^1].ValidationLoss);
        Assert.True(history.Epochs[^1].TrainingLoss < history.Epochs[0].TrainingLoss);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AfterTheFirstEpochNothingIsAllocated(bool shuffle)
    {
        var watch = new AllocationWatch();
        Train(Waves(50), Waves(30), shuffle, watch);
        Assert.Equal(0, watch.Allocated);
    }

    private static Dataset Waves(int steps)
    {
        float[] series = [.. Enumerable.Range(0, steps).Select(i => MathF.Sin(0.3f * i))];
        return Dataset.Windows(series, 1, new SequenceWindow(2));
    }

    private static (float[] Parameters, TrainingHistory History) Train(
        Dataset train,
        Dataset validation,
        bool shuffle,
        TrainingCallback? callback
    )
    {
        var model = new TestNetwork<OneNumber>(seed: 1);
        var trainer = new Trainer<TestNetwork<OneNumber>>(model, new Adam(0.01f))
        {
            BatchSize = 8,
            Epochs = 6,
            Shuffle = shuffle,
            EvaluationBatchSize = 7,
        };
        if (callback is not null)
            trainer.Callbacks.Add(callback);
        TrainingHistory history = trainer.Fit(train, validation);
        return (model.Parameters.ToArray(), history);
    }

    private static Dataset Copied(Dataset data)
    {
        float[] inputs = new float[data.Count * data.InputSize],
            targets = new float[data.Count * data.TargetSize];
        data.CopyInputs(0, inputs);
        data.CopyTargets(0, targets);
        return new Dataset(inputs, data.InputSize, targets, data.TargetSize);
    }

    private static void AssertSame(Dataset expected, Dataset actual)
    {
        Assert.Equal((expected.Count, expected.InputSize, expected.TargetSize), (actual.Count, actual.InputSize, actual.TargetSize));
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected.Input(i), actual.Input(i));
            Assert.Equal(expected.Target(i), actual.Target(i));
        }
    }

    private sealed class AllocationWatch : TrainingCallback
    {
        private long _before;

        public long Allocated { get; private set; } = -1;

        public override void OnEpochEnd(TrainingContext context, in EpochRecord record)
        {
            if (record.Epoch == 2)
                _before = GC.GetAllocatedBytesForCurrentThread();
            if (record.Epoch == context.Epochs)
                Allocated = GC.GetAllocatedBytesForCurrentThread() - _before;
        }
    }
}
