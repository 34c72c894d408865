namespace ModelCompiler;

/// <summary>The rate shrinks by a factor after every epoch, as PyTorch's ExponentialLR: <c>initialRate * factor^epoch</c>.</summary>
public sealed class ExponentialDecay : LearningRateSchedule
{
    private readonly float _initialRate;
    private readonly double _factor;

    /// <summary>Creates the schedule.</summary>
    /// <param name="initialRate">The rate of the first epoch, 0 or more.</param>
    /// <param name="factor">What the rate is multiplied by after each epoch, greater than 0 and at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public ExponentialDecay(double initialRate, double factor)
    {
        _initialRate = (float)Hyperparameter.NotNegative(initialRate, nameof(initialRate));
        _factor = Hyperparameter.Factor(factor, nameof(factor));
    }

    /// <inheritdoc/>
    public override float Rate(TrainingPosition position) => (float)(_initialRate * PortableMath.Power(_factor, position.Epoch));
}
