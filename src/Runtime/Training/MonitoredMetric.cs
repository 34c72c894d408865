namespace ModelCompiler;

/// <summary>A number that each epoch yields and that training can react to.</summary>
public enum MonitoredMetric
{
    /// <summary>The validation loss; smaller is better.</summary>
    ValidationLoss,

    /// <summary>The validation accuracy; larger is better.</summary>
    ValidationAccuracy,

    /// <summary>
    /// The mean training loss of the epoch; smaller is better. Needs no validation data, and does not notice overfitting.
    /// </summary>
    TrainingLoss,
}

/// <summary>Reads a metric.</summary>
internal static class MonitoredMetrics
{
    /// <summary>The value in an epoch; NaN when the epoch has none.</summary>
    public static double Of(this MonitoredMetric metric, in EpochRecord record) =>
        metric switch
        {
            MonitoredMetric.ValidationAccuracy => record.ValidationAccuracy ?? double.NaN,
            MonitoredMetric.TrainingLoss => record.TrainingLoss,
            _ => record.ValidationLoss ?? double.NaN,
        };
}
