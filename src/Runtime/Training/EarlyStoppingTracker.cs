namespace ModelCompiler;

/// <summary>Follows the monitored metric through one run and keeps the best parameters. Allocates only when created.</summary>
internal sealed class EarlyStoppingTracker
{
    private readonly EarlyStopping _rule;
    private readonly float[]? _bestParameters;
    private double _best = double.NaN;

    /// <summary>Starts, or continues from a state.</summary>
    public EarlyStoppingTracker(EarlyStopping rule, int parameterLength, TrainerState? state)
    {
        _rule = rule;
        _bestParameters = rule.RestoreBestParameters ? new float[parameterLength] : null;
        if (state?.BestMetric is not double best)
            return;
        _best = best;
        BestEpoch = state.BestEpoch;
        EpochsWithoutImprovement = state.EpochsWithoutImprovement;
        if (_bestParameters is not null)
        {
            if (state.BestParameters is not ReadOnlyMemory<float> saved || saved.Length != parameterLength)
                throw new InvalidOperationException(
                    $"The restored state must hold the {parameterLength} best parameters, because "
                        + $"EarlyStopping.RestoreBestParameters is set: save TrainerState.BestParameters as well, or turn it off."
                );
            saved.Span.CopyTo(_bestParameters);
        }
    }

    /// <summary>The best value; null before the first.</summary>
    public double? Best => double.IsNaN(_best) ? null : _best;

    /// <summary>The epoch of the best value, counted from 1; 0 before the first.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>The epochs since.</summary>
    public int EpochsWithoutImprovement { get; private set; }

    /// <summary>Whether patience is exhausted.</summary>
    public bool ShouldStop => EpochsWithoutImprovement >= _rule.Patience;

    /// <summary>A copy of the best parameters, when they are kept and there are any.</summary>
    public float[]? CopyOfBestParameters() => BestEpoch > 0 ? (float[]?)_bestParameters?.Clone() : null;

    /// <summary>Judges a finished epoch.</summary>
    public void Judge(in EpochRecord record, ReadOnlySpan<float> parameters)
    {
        double value = _rule.Monitor.Of(record);
        double gain = _rule.Monitor == MonitoredMetric.ValidationAccuracy ? value - _best : _best - value;
        bool improved = double.IsNaN(_best) ? !double.IsNaN(value) : gain > _rule.MinimumImprovement;
        if (!improved)
        {
            EpochsWithoutImprovement++;
            return;
        }

        _best = value;
        BestEpoch = record.Epoch;
        EpochsWithoutImprovement = 0;
        if (_bestParameters is not null)
            parameters.CopyTo(_bestParameters);
    }

    /// <summary>Gives the model its best parameters back, when they are kept and there are any.</summary>
    public void RestoreBest(Span<float> parameters)
    {
        if (_bestParameters is not null && BestEpoch > 0)
            _bestParameters.CopyTo(parameters);
    }

    /// <summary>Why the run stops, in words.</summary>
    public string Reason => $"no improvement of {_rule.Monitor} for {EpochsWithoutImprovement} epochs; the best was epoch {BestEpoch}";
}
