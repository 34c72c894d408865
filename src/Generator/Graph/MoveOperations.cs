namespace ModelCompiler.Generator.Graph;

/// <summary>The primitives that move values, for layers to say what they compute with; each returns the new node's position.</summary>
internal static class MoveOperations
{
    /// <summary>The elements of a node that a view has, in a shape of as many.</summary>
    public static int View(this GraphBuilder graph, string layer, int x, View view, TensorShape shape) =>
        graph.Add(new ViewNode(layer, shape, view, GraphBuilder.Operands(x)));

    /// <summary>Every <paramref name="step"/>-th of some elements of an axis, without those between.</summary>
    public static int Slice(this GraphBuilder graph, string layer, int x, int axis, int start, int count, int step = 1)
    {
        TensorShape shape = graph.ShapeOf(x);
        View view = Graph.View.Of(shape).Slice(axis, start, count, step);

        // Consecutive elements, of which images keep their layout.
        if (axis == 0 && step == 1 && !shape.IsSequence)
            return graph.Add(new SliceNode(layer, view.Shape.Like(shape), view.Offset, GraphBuilder.Operands(x)));
        return shape.IsSequence && shape.Axes[axis] == Axis.Channel && step == 1
            ? graph.Channels(layer, x, start, count)
            : graph.View(layer, x, view, view.Shape.Like(shape));
    }

    /// <summary>Some of the channels of each position.</summary>
    public static int Channels(this GraphBuilder graph, string layer, int x, int start, int count)
    {
        TensorShape shape = graph.ShapeOf(x),
            part = shape.Resized(axis => axis == Axis.Channel ? count : shape.Extent(axis));
        return graph.Add(new SliceNode(layer, part, start * (part.Size / count), GraphBuilder.Operands(x)));
    }

    /// <summary>The sums over an axis, which stays with one element.</summary>
    public static int SumOver(this GraphBuilder graph, string layer, int x, int axis)
    {
        TensorShape shape = graph.ShapeOf(x);
        TensorShape sums = new(shape.Dimensions.Select((size, index) => index == axis ? 1 : size).ToEquatableArray(), shape.Axes);
        return graph.Add(new ViewSumNode(layer, sums, Graph.View.Of(sums).Expand(shape), GraphBuilder.Operands(x)));
    }

    /// <summary>What the operand of a view, or of a part, receives.</summary>
    public static int Adjoint(this GraphBuilder graph, Node node, View view, int upstream)
    {
        int source = node.Operands[0];
        TensorShape shape = graph.ShapeOf(source);
        int gradient = view.Inverse(shape.Size) is { } inverse
            ? graph.View(node.Label, upstream, inverse, shape)
            : graph.Add(new ViewSumNode(node.Label, shape, view, GraphBuilder.Operands(upstream)));
        return graph.Nodes[source].IsBatched ? gradient : graph.Add(new BatchSumNode(node.Label, shape, GraphBuilder.Operands(gradient)));
    }
}
