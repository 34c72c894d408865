using System.Runtime.ExceptionServices;

namespace ModelCompiler.Threads;

/// <summary>A fixed set of worker threads that do parts of one work at a time.</summary>
internal sealed unsafe class Team
{
    private readonly Worker?[] _workers;
    private BatchPointers _batch;
    private delegate*<in BatchMemory, int, int, int, void> _run;
    private int _phase;
    private int _parts;
    private int _remaining;
    private int _busy;
    private Exception? _failure;

    public Team(int size) => _workers = new Worker?[Math.Max(0, size - 1)];

    /// <summary>The most parts that can run at the same time, the caller's included.</summary>
    public int Size => _workers.Length + 1;

    /// <summary>Takes the team, unless somebody has it.</summary>
    public bool TryEnter() => Interlocked.CompareExchange(ref _busy, 1, 0) == 0;

    /// <summary>Gives the team back.</summary>
    public void Exit() => Volatile.Write(ref _busy, 0);

    /// <summary>Runs all phases in <paramref name="parts"/> parts, the first on the caller's thread.</summary>
    public void Run<TWork>(in BatchMemory batch, int parts)
        where TWork : struct, IBatchWork
    {
        for (int index = 0; index < parts - 1; index++)
            _workers[index] ??= Worker.Start(this, index + 1);
        fixed (float* inputs = batch.Inputs, parameters = batch.Parameters, workspace = batch.Workspace, outputs = batch.Outputs, targets = batch.Targets, gradient = batch.Gradient)
        fixed (int* classes = batch.Classes)
        {
            _batch = BatchPointers.Of(in batch, inputs, parameters, workspace, outputs, targets, classes, gradient);
            _run = &Invoke<TWork>;
            _parts = parts;
            _failure = null;
            for (int phase = 0; phase < TWork.Phases; phase++)
            {
                _phase = phase;
                Volatile.Write(ref _remaining, parts - 1);
                for (int index = 0; index < parts - 1; index++)
                    _workers[index]!.Post();
                try
                {
                    TWork.Run(in batch, phase, 0, parts);
                }
                finally
                {
                    // The workers use memory that is pinned only while this method runs: it never ends before they do.
                    var spin = default(SpinWait);
                    while (Volatile.Read(ref _remaining) > 0)
                        spin.SpinOnce(sleep1Threshold: -1);
                }

                if (_failure is { } failure)
                    ExceptionDispatchInfo.Throw(failure);
            }
        }
    }

    /// <summary>Does one worker's part of the phase.</summary>
    public void RunPart(int part)
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
            Interlocked.Decrement(ref _remaining);
        }
    }

    private static void Invoke<TWork>(in BatchMemory batch, int phase, int part, int parts)
        where TWork : struct, IBatchWork => TWork.Run(in batch, phase, part, parts);
}
