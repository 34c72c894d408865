using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>Lays all parameters out in one flat buffer, each at the start of a cache line: those that learn first, then the frozen ones, then running statistics.</summary>
internal static class ParameterPlanner
{
    public static EquatableArray<ParameterPlan> Plan(ModelGraph graph, out int trainableLength, out int statisticsStart, out int length)
    {
        var plans = new List<ParameterPlan>();
        for (int index = 0; index < graph.ForwardCount; index++)
        {
            if (graph.Nodes[index] is not ParameterNode node)
                continue;
            int rows = node.IsElementwise ? node.Shape.Size : node.Shape.Dimensions[0];
            plans.Add(new ParameterPlan(
                index, plans.Count, node.Label, node.Role, node.Shape, 0, rows, node.Shape.Size / rows, MemoryLayout.Padded(rows), node.Initialization, node.IsTrainable, node.IsStatistic, Packing(graph, index)));
        }

        length = 0;
        Place(plans, plan => plan.IsTrainable, ref length);
        trainableLength = length;
        Place(plans, plan => !plan.IsTrainable && !plan.IsStatistic, ref length);
        statisticsStart = length;
        Place(plans, plan => plan.IsStatistic, ref length);
        return plans.ToEquatableArray();
    }

    private static void Place(List<ParameterPlan> plans, Func<ParameterPlan, bool> isMeant, ref int offset)
    {
        for (int index = 0; index < plans.Count; index++)
        {
            ParameterPlan plan = plans[index];
            if (!isMeant(plan))
                continue;
            plans[index] = plan with { Offset = offset };
            offset = MemoryLayout.RoundUp(checked(offset + (plan.PaddedRows * plan.StoredColumns)), MemoryLayout.WidestVector);
        }
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
