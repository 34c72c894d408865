namespace ModelCompiler.Generator.Graph;

/// <summary>The channels of the operands behind one another. Its gradient by an operand is a <see cref="SliceNode"/>.</summary>
internal sealed record ConcatNode(string Label, TensorShape Shape, EquatableArray<int> Operands) : Node(Label, Shape, true, Operands)
{
    public override bool IsStepwise(IReadOnlyList<Node> nodes) => true;

    public override bool IsConcatenation => true;
}

/// <summary>Consecutive elements of each sample of the operand, from <paramref name="Start"/> on.</summary>
internal sealed record SliceNode(string Label, TensorShape Shape, int Start, EquatableArray<int> Operands)
    : Node(Label, Shape, true, Operands);

/// <summary>
/// Consecutive channels of each position of the operand. Its gradient is a part of the operand's: when the parts that are read make up
/// the whole, a <see cref="ConcatNode"/> of theirs.
/// </summary>
internal sealed record ChannelsNode(string Label, TensorShape Shape, int Start, EquatableArray<int> Operands)
    : Node(Label, Shape, true, Operands)
{
    public override OperandPart? Part => new(Steps: 0, Start);

    public override bool IsStepwise(IReadOnlyList<Node> nodes) => true;
}

/// <summary>The values of the operand in another shape. Its gradient is one too.</summary>
internal sealed record ReshapeNode(string Label, TensorShape Shape, EquatableArray<int> Operands) : Node(Label, Shape, true, Operands)
{
    public override bool KeepsValues => true;

    public override bool IsStepwise(IReadOnlyList<Node> nodes) => nodes[Operands[0]].Shape.Extent(Axis.Step) == 1;
}

/// <summary>The elements of the operand that a view has; a parameter has them for every sample.</summary>
internal sealed record ViewNode(string Label, TensorShape Shape, View View, EquatableArray<int> Operands)
    : Node(Label, Shape, true, Operands)
{
    // The last step, which of a stream is the latest.
    public override bool IsStepwise(IReadOnlyList<Node> nodes) =>
        nodes[Operands[0]].Shape is { IsSequence: true } source
        && Shape.Size == source.Extent(Axis.Channel)
        && View.Offset == source.Size - Shape.Size
        && View.Axes.All(axis => axis.Stride == 1 || axis.Extent == 1);
}

/// <summary>
/// The adjoint of a <see cref="ViewNode"/>: each element of the operand is added to the element of the result that the view takes it from;
/// what is not in the view is zero.
/// </summary>
internal sealed record ViewSumNode(string Label, TensorShape Shape, View View, EquatableArray<int> Operands)
    : Node(Label, Shape, true, Operands);
