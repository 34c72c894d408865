using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Norms;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Maps;

/// <summary>Sines and cosines of the number of each step, added to it.</summary>
internal static class Sinusoids
{
    public static void Lower(ScheduleBuilder builder, int index, SinusoidNode node)
    {
        Value values = Positions.Overwrite(builder, index, node.Operands[0], Axis.Channel, Names.Output(node.Label), forInput: false);
        ImageShape shape = values.Layout.Shape;
        string first = node.KnowsStep ? ", batch.Step" : string.Empty;
        CodeLines code = new CodeLines()
            .Line($"// {node.Label}: y = x + sin(step / 10000^(2i / {shape.Channels})), or the cosine; {Positions.Describe(values)}")
            .Line($"Sinusoids.Add<{Positions.Vector(values)}>(")
            .Indented(
                $"ref {values.Pixels(Access.Change)}, {Channels.Layout(values)}, Sinusoids.Table("
                    + $"steps: {Math.Max(node.Context, shape.Width)}, {shape.Channels}), samples{first});"
            );
        builder.Add(new Step(node.Label, false, Domain.Samples, code.Lines) { Explanation = Positions.Explanation(values) });
    }
}
