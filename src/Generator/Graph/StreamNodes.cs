namespace ModelCompiler.Generator.Graph;

/// <summary>
/// In a step of a stream, what a value has been in all steps so far and is in this one, in the order of steps; zeros follow until the
/// longest stream ends. Operand: the value, of one step.
/// </summary>
/// <param name="Label">The layer.</param>
/// <param name="Shape">All steps by the channels or, when it is turned, the channels by all steps.</param>
/// <param name="IsTurned">Whether steps lie side by side, as a product reads them that has a column for each.</param>
/// <param name="Operands">What it reads.</param>
internal sealed record HistoryNode(string Label, TensorShape Shape, bool IsTurned, EquatableArray<int> Operands)
    : Node(Label, Shape, true, Operands)
{
    public override bool KnowsStep => true;
}

/// <summary>In a step of a stream, the row of a table that is that of the step. Operand: the table, of one row for each step.</summary>
/// <param name="Label">The layer.</param>
/// <param name="Shape">One step.</param>
/// <param name="Operands">What it reads.</param>
internal sealed record StepRowNode(string Label, TensorShape Shape, EquatableArray<int> Operands) : Node(Label, Shape, true, Operands)
{
    public override bool KnowsStep => true;
}
