namespace ModelCompiler.Generator.Graph;

/// <summary>The gradients of a contraction.</summary>
internal static class ContractionGradients
{
    /// <summary>A contraction's gradient by one operand is the contraction of the result's gradient with the other operand.</summary>
    public static void Propagate(GraphBuilder graph, ContractionNode node, int upstream, Func<int, bool> matters, Action<int, int> receive)
    {
        int left = node.Operands[0],
            right = node.Operands[1];
        if (matters(right))
            receive(right, Permuted(graph, node, right, node.Result, node.Left, node.Right, upstream, left));
        if (matters(left))
            receive(left, Permuted(graph, node, left, node.Result, node.Right, node.Left, upstream, right));
    }

    private static int Permuted(
        GraphBuilder graph,
        ContractionNode node,
        int of,
        string left,
        string right,
        string result,
        int upstream,
        int other
    ) =>
        graph.Add(
            node with
            {
                Shape = graph.ShapeOf(of),
                IsBatched = graph.Nodes[of].IsBatched,
                Left = left,
                Right = right,
                Result = result,
                Operands = GraphBuilder.Operands(upstream, other),
            }
        );
}
