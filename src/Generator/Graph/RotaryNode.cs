namespace ModelCompiler.Generator.Graph;

/// <summary>
/// Turns pairs of channels of each step by an angle: that of the pair i of a head at the step t is <c>t base^(-2 i / size)</c>. The
/// gradient is the same turn backwards. Operand: a sequence.
/// </summary>
/// <param name="Label">The layer.</param>
/// <param name="Shape">The shape of operand and result: [steps, heads of <paramref name="HeadSize"/> channels].</param>
/// <param name="HeadSize">The channels of a head, an even number.</param>
/// <param name="Base">The number whose powers the angles are.</param>
/// <param name="IsInterleaved">Whether the pair i are the neighbours 2 i and 2 i + 1; otherwise it is i and i + size / 2.</param>
/// <param name="IsReversed">Whether the turn is backwards.</param>
/// <param name="Operands">What it reads.</param>
internal sealed record RotaryNode(
    string Label,
    TensorShape Shape,
    int HeadSize,
    double Base,
    bool IsInterleaved,
    bool IsReversed,
    EquatableArray<int> Operands
) : Node(Label, Shape, true, Operands)
{
    /// <summary>In a step of a stream, the steps of the longest one; 0 in a whole sequence.</summary>
    public int Context { get; init; }

    public override bool KnowsStep => Context > 0;

    public override bool IsStepwise(IReadOnlyList<Node> nodes) => true;
}
