namespace ModelCompiler;

/// <summary>
/// Shrinks the rate when a metric has stopped to improve, as PyTorch's ReduceLROnPlateau with a relative threshold.
/// <see cref="Observe"/> must be called at the end of every epoch. A trainer starts it anew with each run; <see cref="State"/> and
/// <see cref="Restore"/> continue it exactly.
/// </summary>
public sealed class ReduceOnPlateau : LearningRateSchedule
{
    private const double SmallestReduction = 1e-8;

    private readonly double _initialRate;
    private readonly double _minimumRate;
    private readonly double _factor;
    private readonly double _threshold;
    private readonly int _patience;
    private readonly int _cooldown;
    private readonly PlateauMode _mode;
    private double _rate;
    private double _best;
    private long _badEpochs;
    private long _cooldownLeft;

    /// <summary>Creates the schedule; the defaults are PyTorch's.</summary>
    /// <param name="initialRate">The first rate, 0 or more.</param>
    /// <param name="factor">What the rate is multiplied by, greater than 0 and less than 1.</param>
    /// <param name="patience">The number of epochs without improvement that are accepted, 0 or more; the next one reduces the rate.</param>
    /// <param name="threshold">The relative change that counts as improvement, from 0 to less than 1.</param>
    /// <param name="cooldown">The number of epochs after a reduction in which nothing is counted, 0 or more.</param>
    /// <param name="minimumRate">The rate below which it does not go, 0 or more. A reduction of less than 1e-8 is not made either.</param>
    /// <param name="mode">Whether smaller or larger metrics are better.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public ReduceOnPlateau(
        double initialRate,
        double factor = 0.1,
        int patience = 10,
        double threshold = 1e-4,
        int cooldown = 0,
        double minimumRate = 0,
        PlateauMode mode = PlateauMode.Minimize
    )
    {
        _initialRate = (float)Hyperparameter.NotNegative(initialRate, nameof(initialRate));
        _minimumRate = (float)Hyperparameter.NotNegative(minimumRate, nameof(minimumRate));
        _factor = factor is > 0 and < 1 ? factor : throw Hyperparameter.Refusal(factor, nameof(factor), "greater than 0 and less than 1");
        _threshold = threshold is >= 0 and < 1
            ? threshold
            : throw Hyperparameter.Refusal(threshold, nameof(threshold), "at least 0 and less than 1");
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(cooldown);
        if (mode is not (PlateauMode.Minimize or PlateauMode.Maximize))
            throw new ArgumentOutOfRangeException(nameof(mode), mode, "This is not a member of the PlateauMode enum.");
        _patience = patience;
        _cooldown = cooldown;
        _mode = mode;
        Reset();
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> State =>
        new Dictionary<string, double>
        {
            ["rate"] = _rate,
            ["best"] = _best,
            ["badEpochs"] = _badEpochs,
            ["cooldownLeft"] = _cooldownLeft,
        };

    /// <summary>The kind and its settings, without what it has learnt; checkpoints compare it.</summary>
    public override string ToString() =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{nameof(ReduceOnPlateau)} (initial rate {(float)_initialRate}, factor {_factor}, patience {_patience}, threshold "
                + $"{_threshold}, cooldown {_cooldown}, minimum rate {(float)_minimumRate}, {_mode})"
        );

    /// <inheritdoc/>
    public override float Rate(TrainingPosition position) => (float)_rate;

    /// <summary>Tells the metric of an epoch, at its end; may reduce the rate of the next one. NaN counts as no improvement.</summary>
    /// <param name="metric">The number to watch.</param>
    public override void Observe(double metric)
    {
        if (IsBetter(metric))
        {
            _best = metric;
            _badEpochs = 0;
        }
        else
        {
            _badEpochs++;
        }
        if (_cooldownLeft > 0)
        {
            _cooldownLeft--;
            _badEpochs = 0;
        }
        if (_badEpochs <= _patience)
            return;
        double reduced = Math.Max(_rate * _factor, _minimumRate);
        if (_rate - reduced > SmallestReduction)
            _rate = reduced;
        _cooldownLeft = _cooldown;
        _badEpochs = 0;
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        _rate = _initialRate;
        _best = _mode == PlateauMode.Minimize ? double.PositiveInfinity : double.NegativeInfinity;
        _badEpochs = 0;
        _cooldownLeft = 0;
    }

    /// <inheritdoc/>
    public override void Restore(IReadOnlyDictionary<string, double> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        double rate = Value(state, "rate");
        double best = Value(state, "best");
        long badEpochs = Count(state, "badEpochs");
        long cooldownLeft = Count(state, "cooldownLeft");
        if (!double.IsFinite(rate) || rate < 0)
            throw new ArgumentException("The state's 'rate' is negative or not finite.", nameof(state));
        if (double.IsNaN(best))
            throw new ArgumentException("The state's 'best' is not a number.", nameof(state));
        _rate = rate;
        _best = best;
        _badEpochs = badEpochs;
        _cooldownLeft = cooldownLeft;
    }

    // PyTorch's relative threshold: best * (1 - threshold) when minimising, best * (1 + threshold) when maximising.
    private bool IsBetter(double metric) =>
        _mode == PlateauMode.Minimize ? metric < _best * (1 - _threshold) : metric > _best * (1 + _threshold);

    private static double Value(IReadOnlyDictionary<string, double> state, string name) =>
        state.TryGetValue(name, out double value)
            ? value
            : throw new ArgumentException($"The state has no '{name}': it belongs to another schedule.", nameof(state));

    private static long Count(IReadOnlyDictionary<string, double> state, string name)
    {
        double value = Value(state, name);
        return value is >= 0 and <= int.MaxValue && Math.Floor(value) == value
            ? (long)value
            : throw new ArgumentException($"The state's '{name}' is not a whole number of epochs.", nameof(state));
    }
}
