using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Losses;

/// <summary>The samples' losses, each of a whole row of outputs, and the derivative.</summary>
internal static class RowLoss
{
    public static void Lower(ScheduleBuilder builder, int index, RowLossGradientNode node)
    {
        Value output = builder.Values.Row(node.Operands[0]),
            delta = builder.Values.WriteRow(index, "LossDelta");
        Layout layout = delta.Layout;
        var target = (TargetNode)builder.Graph.Nodes[node.Operands[1]];
        CodeLines code = new CodeLines()
            .Line($"// {Heads.Describe(target)}: {node.Loss.Formula}, and its derivative times scale")
            .Line(Call(node.Loss, layout))
            .Indented(
                $"in {output.Pixels(Access.Read)}, in {new TargetsPiece(target, AreClasses: false)}, ref {new LossesPiece(target.Head)},"
            )
            .Indented(
                $"ref {delta.Pixels(Access.Write)}, samples, count: {layout.Shape.Channels}, stride: {layout.Sample}, "
                    + $"targetStride: {new TargetStridePiece(target)}, {new ScalePiece(target.Head)});"
            )
            .ByWeights(delta, target);
        builder.Add(new Step("loss", false, Domain.Samples, code.Lines) { IsLoss = true, Sample = new LossForm(delta.Buffer) });
    }

    private static Code Call(RowLossDefinition loss, Layout layout) =>
        loss.Own is { } own
            ? (Code)$"{loss.Kernel}.Gradient<{new VectorPiece(layout.Sample)}, {new TypePiece(RowFormulaType.Of(own), "OutputLoss")}>("
            : $"{loss.Kernel}.Gradient<{new VectorPiece(layout.Sample)}>(";
}
