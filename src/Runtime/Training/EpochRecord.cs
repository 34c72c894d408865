namespace ModelCompiler;

/// <summary>What one epoch brought.</summary>
/// <param name="Epoch">The epoch, counted from 1.</param>
/// <param name="TrainingLoss">
/// The mean over the samples of the loss each batch had before its step. Since the model improves during the epoch, it is usually larger
/// than the loss of the finished epoch on the same data.
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
);
