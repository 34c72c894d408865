using System.Diagnostics;
using ModelCompiler.Benchmarks.Engines;

namespace ModelCompiler.Benchmarks.Compare;

/// <summary>An engine at a workload with the times of its slices.</summary>
internal sealed class Contestant(Engine engine) : IDisposable
{
    private const double StableWithin = 0.05;

    private readonly List<double> _sliceMeans = [];
    private int _operationsPerCall = 1;
    private int _operationsPerSlice = 1;
    private double _operationTime = double.PositiveInfinity;
    private double _roundsPerSlice = 1;

    /// <summary>The engine's name.</summary>
    public string Name => engine.Name;

    /// <summary>The median over the slices of the mean time of an operation, in nanoseconds.</summary>
    public double Median => Statistics.Median(_sliceMeans);

    /// <summary>The smallest of them.</summary>
    public double Minimum => _sliceMeans.Min();

    /// <summary>The bytes that one operation allocates; for several threads of all of them.</summary>
    public double AllocatedBytes { get; private set; }

    /// <summary>Whether the last passes of the warm-up took the same time.</summary>
    public bool IsStable { get; private set; }

    /// <summary>One pass of the warm-up: enough short calls that the just-in-time compiler counts the methods as hot.</summary>
    public void WarmUp()
    {
        const int Calls = 40;
        const double CallMilliseconds = 0.5;
        double best = double.PositiveInfinity;
        long start = Stopwatch.GetTimestamp();
        for (int call = 0; call < Calls && Stopwatch.GetElapsedTime(start).TotalMilliseconds < 4 * Calls * CallMilliseconds; call++)
        {
            best = Math.Min(best, TimeOf(_operationsPerCall) / _operationsPerCall);
            _operationsPerCall = CountFor(best, CallMilliseconds);
        }
        IsStable = best > (1 - StableWithin) * _operationTime;
        _operationTime = best;
    }

    /// <summary>Ends the warm-up: sets the number of operations that fill a slice and measures the allocation.</summary>
    public void Prepare(double sliceMilliseconds, bool countAllThreads)
    {
        _operationsPerSlice = CountFor(_operationTime, sliceMilliseconds);
        _roundsPerSlice = Math.Max(1, _operationTime / (4e6 * sliceMilliseconds));
        MeasureAllocation(countAllThreads);
    }

    /// <summary>
    /// Runs one slice. An engine whose single operation is far longer than a slice sits out rounds, but never so many that it has fewer
    /// than 5 slices.
    /// </summary>
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
