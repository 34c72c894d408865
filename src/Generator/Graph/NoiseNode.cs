namespace ModelCompiler.Generator.Graph;

/// <summary>The kinds of noise.</summary>
internal enum NoiseKind
{
    /// <summary>
    /// Zeros in place of a part of the values; the rest is scaled up. Linear in the values: its gradient is the same dropout of the
    /// gradient.
    /// </summary>
    Dropout,

    /// <summary>Normally distributed numbers are added; the gradient passes unchanged.</summary>
    Gaussian,
}

/// <summary>Noise in a gradient's forward pass; elsewhere the values as they are.</summary>
/// <param name="Label">The layer.</param>
/// <param name="Shape">The shape of operand and result.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Amount">The rate, or the standard deviation.</param>
/// <param name="Stream">The number of the layer's random numbers among those of the model.</param>
/// <param name="Operands">What it reads.</param>
internal sealed record NoiseNode(string Label, TensorShape Shape, NoiseKind Kind, double Amount, int Stream, EquatableArray<int> Operands)
    : Node(Label, Shape, true, Operands)
{
    public override bool KeepsValues => true;

    public override bool IsStepwise(IReadOnlyList<Node> nodes) => true;
}
