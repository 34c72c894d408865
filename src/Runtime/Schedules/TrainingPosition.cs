namespace ModelCompiler;

/// <summary>Where a training run is: what a <see cref="LearningRateSchedule"/> needs to know.</summary>
public readonly record struct TrainingPosition
{
    /// <summary>Creates a position.</summary>
    /// <param name="step">The number of steps already taken: 0 before the first one.</param>
    /// <param name="stepsPerEpoch">The number of steps (batches) in an epoch, 1 or more.</param>
    /// <param name="epochs">The number of epochs of the whole run, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public TrainingPosition(long step, long stepsPerEpoch, int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfLessThan(stepsPerEpoch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        Step = step;
        StepsPerEpoch = stepsPerEpoch;
        Epochs = epochs;
    }

    /// <summary>The number of steps already taken.</summary>
    public long Step { get; }

    /// <summary>The number of steps in an epoch.</summary>
    public long StepsPerEpoch { get; }

    /// <summary>The number of epochs of the whole run.</summary>
    public int Epochs { get; }

    /// <summary>The number of whole epochs already done.</summary>
    public long Epoch => Step / StepsPerEpoch;

    /// <summary>The number of steps of the whole run.</summary>
    public long TotalSteps => StepsPerEpoch * Epochs;
}
