using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Scans;

/// <summary>Sums up to each value of an axis: rows in PyTorch's order.</summary>
internal static class CumulativeSums
{
    public static void Lower(ScheduleBuilder builder, int index, CumulativeSumNode node)
    {
        bool forInput = builder.IsForInput(index);
        Value input = builder.Values.Row(node.Operands[0]);
        string name = node.IsReversed ? Names.Pascal(node.Label) + "Delta" : Names.Output(node.Label);
        Value output = builder.Values.WriteRow(index, name, forInput);
        int extent = node.Shape.Dimensions[node.Axis],
            inner = node.Shape.Dimensions.Skip(node.Axis + 1).Aggregate(1, (size, dimension) => size * dimension);
        string formula = node.IsReversed ? "dx_k = sum of d_j, j >= k" : "y_k = sum of x_j, j <= k";
        CodeLines code = new CodeLines()
            .Line($"// {node.Label}: {formula}, along the axis {node.Axis}; {node.Shape.ToString()}")
            .Line($"CumulativeSum.Run<{new VectorPiece(output.Layout.Sample)}>(")
            .Indented($"in {input.Pixels(Access.Read)}, sampleX: {input.Layout.Sample}, ref {output.Pixels(Access.Write)},")
            .Indented($"sampleY: {output.Layout.Sample},")
            .Indented(
                $"samples, outer: {node.Shape.Size / extent / inner}, extent: {extent}, inner: {inner}, isReversed: {node.IsReversed});"
            );
        builder.Add(new Step(node.Label, forInput, Domain.Samples, code.Lines) { Explanation = "one after the other" });
    }
}
