namespace ModelCompiler.Generator.Graph;

/// <summary>
/// <c>y = (x - mean) / sqrt(variance + epsilon)</c>; without centering the mean counts as zero.
/// </summary>
/// <param name="Label">The layer.</param>
/// <param name="Shape">The shape of x and y.</param>
/// <param name="Over">The axis that mean and variance are taken over; null for all values of a sample.</param>
/// <param name="Epsilon">What is added to the variance.</param>
/// <param name="IsCentered">Whether the mean is taken off.</param>
/// <param name="Operands">x.</param>
internal sealed record NormalizeNode(
    string Label,
    TensorShape Shape,
    Axis? Over,
    double Epsilon,
    bool IsCentered,
    EquatableArray<int> Operands
) : Node(Label, Shape, true, Operands)
{
    public override bool IsStepwise(IReadOnlyList<Node> nodes) => Over == Axis.Channel;
}

/// <summary>
/// The gradient through a normalisation with the output y: <c>(d - mean(d) - y mean(d y)) / sqrt(variance + epsilon)</c>, without the mean
/// of d when it is not centered. Operands: upstream, x.
/// </summary>
/// <param name="Label">The layer.</param>
/// <param name="Shape">The shape of all.</param>
/// <param name="Over">The axis that means are taken over; null for all values of a sample.</param>
/// <param name="Epsilon">What is added to the variance.</param>
/// <param name="IsCentered">Whether the mean is taken off.</param>
/// <param name="Operands">What it reads.</param>
internal sealed record NormalizeGradientNode(
    string Label,
    TensorShape Shape,
    Axis? Over,
    double Epsilon,
    bool IsCentered,
    EquatableArray<int> Operands
) : Node(Label, Shape, true, Operands);
