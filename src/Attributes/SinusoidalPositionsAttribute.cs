namespace ModelCompiler;

/// <summary>
/// Adds sines and cosines of its number to each step of a sequence, as in "Attention is all you need": <c>sin(step / 10000^(2i /
/// features))</c> to the feature 2i, and the cosine to the feature 2i + 1. Nothing is learned, and nothing of it is in files.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SinusoidalPositionsAttribute : LayerAttribute;
