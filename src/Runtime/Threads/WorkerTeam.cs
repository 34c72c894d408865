using System.Runtime.CompilerServices;

namespace ModelCompiler.Threads;

/// <summary>
/// Runs work on a batch with a team of parked threads that the process shares. The parts of a phase write disjoint memory and each output
/// is computed in one order, so the number of threads never changes a result. After the team's threads exist, nothing is allocated.
/// </summary>
public static class WorkerTeam
{
    /// <summary>
    /// The floating-point operations that make one more thread worth its wake-up: about ten microseconds of one thread's work.
    /// </summary>
    private const long LeastFlopsPerThread = 2_000_000;

    private static readonly Team Shared = new(Environment.ProcessorCount);

    // Written by every caller without order: whoever reads the number of another caller's gradient computes the same, a little slower.
    private static int _gradientThreads = int.MaxValue;

    /// <summary>
    /// The threads of the gradient that ended last: its values are in their caches. Before the first one there is no limit.
    /// </summary>
    internal static int GradientThreads => _gradientThreads;

    /// <summary>
    /// Runs all phases of a work on a batch and returns when they are done. Thread-safe: when the team is busy, the caller does all the
    /// work itself.
    /// </summary>
    /// <param name="batch">The memory.</param>
    /// <param name="degree">The number of threads that may take part, the caller included; at most the number of processors do.</param>
    /// <param name="flops">The floating-point operations of the work; small work stays on the caller's thread.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TWork>(in BatchMemory batch, int degree, long flops)
        where TWork : struct, IBatchWork
    {
        int threads = Run<TWork, BatchMemory>(in batch, degree, flops);
        if (!batch.Gradient.IsEmpty)
            _gradientThreads = threads;
    }

    /// <summary>Runs all phases of any work, likewise.</summary>
    /// <returns>The number of threads that took part.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Run<TWork, TState>(in TState state, int degree, long flops)
        where TWork : struct, IPhasedWork<TState>
        where TState : struct, allows ref struct
    {
        int threads = flops < 2 * LeastFlopsPerThread ? 1 : (int)Math.Min(Math.Min(degree, Shared.Size), flops / LeastFlopsPerThread);
        if (threads > 1 && TryShare<TWork, TState>(in state, threads))
            return threads;
        for (int phase = 0; phase < TWork.Phases; phase++)
            TWork.Run(in state, phase, 0, 1);
        return 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryShare<TWork, TState>(in TState state, int threads)
        where TWork : struct, IPhasedWork<TState>
        where TState : struct, allows ref struct
    {
        if (!Shared.TryEnter())
            return false;
        try
        {
            Shared.Run<TWork, TState>(in state, threads);
            return true;
        }
        finally
        {
            Shared.Exit();
        }
    }
}
