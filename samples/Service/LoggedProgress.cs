using ModelCompiler;

namespace Service;

/// <summary>Tells a logger how training goes: a line for each epoch, and others at the level of debugging.</summary>
internal sealed partial class LoggedProgress(ILogger logger) : IProgress<TrainingProgress>
{
    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        if (value.IsEndOfEpoch)
            Epoch(value.Epoch, value.Epochs, value.Loss, value.ValidationLoss, value.ValidationAccuracy);
        else
            Batch(value.Epoch, value.Batch, value.Batches, value.Loss);
    }

    [LoggerMessage(
        LogLevel.Information,
        "Epoch {Epoch} of {Epochs}: loss {Loss:F4}, validation loss {ValidationLoss:F4}, accuracy {Accuracy:P1}"
    )]
    private partial void Epoch(int epoch, int epochs, double loss, double? validationLoss, double? accuracy);

    [LoggerMessage(LogLevel.Debug, "Epoch {Epoch}, batch {Batch} of {Batches}: loss {Loss:F4}")]
    private partial void Batch(int epoch, int batch, int batches, double loss);
}
