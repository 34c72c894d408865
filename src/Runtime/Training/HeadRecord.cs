namespace ModelCompiler;

/// <summary>What one epoch brought for one of several heads.</summary>
/// <param name="Name">The name of the output.</param>
/// <param name="TrainingLoss">
/// The mean over the samples of the loss that the head had in each batch before its step, without its weight; null where gradients are
/// added from shards.
/// </param>
/// <param name="ValidationLoss">Its loss on the validation data after the epoch; null without validation data.</param>
/// <param name="ValidationAccuracy">Its accuracy there, from 0 to 1; null without validation data and for regression.</param>
public readonly record struct HeadRecord(string Name, double? TrainingLoss, double? ValidationLoss, double? ValidationAccuracy);
