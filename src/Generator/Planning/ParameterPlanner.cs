using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>Lays all parameters out in one flat buffer, each at the start of a cache line.</summary>
internal static class ParameterPlanner
{
    public static EquatableArray<ParameterPlan> Plan(ModelGraph graph, out int length)
    {
        var plans = new List<ParameterPlan>();
        int offset = 0;
        for (int index = 0; index < graph.ForwardCount; index++)
        {
            if (graph.Nodes[index] is not ParameterNode node)
                continue;
            int rows = node.Shape.Dimensions[0];
            int columns = node.Shape.Size / rows;
            int padded = MemoryLayout.Padded(rows);
            ConvolutionPacking? packing = Packing(graph, index);
            plans.Add(new ParameterPlan(index, plans.Count, node.Label, node.Role, node.Shape, offset, rows, columns, padded, node.Initialization, packing));
            offset = MemoryLayout.RoundUp(checked(offset + (padded * (packing?.Columns ?? columns))), MemoryLayout.WidestVector);
        }

        length = offset;
        return plans.ToEquatableArray();
    }

    /// <summary>How a convolution packs its weight; a depthwise one packs like a dense layer, with the places of the window for inputs.</summary>
    private static ConvolutionPacking? Packing(ModelGraph graph, int parameter)
    {
        foreach (int consumer in graph.Consumers(parameter, graph.ForwardCount))
            if (graph.Nodes[consumer] is ConvolutionNode node && node.Operands[1] == parameter && !ConvolutionShapes.IsDepthwise(node))
                return new ConvolutionPacking(node.Window.Taps, ImageBuffers.StoredForConvolution(graph, node.Operands[0]), node.Groups);
        return null;
    }
}
