namespace ModelCompiler.Generator.Graph;

/// <summary>The channels of the operands behind one another. Its gradient by an operand is a <see cref="SliceNode"/>.</summary>
internal sealed record ConcatNode(string Label, TensorShape Shape, EquatableArray<int> Operands) : Node(Label, Shape, true, Operands)
{
    public override bool IsStepwise(IReadOnlyList<Node> nodes) => true;

    public override bool IsConcatenation => true;
}

/// <summary>
/// Consecutive channels of the operand: as elements of a sample, where those of a channel lie together, they start at
/// <paramref name="Start"/>.
/// </summary>
internal sealed record SliceNode(string Label, TensorShape Shape, int Start, EquatableArray<int> Operands)
    : Node(Label, Shape, true, Operands)
{
    /// <summary>The elements of the operand, by its shape.</summary>
    public View Of(TensorShape source) =>
        source.IsChannelsLast
            ? View.Of(source).Slice(source.Dimensions.Count - 1, FirstChannel, Shape.Extent(Axis.Channel), 1)
            : new View(Start, new([new(Shape.Size, 1)]));

    public override OperandPart? Part => new(Steps: 0, FirstChannel);

    public override bool IsStepwise(IReadOnlyList<Node> nodes) => true;

    /// <summary>The first of the channels.</summary>
    public int FirstChannel => Start / (Shape.Size / Shape.Extent(Axis.Channel));
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
