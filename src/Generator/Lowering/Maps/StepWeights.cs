using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Moves;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Maps;

/// <summary>What each step counts in a sample that has a length.</summary>
internal static class StepWeights
{
    public static void Lower(ScheduleBuilder builder, int index, StepWeightNode node)
    {
        Value lengths = builder.Values.Row(node.Operands[0]),
            output = builder.Values.WritePixels(index, Names.Pascal(node.Label) + node.Weight + "Steps");
        Layout layout = output.Layout;
        string formula = node.Weight switch
        {
            StepWeight.Mean => "1 / length where step < length",
            StepWeight.Last => "1 where step = length - 1",
            _ => "1 where step < length",
        };
        CodeLines code = new CodeLines()
            .Line($"// {node.Label}: w = {formula}, else 0; {node.Shape.ToString()}")
            .Line($"StepWeights.{node.Weight.ToString()}(in {lengths.Pixels(Access.Read)}, sampleLengths: {lengths.Layout.Sample},")
            .Indented(
                $"ref {output.Pixels(Access.Write)}, steps: {layout.Shape.Width}, step: {layout.Stored}, sample: {layout.Sample}, samples);"
            )
            .ClearBorder(output);
        builder.Add(new Step(node.Label, false, Domain.Samples, code.Lines));
    }
}
