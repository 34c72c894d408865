namespace ModelCompiler.Generator.Graph;

/// <summary>For each token the row of a table that it is the number of. Operands: the tokens, the table.</summary>
/// <param name="Label">The layer.</param>
/// <param name="Shape">The tokens by the columns of the table.</param>
/// <param name="Padding">The row that receives no gradient, or -1.</param>
/// <param name="Operands">What it reads.</param>
internal sealed record GatherNode(string Label, TensorShape Shape, int Padding, EquatableArray<int> Operands)
    : Node(Label, Shape, true, Operands)
{
    public override bool IsStepwise(IReadOnlyList<Node> nodes) => true;
}

/// <summary>Each step of a sequence and sines and cosines of its number. Operand: the sequence.</summary>
internal sealed record SinusoidNode(string Label, TensorShape Shape, EquatableArray<int> Operands) : Node(Label, Shape, true, Operands)
{
    /// <summary>In a step of a stream, the steps of the longest one; 0 in a whole sequence.</summary>
    public int Context { get; init; }

    public override bool KnowsStep => Context > 0;

    public override bool IsStepwise(IReadOnlyList<Node> nodes) => true;
}

/// <summary>
/// The adjoint of a <see cref="GatherNode"/>: each row of the table receives the sum of what came for its token, sample after sample, step
/// after step. Operands: upstream, the tokens.
/// </summary>
internal sealed record ScatterAddNode(string Label, TensorShape Shape, int Padding, EquatableArray<int> Operands)
    : Node(Label, Shape, false, Operands);
