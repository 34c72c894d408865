namespace ModelCompiler;

/// <summary>
/// The 1cycle policy (Smith and Topin, 2018) as in PyTorch's OneCycleLR: the rate rises along half a cosine from
/// <c>maximumRate / startDivisor</c> to <c>maximumRate</c> and falls along another to the start divided by <c>endDivisor</c>, which the
/// last step of the run has. The momentum is not cycled.
/// </summary>
public sealed class OneCycle : LearningRateSchedule
{
    private readonly float _maximumRate;
    private readonly double _riseFraction;
    private readonly double _startRate;
    private readonly double _endRate;

    /// <summary>Creates the schedule; the defaults are PyTorch's.</summary>
    /// <param name="maximumRate">The highest rate, 0 or more.</param>
    /// <param name="riseFraction">The part of the run in which the rate rises, greater than 0 and less than 1.</param>
    /// <param name="startDivisor">How many times smaller the first rate is than the highest, 1 or more.</param>
    /// <param name="endDivisor">How many times smaller the last rate is than the first, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public OneCycle(double maximumRate, double riseFraction = 0.3, double startDivisor = 25, double endDivisor = 1e4)
    {
        _maximumRate = (float)Hyperparameter.NotNegative(maximumRate, nameof(maximumRate));
        if (!(riseFraction is > 0 and < 1))
            throw Hyperparameter.Refusal(riseFraction, nameof(riseFraction), "greater than 0 and less than 1");
        _riseFraction = riseFraction;
        _startRate = _maximumRate / Divisor(startDivisor, nameof(startDivisor));
        _endRate = _startRate / Divisor(endDivisor, nameof(endDivisor));
    }

    /// <inheritdoc/>
    public override float Rate(TrainingPosition position)
    {
        // As in PyTorch, the peak lies one step before the given part of the run, and may lie between two steps.
        double peak = (_riseFraction * position.TotalSteps) - 1;
        double last = position.TotalSteps - 1;
        if (position.Step >= last)
            return (float)_endRate;
        if (position.Step <= peak)
            return (float)Annealing.Cosine(_startRate, _maximumRate, peak > 0 ? position.Step / peak : 1);
        return (float)Annealing.Cosine(_maximumRate, _endRate, (position.Step - peak) / (last - peak));
    }

    private static double Divisor(double value, string name) =>
        double.IsFinite(value) && value >= 1 ? value : throw Hyperparameter.Refusal(value, name, "finite and at least 1");
}
