using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Products;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Lowering;

/// <summary>
/// Lays all parameters out in one flat buffer, each at the start of a cache line: those that learn first, then the frozen ones, then
/// running statistics.
/// </summary>
internal static class ParameterPlanner
{
    public static EquatableArray<ParameterPlan> Plan(ModelGraph graph, out int trainableLength, out int statisticsStart, out int length)
    {
        var plans = new List<ParameterPlan>();
        for (int index = 0; index < graph.ForwardCount; index++)
        {
            if (graph.Nodes[index] is not ParameterNode node)
                continue;
            ConvolutionPacking? packing = Packing(graph, index);
            int rows = node.IsElementwise && packing is null ? node.Shape.Size : node.Shape.Dimensions[0];
            int padded = MemoryLayout.Padded(packing is null ? rows : packing.Outputs * packing.Groups);
            plans.Add(
                new ParameterPlan(
                    index,
                    plans.Count,
                    node.Label,
                    node.Role,
                    node.Shape,
                    0,
                    rows,
                    node.Shape.Size / rows,
                    padded,
                    node.Initialization,
                    node.IsTrainable,
                    node.IsStatistic,
                    packing
                )
                {
                    Name = node.Name,
                }
            );
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

    /// <summary>
    /// How a convolution packs its weight; a depthwise one packs like a dense layer, with the places of the window for inputs.
    /// </summary>
    private static ConvolutionPacking? Packing(ModelGraph graph, int parameter)
    {
        foreach (int consumer in graph.Consumers(parameter, graph.ForwardCount))
        {
            if (
                graph.Nodes[consumer] is not WindowProductNode node
                || node.Operands[1] != parameter
                || ConvolutionShapes.IsDepthwise(graph, node)
            )
                continue;
            int channels = ImageShape.Of(graph.Nodes[node.Operands[0]].Shape).Channels / node.Groups,
                outputs = ImageShape.Of(node.Shape).Channels / node.Groups;
            bool apart = node.Groups > 1 && FillsVectors(channels, node.Groups) && FillsVectors(outputs, node.Groups);
            int stored = apart ? channels : NodeValues.StoredForConvolution(graph, node.Operands[0]);
            return new ConvolutionPacking(node.Window.Taps, stored, channels, outputs, node.Groups, apart, node.IsTransposed);
        }

        return null;
    }

    // Groups can be computed one by one when each fills whole vectors, forwards and backwards, and no lane pads the image.
    private static bool FillsVectors(int perGroup, int groups) =>
        MemoryLayout.Padded(perGroup) == perGroup && MemoryLayout.Padded(perGroup * groups) == perGroup * groups;
}
