namespace ModelCompiler;

/// <summary>What one epoch brought.</summary>
/// <param name="Epoch">The epoch, counted from 1.</param>
/// <param name="TrainingLoss">
/// The mean over the samples, by their weights, of the loss each batch had before its step. Since the model improves during the epoch, it
/// is usually larger than the loss of the finished epoch on the same data.
/// </param>
/// <param name="TrainingAccuracy">
/// The accuracy on the training data after the epoch, from 0 to 1; null unless <see cref="Trainer{TModel}.MeasureTrainingAccuracy"/> asks
/// for it.
/// </param>
/// <param name="ValidationLoss">The loss on the validation data after the epoch; null without validation data.</param>
/// <param name="ValidationAccuracy">The accuracy on the validation data after the epoch, from 0 to 1; null without validation data and for
/// regression.</param>
/// <param name="LearningRate">The learning rate of the epoch's last step.</param>
/// <param name="Seconds">The time the epoch took, validation included; after a resumption within the epoch, only since then.</param>
/// <param name="SamplesPerSecond">Training samples per second, without the time of validation.</param>
public readonly record struct EpochRecord(
    int Epoch,
    double TrainingLoss,
    double? TrainingAccuracy,
    double? ValidationLoss,
    double? ValidationAccuracy,
    float LearningRate,
    double Seconds,
    double SamplesPerSecond
)
{
    /// <summary>What it brought for each head with a loss, where a model has several; empty for a model with one loss.</summary>
    public IReadOnlyList<HeadRecord> Heads
    {
        get => field ?? [];
        init;
    }

    /// <summary>Whether all numbers are equal, those of each head included.</summary>
    public bool Equals(EpochRecord other) =>
        Epoch == other.Epoch
        && TrainingLoss.Equals(other.TrainingLoss)
        && Nullable.Equals(TrainingAccuracy, other.TrainingAccuracy)
        && Nullable.Equals(ValidationLoss, other.ValidationLoss)
        && Nullable.Equals(ValidationAccuracy, other.ValidationAccuracy)
        && LearningRate.Equals(other.LearningRate)
        && Seconds.Equals(other.Seconds)
        && SamplesPerSecond.Equals(other.SamplesPerSecond)
        && Heads.SequenceEqual(other.Heads);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Epoch, TrainingLoss, ValidationLoss, LearningRate);
}
