using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Moves;

/// <summary>What a step of a stream reads and keeps at the place of its number.</summary>
internal static class StepMemory
{
    /// <summary>Plans the row of a table that belongs to the step.</summary>
    public static void LowerRow(ScheduleBuilder builder, int index, StepRowNode node)
    {
        ParameterPlan table = builder.Parameter(node.Operands[0]);
        Value output = builder.Values.WritePixels(index, Names.Output(node.Label) + "Position");
        CodeLines code = new CodeLines()
            .Line($"// {node.Label}: the row of the step; {table.Shape.ToString()}")
            .Line($"StreamMemory.Row(in {new ParameterPiece(table.Index)}, row: {table.Shape.Dimensions[1]}, batch.Step,")
            .Indented($"ref {output.Pixels(Access.Write)});")
            .ClearPadding(output)
            .ClearBorder(output);
        builder.Add(new Step(node.Label, false, Domain.Samples, code.Lines) { Explanation = "a copy" });
    }

    /// <summary>Plans that the step's values are kept among those of all steps.</summary>
    public static void LowerHistory(ScheduleBuilder builder, int index, HistoryNode node)
    {
        Value input = builder.Values.Pixels(node.Operands[0], forInput: false),
            output = builder.Values.WritePixels(index, Names.Pascal(node.Label) + "SoFar");
        int channels = input.Layout.Shape.Channels;
        string place = node.IsTurned ? "column" : "row";
        CodeLines code = new CodeLines()
            .Line($"// {node.Label}: kept as the {place} of the step; {node.Shape.ToString()}")
            .Line($"StreamMemory.Keep{(node.IsTurned ? "Column" : "Row")}(in {input.Pixels(Access.Read)}, count: {channels}, batch.Step,")
            .Indented($"ref {output.Pixels(Access.Change)}, stride: {output.Layout.Stored});");
        builder.Add(new Step(node.Label, false, Domain.Samples, code.Lines) { Explanation = "a copy" });
    }
}
