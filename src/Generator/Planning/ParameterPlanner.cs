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
            int rows = node.IsElementwise ? node.Shape.Size : node.Shape.Dimensions[0];
            int columns = node.Shape.Size / rows;
            int padded = MemoryLayout.Padded(rows);
            plans.Add(new ParameterPlan(index, plans.Count, node.Label, node.Role, node.Shape, offset, rows, columns, padded, node.Initialization));
            offset = MemoryLayout.RoundUp(checked(offset + (padded * columns)), MemoryLayout.WidestVector);
        }

        length = offset;
        return plans.ToEquatableArray();
    }
}
