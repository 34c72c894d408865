namespace ModelCompiler;

/// <summary>A range of the parameters in a step of an optimizer, and the numbers of the group that it belongs to.</summary>
/// <param name="Start">The position of the range in the whole buffer.</param>
/// <param name="LearningRate">The learning rate, with the group's factor.</param>
/// <param name="WeightDecay">The weight decay.</param>
/// <param name="L1">The L1 coefficient.</param>
public readonly record struct ParameterRange(int Start, float LearningRate, float WeightDecay, float L1);
