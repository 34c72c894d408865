namespace ModelCompiler.Distributed.Tests;

/// <summary>Does something after one step.</summary>
internal sealed class AtStep(long step, Action<TrainingContext> action) : TrainingCallback
{
    public override void OnStepEnd(TrainingContext context)
    {
        if (context.Step == step)
            action(context);
    }
}

/// <summary>Measures what a thread allocates from the beginning of one epoch to that of the next.</summary>
internal sealed class AllocationMeter : TrainingCallback
{
    private long _before = long.MinValue;

    /// <summary>The least of all epochs after the first, in bytes.</summary>
    public long Least { get; private set; } = long.MaxValue;

    public override void OnEpochBegin(TrainingContext context)
    {
        long now = GC.GetAllocatedBytesForCurrentThread();
        if (_before != long.MinValue)
            Least = Math.Min(Least, now - _before);
        _before = GC.GetAllocatedBytesForCurrentThread();
    }
}
