using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Norms;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Reductions;

/// <summary>
/// A softmax of each row, or of the channels of each position, in place where nobody else needs what it was, and its gradient.
/// </summary>
internal static class SoftmaxRows
{
    public static void Lower(ScheduleBuilder builder, int index, SoftmaxNode node)
    {
        Value values = Positions.Overwrite(builder, index, node.Operands[0], node.Over, Names.Output(node.Label), forInput: false);
        CodeLines code = new CodeLines()
            .Line($"// {node.Label}: y = exp(z) / sum(exp(z)){Each(values)}")
            .Line($"PaddedSoftmax.Run<{Positions.Vector(values)}>(ref {values.Pixels(Access.Change)}, samples, {Rows(values)});");
        builder.Add(
            new Step(node.Label, false, Domain.Samples, code.Lines)
            {
                Explanation = Positions.Explanation(values),
                Sample = values.Layout.IsRow ? new SoftmaxForm(values.Buffer) : null,
            }
        );
    }

    public static void LowerGradient(ScheduleBuilder builder, int index, SoftmaxGradientNode node)
    {
        bool forInput = builder.IsForInput(index);
        Value delta = Positions.Overwrite(builder, index, node.Operands[0], node.Over, Names.Pascal(node.Label) + "Delta", forInput);
        Value output = Positions.Read(builder, node.Operands[1], delta.Layout.IsRow, forInput);
        Code y = delta.Layout.IsRow ? (Code)$"{output.Pixels(Access.Read)}" : Positions.Argument(output, Access.Read);
        CodeLines code = new CodeLines()
            .Line($"// {node.Label}: dz = y (dy - sum(y dy)){Each(delta)}")
            .Line($"SoftmaxGradient.Run<{Positions.Vector(delta)}>(in {y}, ref {delta.Pixels(Access.Change)}, samples, {Rows(delta)});");
        builder.Add(new Step(node.Label, forInput, Domain.Samples, code.Lines));
        if (!delta.Layout.IsRow)
            builder.Values.HandOut(index);
    }

    private static string Each(Value value) => value.Layout.IsRow ? string.Empty : " for each position";

    private static Code Rows(Value value) =>
        value.Layout.IsRow
            ? (Code)$"count: {value.Layout.Shape.Channels}, stride: {value.Layout.Sample}"
            : (Code)$"count: {value.Layout.Shape.Channels}, {Channels.Layout(value)}";
}
