using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace ModelCompiler.Threads;

/// <summary>
/// A fixed set of worker threads that do one work at a time together with the thread that brings it. Each thread has parts of its own,
/// the same in every phase and every work, so that it meets again what its core's caches hold. But nobody waits for them: who has done
/// his own takes those of the others, so a worker that the operating system lets wait delays nobody.
/// </summary>
internal sealed unsafe class Team
{
    /// <summary>The parts of a phase for each thread: enough that a late start evens out, few enough that parts stay large.</summary>
    public const int PartsPerThread = 3;

    /// <summary>The distance between counters, so that each has a cache line to itself.</summary>
    private const int Line = 8;

    private readonly Worker?[] _workers;
    private void* _state;
    private delegate* <void*, int, int, int, void> _run;
    private int _phase;
    private int _threads;

    // How many of each thread's parts nobody has taken yet, under the phase's number: a worker that compares with an old number takes
    // nothing.
    private readonly long[] _untaken;
    private long _number;
    private int _unfinished;
    private int _busy;
    private Exception? _failure;

    public Team(int size)
    {
        _workers = new Worker?[Math.Max(0, size - 1)];
        _untaken = new long[(_workers.Length + 2) * Line];
    }

    /// <summary>The most threads that can take part, the caller's included.</summary>
    public int Size => _workers.Length + 1;

    /// <summary>The number of the phase that was announced last. One that a worker has not seen is work for it.</summary>
    public long Number => Volatile.Read(ref _number);

    /// <summary>Takes the team, unless somebody has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryEnter() => Interlocked.CompareExchange(ref _busy, 1, 0) == 0;

    /// <summary>Gives the team back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Exit() => Volatile.Write(ref _busy, 0);

    /// <summary>Runs all phases on <paramref name="threads"/> threads, the caller's included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TWork, TState>(in TState state, int threads)
        where TWork : struct, IPhasedWork<TState>
        where TState : struct, allows ref struct
    {
        for (int index = 0; index < threads - 1; index++)
            _workers[index] ??= Worker.Start(this, index + 1);

        // The state is on this thread's stack, where the others read it, and stays there: this method never ends before they do. The
        // garbage collector keeps what it refers to, and its references up to date, as those of any local variable.
        TState local = state;
        _state = Unsafe.AsPointer(ref local);
        _run = &Invoke<TWork, TState>;
        _threads = threads;
        _failure = null;
        for (int phase = 0; phase < TWork.Phases; phase++)
        {
            if (TWork.IsAlone(phase))
            {
                TWork.Run(in state, phase, 0, 1);
                continue;
            }

            _phase = phase;
            Volatile.Write(ref _unfinished, threads * PartsPerThread);
            long number = _number + 1;
            for (int thread = 0; thread < threads; thread++)
                Volatile.Write(ref Untaken(thread), (number << 32) | PartsPerThread);
            Interlocked.Exchange(ref _number, number);
            for (int index = 0; index < threads - 1; index++)
                _workers[index]!.Wake();
            TakeParts(0);

            var spin = default(SpinWait);
            while (Volatile.Read(ref _unfinished) > 0)
                spin.SpinOnce(sleep1Threshold: -1);
            if (_failure is { } failure)
                ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Does parts until none is left to take: a thread's own first, then those of the others.</summary>
    /// <param name="self">The thread's number; the caller's is 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void TakeParts(int self)
    {
        int threads = _threads;
        for (int offset = 0; self < threads && offset < threads; offset++)
        {
            int owner = (self + offset) % threads;
            ref long place = ref Untaken(owner);
            for (long untaken = Volatile.Read(ref place); (int)untaken > 0; untaken = Volatile.Read(ref place))
            {
                if (Interlocked.CompareExchange(ref place, untaken - 1, untaken) == untaken)
                    RunPart((owner * PartsPerThread) + (int)untaken - 1);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref long Untaken(int thread) => ref _untaken[(thread + 1) * Line];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunPart(int part)
    {
        try
        {
            _run(_state, _phase, part, _threads * PartsPerThread);
        }
        catch (Exception exception)
        {
            _failure = exception;
        }
        finally
        {
            Interlocked.Decrement(ref _unfinished);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Invoke<TWork, TState>(void* state, int phase, int part, int parts)
        where TWork : struct, IPhasedWork<TState>
        where TState : struct, allows ref struct => TWork.Run(in Unsafe.AsRef<TState>(state), phase, part, parts);
}
