namespace ModelCompiler.Generator.Graph;

/// <summary>
/// What layers say that has another meaning in one step of a stream, where the number of the step is known and the values of earlier steps
/// are kept; each returns the new node's position.
/// </summary>
internal static class StepOperations
{
    /// <summary>A table of one row for each step; in a step of a stream the row of that.</summary>
    public static int OfStep(this GraphBuilder graph, string layer, int table) =>
        graph.Context == 0
            ? table
            : graph.Add(new StepRowNode(layer, TensorShape.Sequence(1, graph.ShapeOf(table).Dimensions[1]), GraphBuilder.Operands(table)));

    /// <summary>The values of all steps; in a step of a stream those up to it.</summary>
    public static int OfAllSteps(this GraphBuilder graph, string layer, int x, bool isTurned)
    {
        if (graph.Context == 0)
            return x;
        int channels = graph.ShapeOf(x).Extent(Axis.Channel);
        TensorShape shape = isTurned ? TensorShape.Sequence(channels, graph.Context) : TensorShape.Sequence(graph.Context, channels);
        return graph.Add(new HistoryNode(layer, shape, isTurned, GraphBuilder.Operands(x)));
    }

    /// <summary>Each step and sines and cosines of its number.</summary>
    public static int Sinusoids(this GraphBuilder graph, string layer, int x) =>
        graph.Add(new SinusoidNode(layer, graph.ShapeOf(x), GraphBuilder.Operands(x)) { Context = graph.Context });

    /// <summary>Each step turned by its rotary position.</summary>
    public static int Rotary(this GraphBuilder graph, string layer, int x, int headSize, double @base, bool isInterleaved) =>
        graph.Add(
            new RotaryNode(layer, graph.ShapeOf(x), headSize, @base, isInterleaved, IsReversed: false, GraphBuilder.Operands(x))
            {
                Context = graph.Context,
            }
        );
}
