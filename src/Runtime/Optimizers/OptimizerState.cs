namespace ModelCompiler;

/// <summary>All that an optimizer needs to continue exactly: what a checkpoint saves.</summary>
public sealed class OptimizerState
{
    /// <summary>Creates a state, for instance from a file; <see cref="Optimizer.Restore"/> checks it.</summary>
    /// <param name="optimizer">The optimizer's name, as <c>Adam</c>.</param>
    /// <param name="stepCount">The number of steps taken.</param>
    /// <param name="learningRate">The learning rate of the next step.</param>
    /// <param name="hyperparameters">The other numbers the optimizer was created with, by name; for people and for messages.</param>
    /// <param name="buffers">The buffers in the optimizer's order; none before the first step.</param>
    public OptimizerState(
        string optimizer,
        long stepCount,
        float learningRate,
        IReadOnlyDictionary<string, double> hyperparameters,
        IReadOnlyList<OptimizerStateBuffer> buffers
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(optimizer);
        ArgumentNullException.ThrowIfNull(hyperparameters);
        ArgumentNullException.ThrowIfNull(buffers);
        Optimizer = optimizer;
        StepCount = stepCount;
        LearningRate = learningRate;
        Hyperparameters = hyperparameters;
        Buffers = buffers;
    }

    /// <summary>The optimizer's name.</summary>
    public string Optimizer { get; }

    /// <summary>The number of steps taken.</summary>
    public long StepCount { get; }

    /// <summary>The learning rate of the next step.</summary>
    public float LearningRate { get; }

    /// <summary>The other numbers the optimizer was created with, by name.</summary>
    public IReadOnlyDictionary<string, double> Hyperparameters { get; }

    /// <summary>The buffers in the optimizer's order.</summary>
    public IReadOnlyList<OptimizerStateBuffer> Buffers { get; }
}
