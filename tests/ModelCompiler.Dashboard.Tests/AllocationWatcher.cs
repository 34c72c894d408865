namespace ModelCompiler.Dashboard.Tests;

/// <summary>
/// Counts what is allocated between the steps of training, after the first epoch, without what the receiver of the reports allocates.
/// </summary>
internal sealed class AllocationWatcher : TrainingCallback
{
    private long _before;
    private long _inReports;

    /// <summary>The bytes allocated by steps.</summary>
    public long Allocated { get; private set; }

    /// <summary>The steps watched.</summary>
    public int Steps { get; private set; }

    /// <summary>Passes reports on and leaves out what they allocate.</summary>
    public IProgress<TrainingProgress> Wrap(IProgress<TrainingProgress> receiver) => new Receiver(this, receiver);

    public override void OnStepEnd(TrainingContext context)
    {
        long now = GC.GetAllocatedBytesForCurrentThread();
        if (context.Epoch > 1 && context.Batch > 1)
        {
            Allocated += now - _before - _inReports;
            Steps++;
        }

        _before = now;
        _inReports = 0;
    }

    private sealed class Receiver(AllocationWatcher watcher, IProgress<TrainingProgress> receiver) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            receiver.Report(value);
            watcher._inReports += GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
