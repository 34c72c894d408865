using System.Diagnostics;
using ModelCompiler.Benchmarks.Engines;

namespace ModelCompiler.Benchmarks.Compare;

/// <summary>An engine at a workload with the times of its slices.</summary>
internal sealed class Contestant(Engine engine) : IDisposable
{
    private const double MillisecondsBeforeGivingUpOnStability = 2_000;
    private const double StableWithin = 0.05;

    private readonly List<double> _sliceMeans = [];
    private int _operationsPerSlice = 1;
    private double _roundsPerSlice = 1;

    /// <summary>The engine's name.</summary>
    public string Name => engine.Name;

    /// <summary>The median over the slices of the mean time of an operation, in nanoseconds.</summary>
    public double Median => Statistics.Median(_sliceMeans);

    /// <summary>The smallest of them.</summary>
    public double Minimum => _sliceMeans.Min();

    /// <summary>The bytes that one operation allocates; for several threads of all of them.</summary>
    public double AllocatedBytes { get; private set; }

    /// <summary>
    /// Runs until the just-in-time compiler has done its last work: for at least the given time, with pauses for its background thread,
    /// and until the last runs take the same time. Then sets the number of operations that fill a slice.
    /// </summary>
    public void WarmUp(CompareOptions options, bool countAllThreads)
    {
        int count = 1;
        double previous = double.PositiveInfinity;
        int stable = 0;
        double spent = 0;
        long start = Stopwatch.GetTimestamp();
        while (spent < options.WarmUpMilliseconds || (stable < 3 && spent < MillisecondsBeforeGivingUpOnStability))
        {
            double mean = TimeOf(count) / count;
            stable = Math.Abs(mean - previous) < StableWithin * previous ? stable + 1 : 0;
            previous = mean;
            count = CountFor(mean, options.SliceMilliseconds / 2);
            Thread.Sleep(5);
            spent = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        _operationsPerSlice = CountFor(previous, options.SliceMilliseconds);
        _roundsPerSlice = Math.Max(1, previous / (4e6 * options.SliceMilliseconds));
        MeasureAllocation(countAllThreads);
    }

    /// <summary>Runs one slice. An engine whose single operation is far longer than a slice sits out rounds, but never so many that it has fewer than 5 slices.</summary>
    public void RunRound(int round, int rounds)
    {
        double roundsPerSlice = Math.Min(_roundsPerSlice, rounds / 5.0);
        if (_sliceMeans.Count * roundsPerSlice <= round)
            _sliceMeans.Add(TimeOf(_operationsPerSlice) / _operationsPerSlice);
    }

    /// <inheritdoc/>
    public void Dispose() => engine.Dispose();

    private static int CountFor(double nanoseconds, double milliseconds) =>
        (int)Math.Clamp(milliseconds * 1e6 / Math.Max(nanoseconds, 0.1), 1, 1e8);

    private double TimeOf(int count)
    {
        long start = Stopwatch.GetTimestamp();
        engine.Run(count);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    private void MeasureAllocation(bool countAllThreads)
    {
        int count = Math.Min(_operationsPerSlice, 1_000);
        long before = Allocated(countAllThreads);
        engine.Run(count);
        AllocatedBytes = Math.Round((double)(Allocated(countAllThreads) - before) / count, 3);
    }

    private static long Allocated(bool allThreads) =>
        allThreads ? GC.GetTotalAllocatedBytes(precise: true) : GC.GetAllocatedBytesForCurrentThread();
}
