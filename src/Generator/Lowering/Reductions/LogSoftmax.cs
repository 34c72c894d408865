using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Moves;
using ModelCompiler.Generator.Lowering.Norms;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Reductions;

/// <summary>The logarithm of a softmax of each row, or of the channels of each position, and its gradient.</summary>
internal static class LogSoftmax
{
    public static void Lower(ScheduleBuilder builder, int index, LogSoftmaxNode node)
    {
        bool isRow = Positions.AreRows(builder, index, node.Over);
        Value input = Positions.Read(builder, node.Operands[0], isRow, forInput: false),
            output = Positions.Write(builder, index, isRow, Names.Output(node.Label), forInput: false);
        CodeLines code = new CodeLines()
            .Line($"// {node.Label}: y = z - log(sum(exp(z))); {Positions.Describe(output)}")
            .Line($"LogSoftmax.Run<{Positions.Vector(output)}>(")
            .Indented($"in {Pixels(input, Access.Read)}, ref {Pixels(output, Access.Write)}, samples, {output.Layout.Shape.Channels});")
            .ClearBorder(output);
        builder.Add(new Step(node.Label, false, Domain.Samples, code.Lines) { Explanation = Positions.Explanation(output) });
    }

    public static void LowerGradient(ScheduleBuilder builder, int index, LogSoftmaxGradientNode node)
    {
        bool forInput = builder.IsForInput(index),
            isRow = Positions.AreRows(builder, index, node.Over);
        Value delta = Positions.Read(builder, node.Operands[0], isRow, forInput),
            y = Positions.Read(builder, node.Operands[1], isRow, forInput);
        Value output = Positions.Write(builder, index, isRow, Names.Pascal(node.Label) + "Delta", forInput);
        CodeLines code = new CodeLines()
            .Line($"// {node.Label}: dz = d - exp(y) sum(d)")
            .Line($"LogSoftmax.Gradient<{Positions.Vector(output)}>(")
            .Indented($"in {Pixels(delta, Access.Read)}, in {Pixels(y, Access.Read)},")
            .Indented($"ref {Pixels(output, Access.Write)}, samples, {output.Layout.Shape.Channels});")
            .ClearBorder(output);
        builder.Add(new Step(node.Label, forInput, Domain.Samples, code.Lines));
        if (!isRow)
            builder.Values.HandOut(index);
    }

    private static Code Pixels(Value value, Access access) => $"{value.Pixels(access)}, {Channels.Layout(value)}";
}
