using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering;

/// <summary>The rows of the summary: what each layer became, and why.</summary>
internal static class LayerTable
{
    /// <summary>Adds to the rows what the graph and the plan know.</summary>
    public static EquatableArray<LayerPlan> Complete(
        EquatableArray<LayerPlan> layers,
        ModelGraph graph,
        EquatableArray<ParameterPlan> parameters,
        Schedule prediction,
        StraightLinePlan? sample
    ) =>
        layers
            .Select(layer =>
                layer with
                {
                    OutputShape = OutputOf(graph, layer.Name),
                    ParameterCount = parameters
                        .Where(parameter => parameter.Layer == layer.Name && !parameter.IsStatistic)
                        .Sum(parameter => parameter.Shape.Size),
                    ForwardFlops = 2 * MultiplyAdds(graph, layer.Name),
                    Form = Form(prediction, layer.Name, sample, graph.Nodes.Any(node => node.KeepsValues && node.Label == layer.Name)),
                }
            )
            .ToEquatableArray();

    private static long MultiplyAdds(ModelGraph graph, string layer) =>
        graph.Nodes.Take(graph.ForwardCount).Where(node => IsOf(node, layer)).Sum(node => node.MultiplyAdds(graph.Nodes));

    // The parts of a layer, as attention1.scores, are named after it.
    private static bool IsOf(Node node, string layer) =>
        node.Label == layer || node.Label.StartsWith(layer + ".", StringComparison.Ordinal);

    // A layer that adds no node of its own (a linear activation) has the shape of whatever stands before it.
    private static TensorShape OutputOf(ModelGraph graph, string layer)
    {
        TensorShape shape = graph.Nodes[graph.Values].Shape;
        foreach (Node node in graph.Nodes.Take(graph.ForwardCount).Where(node => !node.IsParameter))
        {
            if (node.Label == layer)
                shape = node.Shape;
        }

        return shape;
    }

    private static string Form(Schedule prediction, string layer, StraightLinePlan? sample, bool isView)
    {
        Step? step = prediction.Steps.FirstOrDefault(step => step.Label == layer && step.Explanation is not null);
        return step is null
            ? isView
                ? "the same values"
                : "fused"
            : sample is not null && step.Sample is ProductForm product
                ? $"straight-line, vectors of {Text.Of(product.Shape.Columns)}"
                : step.Explanation!;
    }
}
