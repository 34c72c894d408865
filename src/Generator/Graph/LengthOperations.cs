using ModelCompiler.Generator.Expressions;

namespace ModelCompiler.Generator.Graph;

/// <summary>
/// What layers say about sequences whose samples have lengths; each returns the new node's position, or what it was given where all steps
/// count.
/// </summary>
internal static class LengthOperations
{
    // Behind the end of a sample, for a maximum: below every finite value, and finite so that nothing becomes NaN.
    private const double Lowest = -float.MaxValue;

    private static readonly Variable s_x = new("x"),
        s_weight = new("w");

    /// <summary>Whether some steps of a node may not count.</summary>
    public static bool HasLengths(this GraphBuilder graph, int x) =>
        graph.Lengths >= 0 && graph.ShapeOf(x).IsSequence && graph.ShapeOf(x).Extent(Axis.Step) == graph.Steps;

    /// <summary>The lengths of the samples of a node, or -1 when all steps count.</summary>
    public static int LengthsOf(this GraphBuilder graph, int x) => graph.HasLengths(x) ? graph.Lengths : -1;

    /// <summary>A sequence with zeros for the steps that do not count.</summary>
    public static int ValidSteps(this GraphBuilder graph, string layer, int x) => graph.Weighted(layer, x, StepWeight.Valid);

    /// <summary>The sum over the steps that count, or their mean, or the last of them: one step.</summary>
    public static int SumOfSteps(this GraphBuilder graph, string layer, int x, StepWeight weight) =>
        graph.SumOver(layer, graph.Weighted(layer, x, weight), axis: 0);

    /// <summary>A sequence whose steps that do not count are below all values.</summary>
    public static int LowestBehind(this GraphBuilder graph, string layer, int x) =>
        !graph.HasLengths(x)
            ? x
            : graph.Map(
                layer,
                (s_x * s_weight) + ((new Constant(1) - s_weight) * Lowest),
                (s_x, x),
                (s_weight, graph.Weight(layer, x, StepWeight.Valid))
            );

    private static int Weighted(this GraphBuilder graph, string layer, int x, StepWeight weight) =>
        !graph.HasLengths(x) ? x : graph.Map(layer, s_x * s_weight, (s_x, x), (s_weight, graph.Weight(layer, x, weight)));

    // The weights of equal sequences are the same.
    private static int Weight(this GraphBuilder graph, string layer, int x, StepWeight weight)
    {
        var node = new StepWeightNode(layer, graph.ShapeOf(x), weight, GraphBuilder.Operands(graph.Lengths));
        for (int other = 0; other < graph.Nodes.Count; other++)
            if (node.Equals(graph.Nodes[other] with { Label = layer, Meaning = null }))
                return other;
        return graph.Named(graph.Add(node), weight == StepWeight.Valid ? "isValid" : "weight");
    }
}
