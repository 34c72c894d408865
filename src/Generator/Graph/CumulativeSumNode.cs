using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Graph;

/// <summary>
/// The sums of all values up to each one along an axis, or from each one on, which is the gradient. Operand: the values.
/// </summary>
/// <param name="Label">The layer.</param>
/// <param name="Shape">The shape of the operand and of the result.</param>
/// <param name="Axis">The axis.</param>
/// <param name="IsReversed">Whether the sums run from the end to the start.</param>
/// <param name="Operands">What it reads.</param>
internal sealed record CumulativeSumNode(string Label, TensorShape Shape, int Axis, bool IsReversed, EquatableArray<int> Operands)
    : Node(Label, Shape, true, Operands);
