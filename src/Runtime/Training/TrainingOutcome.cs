namespace ModelCompiler;

/// <summary>How a training run ended.</summary>
public enum TrainingOutcome
{
    /// <summary>It has not: it is under way.</summary>
    Running,

    /// <summary>All epochs are done.</summary>
    Completed,

    /// <summary><see cref="Trainer{TModel}.EarlyStopping"/> saw no more improvement.</summary>
    StoppedEarly,

    /// <summary>A callback asked to stop: <see cref="TrainingContext.RequestStop"/>.</summary>
    StopRequested,

    /// <summary>The cancellation token was signalled.</summary>
    Cancelled,

    /// <summary>An exception ended it, as a <see cref="NumericalInstabilityException"/>.</summary>
    Failed,
}
