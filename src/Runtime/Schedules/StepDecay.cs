namespace ModelCompiler;

/// <summary>
/// Every few epochs the rate shrinks by a factor, as PyTorch's StepLR: <c>initialRate * factor^(epoch / everyEpochs)</c>, whole division.
/// </summary>
public sealed class StepDecay : LearningRateSchedule
{
    private readonly float _initialRate;
    private readonly int _everyEpochs;
    private readonly double _factor;

    /// <summary>Creates the schedule.</summary>
    /// <param name="initialRate">The rate of the first epochs, 0 or more.</param>
    /// <param name="everyEpochs">The number of epochs with one rate, 1 or more.</param>
    /// <param name="factor">What the rate is then multiplied by, greater than 0 and at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public StepDecay(double initialRate, int everyEpochs, double factor = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(everyEpochs, 1);
        _initialRate = (float)Hyperparameter.NotNegative(initialRate, nameof(initialRate));
        _everyEpochs = everyEpochs;
        _factor = Hyperparameter.Factor(factor, nameof(factor));
    }

    /// <inheritdoc/>
    public override float Rate(TrainingPosition position) =>
        (float)(_initialRate * PortableMath.Power(_factor, position.Epoch / _everyEpochs));
}
