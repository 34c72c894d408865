namespace ModelCompiler.Generator.Graph;

/// <summary>The operands behind one another along the first dimension. Its gradient by an operand is a <see cref="SliceNode"/>.</summary>
internal sealed record ConcatNode(string Label, TensorShape Shape, EquatableArray<int> Operands) : Node(Label, Shape, true, Operands);

/// <summary>Consecutive elements of each sample of the operand, from <paramref name="Start"/> on.</summary>
internal sealed record SliceNode(string Label, TensorShape Shape, int Start, EquatableArray<int> Operands)
    : Node(Label, Shape, true, Operands);

/// <summary>The values of the operand in another shape. Its gradient is one too.</summary>
internal sealed record ReshapeNode(string Label, TensorShape Shape, EquatableArray<int> Operands) : Node(Label, Shape, true, Operands)
{
    public override bool KeepsValues => true;
}
