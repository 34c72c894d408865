namespace ModelCompiler.Generator.Graph;

/// <summary>
/// <c>y = (x - mean) / sqrt(variance + epsilon)</c> over all values of each sample; without centering the mean counts as zero.
/// </summary>
internal sealed record NormalizeNode(string Label, TensorShape Shape, double Epsilon, bool IsCentered, EquatableArray<int> Operands)
    : Node(Label, Shape, true, Operands);

/// <summary>
/// The gradient through a normalisation with the output y: <c>(d - mean(d) - y mean(d y)) / sqrt(variance + epsilon)</c>, without the mean
/// of d when it is not centered. Operands: upstream, x.
/// </summary>
internal sealed record NormalizeGradientNode(string Label, TensorShape Shape, double Epsilon, bool IsCentered, EquatableArray<int> Operands)
    : Node(Label, Shape, true, Operands);
