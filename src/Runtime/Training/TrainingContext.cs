namespace ModelCompiler;

/// <summary>
/// A training run as callbacks see it: where it stands and what belongs to it. Valid during the callback; not thread-safe.
/// </summary>
public abstract class TrainingContext
{
    private protected TrainingContext(Optimizer optimizer, TrainingHistory history, World world)
    {
        World = world;
        Optimizer = optimizer;
        History = history;
    }

    /// <summary>The model's names, shapes and sizes.</summary>
    public abstract ModelDescription Description { get; }

    /// <summary>The model's live parameter buffer.</summary>
    public abstract Span<float> Parameters { get; }

    /// <summary>The optimizer.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The finished epochs.</summary>
    public TrainingHistory History { get; }

    /// <summary>The ranks that train together; <see cref="World.Alone"/> for most runs.</summary>
    public World World { get; }

    /// <summary>The epoch under way, counted from 1; in <see cref="TrainingCallback.OnEpochEnd"/> the one just finished.</summary>
    public abstract int Epoch { get; }

    /// <summary>The number of epochs planned.</summary>
    public abstract int Epochs { get; }

    /// <summary>The batches of the epoch that are done.</summary>
    public abstract int Batch { get; }

    /// <summary>The batches of an epoch.</summary>
    public abstract int Batches { get; }

    /// <summary>The steps of the optimizer since training began.</summary>
    public abstract long Step { get; }

    /// <summary>The loss of the last step's samples before that step; NaN before the first one.</summary>
    public abstract double StepLoss { get; }

    /// <summary>Why a stop was requested; null when none was.</summary>
    internal string? RequestedStop { get; private set; }

    /// <summary>
    /// Captures where the run stands; together with the parameters and <see cref="Optimizer.State"/> it resumes to the bit. Allocates.
    /// </summary>
    public abstract TrainerState CaptureState();

    /// <summary>
    /// Ends the run after the current callbacks, without an exception. An epoch that is not finished does not enter the history.
    /// </summary>
    /// <param name="reason">The reason, for <see cref="TrainingHistory.StopReason"/>.</param>
    public void RequestStop(string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        RequestedStop ??= reason;
    }
}
