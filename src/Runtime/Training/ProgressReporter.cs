using System.Diagnostics;

namespace ModelCompiler;

/// <summary>Measures time and speed, and reports progress at most every tenth of a second within an epoch. Does not allocate.</summary>
internal sealed class ProgressReporter(IProgress<TrainingProgress>? progress, int epochs, int batches)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly long _began = Stopwatch.GetTimestamp();
    private long _epochBegan;
    private long _lastReport;
    private long _epochSamples;
    private long _doneBatches;

    /// <summary>The time since the epoch began.</summary>
    public TimeSpan EpochElapsed => Stopwatch.GetElapsedTime(_epochBegan);

    /// <summary>The training samples per second since the epoch began, when called before validation.</summary>
    public double SamplesPerSecond { get; private set; }

    /// <summary>Begins an epoch, or the rest of one.</summary>
    public void BeginEpoch()
    {
        _epochBegan = _lastReport = Stopwatch.GetTimestamp();
        _epochSamples = 0;
    }

    /// <summary>Counts a step and reports if it is time.</summary>
    public void Step(int epoch, int batch, int batchesOfStep, int samplesOfStep, long step, double loss, float learningRate)
    {
        _epochSamples += samplesOfStep;
        _doneBatches += batchesOfStep;
        if (progress is null || Stopwatch.GetElapsedTime(_lastReport) < Interval)
            return;
        _lastReport = Stopwatch.GetTimestamp();
        MeasureSpeed();
        progress.Report(Create(epoch, batch, step, loss, null, null, learningRate, isEndOfEpoch: false));
    }

    /// <summary>Fixes the speed of the epoch; before validation.</summary>
    public void MeasureSpeed()
    {
        double seconds = EpochElapsed.TotalSeconds;
        SamplesPerSecond = seconds > 0 ? _epochSamples / seconds : 0;
    }

    /// <summary>Reports a finished epoch.</summary>
    public void EndEpoch(in EpochRecord record, long step) =>
        progress?.Report(
            Create(
                record.Epoch,
                batches,
                step,
                record.TrainingLoss,
                record.ValidationLoss,
                record.ValidationAccuracy,
                record.LearningRate,
                isEndOfEpoch: true
            )
        );

    private TrainingProgress Create(
        int epoch,
        int batch,
        long step,
        double loss,
        double? validationLoss,
        double? validationAccuracy,
        float learningRate,
        bool isEndOfEpoch
    )
    {
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_began);
        long left = ((long)(epochs - epoch) * batches) + (batches - batch);
        double remaining = _doneBatches == 0 ? 0 : elapsed.TotalSeconds / _doneBatches * left;
        return new TrainingProgress(
            epoch,
            epochs,
            batch,
            batches,
            step,
            loss,
            validationLoss,
            validationAccuracy,
            learningRate,
            SamplesPerSecond,
            elapsed,
            TimeSpan.FromSeconds(Math.Min(remaining, TimeSpan.MaxValue.TotalSeconds / 2)),
            isEndOfEpoch
        );
    }
}
