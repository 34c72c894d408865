namespace ModelCompiler;

/// <summary>
/// Linear warm-up, then half a cosine down to a minimum at the end of the run (Loshchilov and Hutter, 2017; PyTorch's CosineAnnealingLR by
/// steps): <c>peak * (step + 1) / warmUp</c>, then <c>minimum + (peak - minimum) * (1 + cos(pi * (step - warmUp) / (total - warmUp))) /
/// 2</c>.
/// </summary>
public sealed class CosineDecay : LearningRateSchedule
{
    private readonly float _peakRate;
    private readonly float _minimumRate;
    private readonly long _warmUpSteps;

    /// <summary>Creates the schedule.</summary>
    /// <param name="peakRate">The highest rate, 0 or more.</param>
    /// <param name="minimumRate">The rate it falls to, from 0 to the peak.</param>
    /// <param name="warmUpSteps">The number of steps until the peak, 0 or more. A run that is shorter only warms up.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public CosineDecay(double peakRate, double minimumRate = 0, long warmUpSteps = 0)
    {
        _peakRate = (float)Hyperparameter.NotNegative(peakRate, nameof(peakRate));
        _minimumRate = (float)Hyperparameter.NotNegative(minimumRate, nameof(minimumRate));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minimumRate, peakRate);
        ArgumentOutOfRangeException.ThrowIfNegative(warmUpSteps);
        _warmUpSteps = warmUpSteps;
    }

    /// <inheritdoc/>
    public override float Rate(TrainingPosition position)
    {
        if (position.Step < _warmUpSteps)
            return (float)(_peakRate * (position.Step + 1.0) / _warmUpSteps);
        if (position.Step >= position.TotalSteps)
            return _minimumRate;
        double done = (position.Step - _warmUpSteps) / (double)(position.TotalSteps - _warmUpSteps);
        return (float)Annealing.Cosine(_peakRate, _minimumRate, done);
    }
}
