namespace ModelCompiler;

/// <summary>Ends training when a metric has stopped improving. Immutable: one object may serve several trainers.</summary>
public sealed record EarlyStopping
{
    private readonly int _patience = 5;
    private readonly double _minimumImprovement;

    /// <summary>How many epochs in a row may pass without improvement, at least 1; 5 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Patience
    {
        get => _patience;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Patience));
            _patience = value;
        }
    }

    /// <summary>By more than how much the metric must beat the best value so far to count as improved; 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double MinimumImprovement
    {
        get => _minimumImprovement;
        init =>
            _minimumImprovement =
                double.IsFinite(value) && value >= 0
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(MinimumImprovement),
                        value,
                        "The smallest improvement that counts must be finite and not negative."
                    );
    }

    /// <summary>What is watched; the validation loss by default. NaN never counts as improved.</summary>
    public MonitoredMetric Monitor { get; init; }

    /// <summary>
    /// Whether the model gets the parameters of its best epoch back when the run ends, early or not; true by default. After a cancellation
    /// or an exception they stay as they are, so that the run can be resumed.
    /// </summary>
    public bool RestoreBestParameters { get; init; } = true;
}
