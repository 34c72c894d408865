using System.Diagnostics;
using System.Globalization;
using ModelCompiler;

namespace Cluster;

/// <summary>Measures the time from step to step within an epoch, and what the thread allocates meanwhile.</summary>
internal sealed class StepClock : TrainingCallback
{
    private readonly List<double> _microseconds = new(1 << 20);
    private long _last;
    private long _allocated;
    private long _leastAllocated = long.MaxValue;

    public override void OnEpochBegin(TrainingContext context)
    {
        _last = 0;
        _allocated = GC.GetAllocatedBytesForCurrentThread();
    }

    public override void OnStepEnd(TrainingContext context)
    {
        long now = Stopwatch.GetTimestamp();
        if (_last != 0)
            _microseconds.Add(Stopwatch.GetElapsedTime(_last, now).TotalMicroseconds);
        _last = now;
        if (context.Batch == context.Batches)
            _leastAllocated = Math.Min(_leastAllocated, GC.GetAllocatedBytesForCurrentThread() - _allocated);
    }

    /// <summary>The measurements in a line.</summary>
    public override string ToString()
    {
        double[] sorted = [.. _microseconds.Order()];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"step: {sorted[sorted.Length / 10]:F0} us (tenth percentile), {sorted[sorted.Length / 2]:F0} us (median); "
                + $"{_leastAllocated} bytes allocated by the steps of an epoch"
        );
    }
}
