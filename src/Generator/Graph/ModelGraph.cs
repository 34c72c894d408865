namespace ModelCompiler.Generator.Graph;

/// <summary>A model as primitives in an order in which they can be computed. A value: equal graphs compile to equal code.</summary>
/// <param name="Nodes">The primitives; operands come first.</param>
/// <param name="ForwardCount">How many of them predict; what follows is loss and gradients.</param>
/// <param name="Input">The position of the input.</param>
/// <param name="Output">The position of the output.</param>
/// <param name="Loss">The position of the loss, or -1.</param>
/// <param name="Gradients">Which node is the gradient of which parameter.</param>
/// <param name="InputGradient">The position of the gradient of the input, or -1.</param>
internal sealed record ModelGraph(
    EquatableArray<Node> Nodes,
    int ForwardCount,
    int Input,
    int Output,
    int Loss,
    EquatableArray<ParameterGradient> Gradients,
    int InputGradient
)
{
    /// <summary>The position of what the layers read as the input, which is a part of it where samples have lengths.</summary>
    public int Values { get; init; } = Input;

    /// <summary>The positions of the losses of the heads, in the order of their targets; none without a loss.</summary>
    public IReadOnlyList<int> Losses =>
        Loss < 0 ? []
        : Nodes[Loss].IsSumOfLosses ? Nodes[Loss].Operands
        : [Loss];

    /// <summary>
    /// The positions of the derivatives of the losses by what they read first: with them the losses themselves are computed. They follow
    /// the loss.
    /// </summary>
    public IEnumerable<int> LossGradients => Enumerable.Range(Loss + 1, Losses.Count);

    /// <summary>The nodes that read a node.</summary>
    public IEnumerable<int> Consumers(int node, int count) =>
        Enumerable.Range(0, count).Where(index => Nodes[index].Operands.Contains(node));

    /// <summary>One line a node: <c>3: Map dense1 [128] relu(x) (2)</c>.</summary>
    public override string ToString() =>
        string.Join("\n", Nodes.Select((node, index) => $"{index}: {Describe(node)} ({string.Join(", ", node.Operands)})"));

    private static string Describe(Node node)
    {
        string kind = node.GetType().Name.Replace("Node", string.Empty);
        return $"{kind} {node.Label} {node.Shape} {node.Detail}".TrimEnd();
    }
}

/// <summary>Pairs a parameter's node with the node of its gradient.</summary>
internal readonly record struct ParameterGradient(int Parameter, int Gradient);
