using ModelCompiler;

namespace Vision;

/// <summary>
/// Reads a digit line by line: 28 steps of 28 grey values. What it knows after the last line, 128 values, says which digit it was.
/// </summary>
[Model]
[Sequence(steps: 28, features: 28)]
[Lstm(128, Output = RecurrentOutput.LastStep)]
[Dense(10, Activation.Softmax, Name = "Output")]
[Loss(Loss.CategoricalCrossEntropy)]
public sealed partial class RowReader;
