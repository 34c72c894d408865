using System.Globalization;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>The rows of the summary: what each layer became, and why.</summary>
internal static class LayerTable
{
    public static EquatableArray<LayerPlan> Rows(
        ModelSpec model, ModelGraph graph, EquatableArray<ParameterPlan> parameters, Schedule prediction, StraightLinePlan? sample) =>
        model.Layers.Select(layer => new LayerPlan(
            layer.Name,
            LayerCatalogue.Find(layer.Kind).Describe(layer),
            OutputOf(graph, layer.Name),
            parameters.Where(parameter => parameter.Layer == layer.Name && !parameter.IsStatistic).Sum(parameter => parameter.Shape.Size),
            parameters.Where(parameter => parameter.Layer == layer.Name && parameter.Role == "weight").Sum(parameter => 2L * parameter.Shape.Size * Positions(graph, parameter.Node)),
            Form(prediction, layer.Name, sample, graph.Nodes.Any(node => node is ReshapeNode or NoiseNode && node.Label == layer.Name)))).ToEquatableArray();

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

    // A convolution uses its weight once for each pixel of its output, a transposed one for each of its input, a normalisation of channels for each pixel.
    private static int Positions(ModelGraph graph, int weight)
    {
        if (graph.Nodes.Take(graph.ForwardCount).OfType<BatchNormNode>().FirstOrDefault(norm => norm.Operands.Contains(weight)) is { } normal)
            return normal.PixelCount;
        WindowProductNode? node = graph.Nodes.Take(graph.ForwardCount).OfType<WindowProductNode>().FirstOrDefault(node => node.Operands[1] == weight);
        TensorShape? pixels = node is TransposedConvolutionNode ? graph.Nodes[node.Operands[0]].Shape : node?.Shape;
        return pixels is null ? 1 : pixels.Size / pixels.Dimensions[0];
    }

    private static string Form(Schedule prediction, string layer, StraightLinePlan? sample, bool isView)
    {
        foreach (Step step in prediction.Steps)
        {
            if (step.Label != layer || step is FromPlanesStep or ToPlanesStep)
                continue;
            if (step is ContractionStep { Shape: var shape })
            {
                return sample is not null
                    ? string.Format(CultureInfo.InvariantCulture, "straight-line, vectors of {0}", shape.Columns)
                    : string.Format(CultureInfo.InvariantCulture, "tiles of 8 × {0}, blocks of {1}", Math.Min(shape.Columns, MemoryLayout.PanelWidth), shape.Block);
            }

            if (step is ChannelMapStep map)
                return map.Output.Buffer == map.Input.Buffer ? "channel by channel, in place" : "channel by channel";
            if (step is ImageStep image)
                return image.Form;
            return step is SoftmaxStep or NormalizeStep ? "row by row" : "element by element";
        }

        return isView ? "the same values" : "fused";
    }
}
