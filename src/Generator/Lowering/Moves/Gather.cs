using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Moves;

/// <summary>Rows of a table that tokens are the numbers of, and the sums that are their adjoint.</summary>
internal static class Gather
{
    /// <summary>Plans the rows of a table.</summary>
    public static void Lower(ScheduleBuilder builder, int index, GatherNode node)
    {
        ParameterPlan table = builder.Parameter(node.Operands[1]);
        Value tokens = builder.Values.Row(node.Operands[0]),
            output = builder.Values.WritePixels(index, Names.Output(node.Label));
        Layout layout = output.Layout;
        string columns = Text.Of(layout.Shape.Channels);
        CodeLines code = new CodeLines()
            .Line($"// {node.Label}: y = W[token]; {table.Shape.ToString()} by {layout.Shape.Width} tokens")
            .Line(Call("Gather", table, layout))
            .Indented($"in {tokens.Pixels(Access.Read)}, tokens: {layout.Shape.Width}, sampleX: {tokens.Layout.Sample},")
            .Indented($"in {new ParameterPiece(table.Index)},{Walk(table)}")
            .Indented($"ref {output.Pixels(Access.Write)}, stepY: {layout.Stored}, sampleY: {layout.Sample}, columns: {columns}, samples);")
            .ClearBorder(output);
        builder.Add(new Step(node.Label, false, Domain.Samples, code.Lines) { Explanation = "a row of the table for each token" });
    }

    /// <summary>Plans what the rows of a table receive.</summary>
    public static void LowerGradient(ScheduleBuilder builder, int index, ScatterAddNode node)
    {
        ParameterPlan table = builder.ParameterOf(index);
        Value delta = builder.Values.Pixels(node.Operands[0], forInput: false),
            tokens = builder.Values.Row(node.Operands[1]);
        Layout layout = delta.Layout;
        CodeLines code = new CodeLines()
            .Line($"// {node.Label}: dW[token] += d, sample after sample, step after step; {table.Shape.ToString()}")
            .Line(Call("ScatterAdd", table, layout))
            .Indented($"in {tokens.FirstOfAll(0, Access.Read)}, tokens: {layout.Shape.Width}, sampleX: {tokens.Layout.Sample},")
            .Indented(
                $"in {delta.FirstOfAll(layout.First, Access.Read)}, stepD: {layout.Stored}, sampleD: {layout.Sample}, "
                    + $"columns: {layout.Shape.Channels},"
            )
            .Indented(
                $"ref {new GradientPiece(table.Index)}, rows: {table.Shape.Dimensions[0]},{Walk(table)} padding: {node.Padding}, "
                    + $"in batch, part, parts);"
            );
        builder.Add(new Step(node.Label, false, Domain.Parameters, code.Lines));
    }

    private static Code Call(string kernel, ParameterPlan table, Layout layout) =>
        table.IsInOrder ? (Code)$"{kernel}.Rows<{new VectorPiece(layout.Stored)}>(" : (Code)$"{kernel}.Panels(";

    // Panels are not as wide as they are long: where a row lies depends on both.
    private static string Walk(ParameterPlan table) =>
        table.IsInOrder ? string.Empty : $" paddedRows: {Text.Of(table.PaddedRows)}, storedColumns: {Text.Of(table.StoredColumns)},";
}
