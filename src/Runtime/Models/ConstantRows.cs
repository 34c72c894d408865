namespace ModelCompiler;

/// <summary>Consecutive rows of a parameter, of its first dimension, that start at one value.</summary>
/// <param name="First">The first one.</param>
/// <param name="Count">How many; 0 for none.</param>
/// <param name="Value">Their value.</param>
public readonly record struct ConstantRows(int First, int Count, float Value);
