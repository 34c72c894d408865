using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Norms;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Losses;

/// <summary>
/// The samples' losses and, over the logits, the derivative of softmax and categorical cross-entropy with the number of one class for each
/// position.
/// </summary>
internal static class SparseCrossEntropy
{
    public static void Lower(ScheduleBuilder builder, int index, SparseCrossEntropyGradientNode node)
    {
        Value logits = Positions.Overwrite(builder, index, node.Operands[0], node.Over, "LossDelta", forInput: false);
        var target = (TargetNode)builder.Graph.Nodes[node.Operands[1]];
        Code call = $"SparseCrossEntropy.Gradient<{Positions.Vector(logits)}",
            rest =
                $"ref {new LossesPiece(target.Head)}, samples, count: {logits.Layout.Shape.Channels}, ref {logits.Pixels(Access.Change)}, "
                + $"{Channels.Layout(logits)}, targetStride: {new TargetStridePiece(target)}, {new ScalePiece(target.Head)}"
                + $"{Heads.Smoothing(node.Smoothing)});";
        CodeLines code = new CodeLines()
            .Line(
                $"// {Heads.Describe(target)}: log(sum(exp(z))) - z[y], and d = (softmax(z) - y) scale, where y counts; "
                    + $"{Positions.Describe(logits)}{Heads.DescribeSmoothing(node.Smoothing)}"
            )
            .OfTargets(
                target,
                $"{call}, float>(in {new TargetsPiece(target, AreClasses: false)}, {rest}",
                $"{call}, int>(in {new TargetsPiece(target, AreClasses: true)}, {rest}"
            )
            .ByWeights(logits, target);
        builder.Add(
            new Step("loss", false, Domain.Samples, code.Lines)
            {
                IsLoss = true,
                Sample = logits.Layout.IsRow ? new LossForm(logits.Buffer) : null,
            }
        );
    }
}
