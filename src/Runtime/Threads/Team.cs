using System.Runtime.ExceptionServices;

namespace ModelCompiler.Threads;

/// <summary>
/// A fixed set of worker threads that do one work at a time together with the thread that brings it. Each thread has parts of its own, the same in every phase and
/// every work, so that it meets again what its core's caches hold. But nobody waits for them: who has done his own takes those of the others, so a worker that the
/// operating system lets wait delays nobody.
/// </summary>
internal sealed unsafe class Team
{
    /// <summary>The parts of a phase for each thread: enough that a late start evens out, few enough that parts stay large.</summary>
    public const int PartsPerThread = 3;

    /// <summary>The distance between counters, so that each has a cache line to itself.</summary>
    private const int Line = 8;

    private readonly Worker?[] _workers;
    private BatchPointers _batch;
    private delegate*<in BatchMemory, int, int, int, void> _run;
    private int _phase;
    private int _threads;

    // How many of each thread's parts nobody has taken yet, under the phase's number: a worker that compares with an old number takes nothing.
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
    public bool TryEnter() => Interlocked.CompareExchange(ref _busy, 1, 0) == 0;

    /// <summary>Gives the team back.</summary>
    public void Exit() => Volatile.Write(ref _busy, 0);

    /// <summary>Runs all phases on <paramref name="threads"/> threads, the caller's included.</summary>
    public void Run<TWork>(in BatchMemory batch, int threads)
        where TWork : struct, IBatchWork
    {
        for (int index = 0; index < threads - 1; index++)
            _workers[index] ??= Worker.Start(this, index + 1);
        fixed (float* inputs = batch.Inputs, parameters = batch.Parameters, workspace = batch.Workspace, outputs = batch.Outputs, targets = batch.Targets, gradient = batch.Gradient)
        fixed (int* classes = batch.Classes)
        {
            _batch = BatchPointers.Of(in batch, inputs, parameters, workspace, outputs, targets, classes, gradient);
            _run = &Invoke<TWork>;
            _threads = threads;
            _failure = null;
            for (int phase = 0; phase < TWork.Phases; phase++)
            {
                if (TWork.IsAlone(phase))
                {
                    TWork.Run(in batch, phase, 0, 1);
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

                // Parts use memory that is pinned only while this method runs: it never ends before they do.
                var spin = default(SpinWait);
                while (Volatile.Read(ref _unfinished) > 0)
                    spin.SpinOnce(sleep1Threshold: -1);
                if (_failure is { } failure)
                    ExceptionDispatchInfo.Throw(failure);
            }
        }
    }

    /// <summary>Does parts until none is left to take: a thread's own first, then those of the others.</summary>
    /// <param name="self">The thread's number; the caller's is 0.</param>
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

    private ref long Untaken(int thread) => ref _untaken[(thread + 1) * Line];

    private void RunPart(int part)
    {
        try
        {
            BatchMemory batch = _batch.ToMemory();
            _run(in batch, _phase, part, _threads * PartsPerThread);
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

    private static void Invoke<TWork>(in BatchMemory batch, int phase, int part, int parts)
        where TWork : struct, IBatchWork => TWork.Run(in batch, phase, part, parts);
}
