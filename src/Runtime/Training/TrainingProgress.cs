namespace ModelCompiler;

/// <summary>
/// Where a training run stands. Reported at most every tenth of a second within an epoch, and at the end of each epoch. A value, so that
/// reporting does not allocate; <see cref="Progress{T}"/> posts reports to another thread, which may show them late or out of order.
/// </summary>
/// <param name="Epoch">The epoch under way or just finished, counted from 1.</param>
/// <param name="Epochs">The number of epochs planned.</param>
/// <param name="Batch">The batches of the epoch that are done.</param>
/// <param name="Batches">The batches of an epoch.</param>
/// <param name="Step">The steps of the optimizer since training began.</param>
/// <param name="Loss">The mean training loss of the epoch so far.</param>
/// <param name="ValidationLoss">The validation loss, at the end of an epoch that has one.</param>
/// <param name="ValidationAccuracy">The validation accuracy from 0 to 1, at the end of an epoch that has one.</param>
/// <param name="LearningRate">The learning rate of the last step.</param>
/// <param name="SamplesPerSecond">Training samples per second in this epoch, without the time of validation.</param>
/// <param name="Elapsed">The time since the run began.</param>
/// <param name="Remaining">An estimate of the time to the last epoch's end, from the time per batch so far.</param>
/// <param name="IsEndOfEpoch">Whether the epoch is finished and validated.</param>
public readonly record struct TrainingProgress(
    int Epoch,
    int Epochs,
    int Batch,
    int Batches,
    long Step,
    double Loss,
    double? ValidationLoss,
    double? ValidationAccuracy,
    float LearningRate,
    double SamplesPerSecond,
    TimeSpan Elapsed,
    TimeSpan Remaining,
    bool IsEndOfEpoch
);
