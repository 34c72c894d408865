using System.Runtime.ExceptionServices;

namespace ModelCompiler.Threads;

/// <summary>
/// A fixed set of worker threads that do one work at a time together with the thread that brings it. Nobody is given a part: whoever is free
/// takes the next one, so a worker that the operating system lets wait delays nobody.
/// </summary>
internal sealed unsafe class Team
{
    /// <summary>The parts of a phase for each thread: enough that a late start evens out, few enough that parts stay large.</summary>
    private const int PartsPerThread = 3;

    private readonly Worker?[] _workers;
    private BatchPointers _batch;
    private delegate*<in BatchMemory, int, int, int, void> _run;
    private int _phase;
    private int _parts;

    // How many parts of the phase nobody has taken yet, under the phase's number: a worker that compares with an old number takes nothing.
    private long _untaken;
    private int _unfinished;
    private int _busy;
    private Exception? _failure;

    public Team(int size) => _workers = new Worker?[Math.Max(0, size - 1)];

    /// <summary>The most threads that can take part, the caller's included.</summary>
    public int Size => _workers.Length + 1;

    /// <summary>Whether there is a part to take.</summary>
    public bool HasWork => (int)Volatile.Read(ref _untaken) > 0;

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
            _parts = threads * PartsPerThread;
            _failure = null;
            for (int phase = 0; phase < TWork.Phases; phase++)
            {
                if (TWork.IsAlone(phase))
                {
                    TWork.Run(in batch, phase, 0, 1);
                    continue;
                }

                _phase = phase;
                Volatile.Write(ref _unfinished, _parts);
                long number = (Volatile.Read(ref _untaken) >> 32) + 1;
                Interlocked.Exchange(ref _untaken, (number << 32) | (uint)_parts);
                for (int index = 0; index < threads - 1; index++)
                    _workers[index]!.Wake();
                TakeParts();

                // Parts use memory that is pinned only while this method runs: it never ends before they do.
                var spin = default(SpinWait);
                while (Volatile.Read(ref _unfinished) > 0)
                    spin.SpinOnce(sleep1Threshold: -1);
                if (_failure is { } failure)
                    ExceptionDispatchInfo.Throw(failure);
            }
        }
    }

    /// <summary>Does parts until none is left to take.</summary>
    public void TakeParts()
    {
        while (true)
        {
            long untaken = Volatile.Read(ref _untaken);
            if ((int)untaken <= 0)
                return;
            if (Interlocked.CompareExchange(ref _untaken, untaken - 1, untaken) == untaken)
                RunPart((int)untaken - 1);
        }
    }

    private void RunPart(int part)
    {
        try
        {
            BatchMemory batch = _batch.ToMemory();
            _run(in batch, _phase, part, _parts);
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
