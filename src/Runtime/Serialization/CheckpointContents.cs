namespace ModelCompiler;

/// <summary>What a checkpoint file holds, checked against a model but not yet applied to anything.</summary>
/// <param name="Parameters">The flat parameter buffer.</param>
/// <param name="Optimizer">The optimizer's state.</param>
/// <param name="Trainer">Where the run stood.</param>
internal sealed record CheckpointContents(float[] Parameters, OptimizerState Optimizer, TrainerState Trainer);
