namespace ModelCompiler.Generator.Graph;

/// <summary>
/// Probabilities: exponentials divided by their sum, over an axis or, when that is null, all elements of a sample. Operands: the values
/// and, with a band, perhaps the number of keys that count.
/// </summary>
internal sealed record SoftmaxNode(string Label, TensorShape Shape, Axis? Over, EquatableArray<int> Operands)
    : Node(Label, Shape, true, Operands)
{
    /// <summary>
    /// The keys that each query sees, or null for all: the axis is that of keys, the one before it that of queries. What is not seen is
    /// zero.
    /// </summary>
    public KeyBand? Band { get; init; }

    public override string Detail => Band?.ToString() ?? string.Empty;

    public override bool KnowsStep => Band is { IsAtStep: true };

    public override bool IsStepwise(IReadOnlyList<Node> nodes) =>
        Band is { } band ? band.IsOfEarlierSteps : Over == Axis.Channel && !Shape.Axes.Contains(Axis.Head);

    /// <summary>Whether all values of a sample sum to 1 together, as those of the only position do.</summary>
    public bool IsOfSample => Over is not { } axis || Shape.Extent(axis) == Shape.Size;
}

/// <summary>The gradient through a softmax of output y: <c>y (upstream - sum(y upstream))</c>. Operands: upstream, y.</summary>
internal sealed record SoftmaxGradientNode(string Label, TensorShape Shape, Axis? Over, EquatableArray<int> Operands)
    : Node(Label, Shape, true, Operands)
{
    /// <inheritdoc cref="SoftmaxNode.Band"/>
    public KeyBand? Band { get; init; }
}
