namespace ModelCompiler.Generator.Graph;

/// <summary>
/// What a value was a step before, and zero at the first step; or, of a reversed one, what it is a step later, and zero at the last. The
/// operand may come after the node: that is how a recurrence is written, and the nodes from the delay to its operand are the body of a
/// loop over the steps. The gradient is the delay in the other direction.
/// </summary>
/// <param name="Label">The layer.</param>
/// <param name="Shape">The shape of the sequence.</param>
/// <param name="IsReversed">Whether steps are taken from the last to the first.</param>
/// <param name="Operands">The value, once it is known.</param>
internal sealed record DelayNode(string Label, TensorShape Shape, bool IsReversed, EquatableArray<int> Operands)
    : Node(Label, Shape, true, Operands)
{
    public override bool IsStepwise(IReadOnlyList<Node> nodes) => !IsReversed;

    public override string Detail => IsReversed ? "a step later" : "a step before";

    /// <summary>The window of one value, a step away: what lies in a border of zeros around the operand is where it begins.</summary>
    public static Window Window(bool isReversed) =>
        new(WindowAxis.Single, new WindowAxis(1, 1, 1, isReversed ? -1 : 1, isReversed ? 1 : -1));

    public override OperandPart? Part => new(IsReversed ? 1 : -1, FirstChannel: 0);

    public override WindowReading? Reading => new(Window(IsReversed), IsReverse: false);
}
