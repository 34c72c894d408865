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
                    ForwardFlops = parameters
                        .Where(parameter => parameter.Layer == layer.Name && parameter.Role == "weight")
                        .Sum(parameter => 2L * parameter.Shape.Size * Positions(graph, parameter.Node)),
                    Form = Form(
                        prediction,
                        layer.Name,
                        sample,
                        graph.Nodes.Any(node => node is ReshapeNode or NoiseNode && node.Label == layer.Name)
                    ),
                }
            )
            .ToEquatableArray();

    // A layer that adds no node of its own (a linear activation) has the shape of whatever stands before it.
    private static TensorShape OutputOf(ModelGraph graph, string layer)
    {
        TensorShape shape = graph.Nodes[graph.Input].Shape;
        foreach (Node node in graph.Nodes.Take(graph.ForwardCount).Where(node => node is not ParameterNode))
        {
            if (node.Label == layer)
                shape = node.Shape;
        }

        return shape;
    }

    // A convolution uses its weight once for each pixel of its output, a transposed one for each of its input, a normalisation of channels
    // for each pixel.
    private static int Positions(ModelGraph graph, int weight)
    {
        if (
            graph.Nodes.Take(graph.ForwardCount).OfType<BatchNormNode>().FirstOrDefault(norm => norm.Operands.Contains(weight)) is
            { } normal
        )
            return normal.PixelCount;
        WindowProductNode? node = graph
            .Nodes.Take(graph.ForwardCount)
            .OfType<WindowProductNode>()
            .FirstOrDefault(node => node.Operands[1] == weight);
        TensorShape? pixels = node is TransposedConvolutionNode ? graph.Nodes[node.Operands[0]].Shape : node?.Shape;
        return pixels is null ? 1 : ImageShape.Of(pixels).Pixels;
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
