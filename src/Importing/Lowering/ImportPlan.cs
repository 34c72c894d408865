namespace ModelCompiler.Importing.Lowering;

/// <summary>How the axes of a file are read.</summary>
/// <param name="BatchAxis">The axis of the input that is the batch, or null when the whole input is one sample.</param>
/// <param name="IsSequence">Whether a sample of two dimensions is declared as a sequence.</param>
internal sealed record ImportPlan(int? BatchAxis, bool IsSequence);
