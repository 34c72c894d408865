namespace ModelCompiler.Generator.Graph;

/// <summary>
/// <c>y = (x - mean) / sqrt(variance + epsilon) * weight + bias</c> for each channel. In a gradient mean and variance are those of the
/// batch, otherwise the running ones.
/// </summary>
/// <param name="Label">The layer.</param>
/// <param name="Shape">The shape of x and y.</param>
/// <param name="Epsilon">What is added to the variance.</param>
/// <param name="Momentum">How much a batch counts in the running statistics.</param>
/// <param name="IsFrozen">Whether gradients use the running statistics too.</param>
/// <param name="Operands">x, running mean, running variance, and weight and bias when there are.</param>
internal sealed record BatchNormNode(
    string Label,
    TensorShape Shape,
    double Epsilon,
    double Momentum,
    bool IsFrozen,
    EquatableArray<int> Operands
) : Node(Label, Shape, true, Operands)
{
    /// <summary>The values of one channel in one sample.</summary>
    public int PixelCount => ImageShape.Of(Shape).Pixels;

    public override bool CanOverwrite => true;

    public override long MultiplyAdds(IReadOnlyList<Node> nodes) => Shape.Size;

    // One value has no variance.
    public override int LeastSamples => !IsFrozen && PixelCount == 1 ? 2 : 1;

    /// <summary>Whether there are a weight and a bias.</summary>
    public bool IsAffine => Operands.Count > 3;
}

/// <summary>
/// The sums over the batch that the gradient of a normalisation needs, for each channel: <c>sum(d)</c> and <c>sum(d h)</c> with <c>h = (x -
/// mean) / sqrt(variance + epsilon)</c>. Operands: upstream, x.
/// </summary>
/// <param name="Label">The layer.</param>
/// <param name="Shape">Two rows of channels.</param>
/// <param name="Source">The <see cref="BatchNormNode"/>.</param>
/// <param name="Operands">What it reads.</param>
internal sealed record BatchNormSumsNode(string Label, TensorShape Shape, int Source, EquatableArray<int> Operands)
    : Node(Label, Shape, false, Operands)
{
    public override bool ServesSamples => true;
}

/// <summary>One of the two sums, as the gradient of the bias or the weight. Operand: sums.</summary>
internal sealed record BatchNormParameterGradientNode(string Label, TensorShape Shape, bool IsWeight, EquatableArray<int> Operands)
    : Node(Label, Shape, false, Operands)
{
    // It is what the sums were computed for.
    public override bool ServesSamples => true;
}

/// <summary>
/// The gradient through a normalisation over n values for each channel: <c>weight / sqrt(variance + epsilon) * (d - sum(d) / n - h sum(d h)
/// / n)</c>, or without the sums of a frozen one. Operands: upstream, and x and sums unless it is frozen.
/// </summary>
internal sealed record BatchNormGradientNode(string Label, TensorShape Shape, int Source, EquatableArray<int> Operands)
    : Node(Label, Shape, true, Operands);

/// <summary>The gradient rule of <see cref="BatchNormNode"/>.</summary>
internal static class BatchNormGradients
{
    /// <summary>Appends what the operands of a normalisation receive.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="index">The normalisation.</param>
    /// <param name="upstream">Its gradient.</param>
    /// <param name="matters">Whether the gradient of a node is wanted.</param>
    /// <param name="receive">Takes an operand and what it receives.</param>
    public static void Propagate(GraphBuilder graph, int index, int upstream, Func<int, bool> matters, Action<int, int> receive)
    {
        var node = (BatchNormNode)graph.Nodes[index];
        int x = node.Operands[0];
        if (node.IsFrozen)
        {
            receive(x, graph.Add(new BatchNormGradientNode(node.Label, node.Shape, index, GraphBuilder.Operands(upstream))));
            return;
        }

        var channels = TensorShape.Of(node.Shape.Extent(Axis.Channel));
        int sums = graph.Add(
            new BatchNormSumsNode(node.Label, TensorShape.Of(2, node.Shape.Extent(Axis.Channel)), index, GraphBuilder.Operands(upstream, x))
        );
        if (node.IsAffine)
        {
            receive(
                node.Operands[3],
                graph.Add(new BatchNormParameterGradientNode(node.Label, channels, IsWeight: true, GraphBuilder.Operands(sums)))
            );
            receive(
                node.Operands[4],
                graph.Add(new BatchNormParameterGradientNode(node.Label, channels, IsWeight: false, GraphBuilder.Operands(sums)))
            );
        }

        if (matters(x))
            receive(x, graph.Add(new BatchNormGradientNode(node.Label, node.Shape, index, GraphBuilder.Operands(upstream, x, sums))));
    }
}
