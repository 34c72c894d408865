namespace ModelCompiler.Generator.Graph;

/// <summary>The gradient rules of the primitives on images.</summary>
internal static class ImageGradients
{
    /// <summary>Appends what the operands of a node receive.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="index">The node.</param>
    /// <param name="upstream">The gradient of the node.</param>
    /// <param name="matters">Whether the gradient of a node is wanted.</param>
    /// <param name="receive">Takes an operand and what it receives.</param>
    public static void Propagate(GraphBuilder graph, int index, int upstream, Func<int, bool> matters, Action<int, int> receive)
    {
        switch (graph.Nodes[index])
        {
            case WindowProductNode node:
                Convolution(graph, node, upstream, matters, receive);
                break;
            case PoolNode node:
                receive(
                    node.Operands[0],
                    graph.Add(
                        new PoolGradientNode(
                            node.Label,
                            graph.ShapeOf(node.Operands[0]),
                            node.Window,
                            node.IsMaximum,
                            node.IsMaximum ? GraphBuilder.Operands(upstream, node.Operands[0], index) : GraphBuilder.Operands(upstream)
                        )
                    )
                );
                break;
            case PadNode node when matters(node.Operands[0]):
                receive(node.Operands[0], graph.Pad(node.Label, upstream, node.Margins.Reverse));
                break;
            case ResampleNode node when matters(node.Operands[0]):
                receive(node.Operands[0], graph.Resample(node.Label, upstream, node.Vertical.Transposed, node.Horizontal.Transposed));
                break;
            case { } other:
                throw new InvalidOperationException($"{other.GetType().Name} has no gradient rule.");
        }
    }

    private static void Convolution(
        GraphBuilder graph,
        WindowProductNode node,
        int upstream,
        Func<int, bool> matters,
        Action<int, int> receive
    )
    {
        int image = node.Operands[0],
            weight = node.Operands[1];
        if (matters(weight))
            receive(
                weight,
                graph.Add(
                    new ConvolutionWeightGradientNode(
                        node.Label,
                        graph.ShapeOf(weight),
                        node.Window,
                        node.Groups,
                        node.IsTransposed,
                        GraphBuilder.Operands(upstream, image)
                    )
                )
            );
        if (node.Operands.Count > 2 && matters(node.Operands[2]))
            receive(
                node.Operands[2],
                graph.Add(new ChannelSumNode(node.Label, graph.ShapeOf(node.Operands[2]), GraphBuilder.Operands(upstream)))
            );
        if (matters(image))
        {
            receive(
                image,
                graph.Add(
                    node.IsTransposed
                        ? new TransposedInputGradientNode(
                            node.Label,
                            graph.ShapeOf(image),
                            node.Window,
                            node.Groups,
                            GraphBuilder.Operands(upstream, weight)
                        )
                        : new ConvolutionInputGradientNode(
                            node.Label,
                            graph.ShapeOf(image),
                            node.Window,
                            node.Groups,
                            GraphBuilder.Operands(upstream, weight)
                        )
                )
            );
        }
    }
}
