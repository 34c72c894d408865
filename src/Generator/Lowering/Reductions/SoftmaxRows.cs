using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Reductions;

/// <summary>A softmax of each row, in place where nobody else needs what it was, and its gradient.</summary>
internal static class SoftmaxRows
{
    public static void Lower(ScheduleBuilder builder, int index, SoftmaxNode node)
    {
        Value row = builder.Values.OverwriteRow(index, node.Operands[0], node.Label, Names.Output(node.Label), forInput: false);
        CodeLines code = new CodeLines()
            .Line($"// {node.Label}: y = exp(z) / sum(exp(z))")
            .Line(
                $"PaddedSoftmax.Run<{new VectorPiece(row.Layout.Sample)}>(ref {row.Pixels(Access.Change)}, samples, "
                    + $"{row.Layout.Shape.Channels}, {row.Layout.Sample});"
            );
        builder.Add(
            new Step(node.Label, false, Domain.Samples, code.Lines) { Explanation = "row by row", Sample = new SoftmaxForm(row.Buffer) }
        );
    }

    public static void LowerGradient(ScheduleBuilder builder, int index, SoftmaxGradientNode node)
    {
        bool forInput = builder.IsForInput(index);
        Value delta = builder.Values.OverwriteRow(index, node.Operands[0], node.Label, Names.Pascal(node.Label) + "Delta", forInput);
        Value output = builder.Values.Row(node.Operands[1]);
        Layout layout = output.Layout;
        CodeLines code = new CodeLines()
            .Line($"// {node.Label}: dz = y (dy - sum(y dy))")
            .Line(
                $"SoftmaxGradient.Run<{new VectorPiece(layout.Sample)}>(in {output.Pixels(Access.Read)}, ref "
                    + $"{delta.Pixels(Access.Change)}, samples, {layout.Shape.Channels}, {layout.Sample});"
            );
        builder.Add(new Step(node.Label, forInput, Domain.Samples, code.Lines));
    }
}
