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
            receive(
                right,
                graph.Add(
                    new ContractionNode(
                        node.Label,
                        graph.ShapeOf(right),
                        graph.Nodes[right].IsBatched,
                        node.Result,
                        node.Left,
                        node.Right,
                        GraphBuilder.Operands(upstream, left)
                    )
                )
            );
        if (matters(left))
            receive(
                left,
                graph.Add(
                    new ContractionNode(
                        node.Label,
                        graph.ShapeOf(left),
                        graph.Nodes[left].IsBatched,
                        node.Result,
                        node.Right,
                        node.Left,
                        GraphBuilder.Operands(upstream, right)
                    )
                )
            );
    }
}
