using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Losses;

/// <summary>The samples' losses and, over the logits, the derivative of softmax and categorical cross-entropy together.</summary>
internal static class SoftmaxCrossEntropy
{
    public static void Lower(ScheduleBuilder builder, int index, SoftmaxCrossEntropyGradientNode node)
    {
        Value logits = builder.Values.OverwriteRow(index, node.Operands[0], "loss", "LossDelta", forInput: false);
        Layout layout = logits.Layout;
        int width = layout.Shape.Channels;
        var target = (TargetNode)builder.Graph.Nodes[node.Operands[1]];
        Code call = $"SoftmaxCrossEntropy.Gradient<{new VectorPiece(layout.Sample)}>(ref {logits.Pixels(Access.Change)}, in ",
            losses = $"ref {new LossesPiece(target.Head)}, samples, count: {width}, stride: {layout.Sample}, ",
            scale = $"{new ScalePiece(target.Head)}{Heads.Smoothing(node.Smoothing)});";
        CodeLines code = new CodeLines()
            .Line(
                $"// {Heads.Describe(target)}: log(sum(exp(z))) - z[y], and d = (softmax(z) - y) scale"
                    + $"{Heads.DescribeSmoothing(node.Smoothing)}"
            )
            .OfTargets(
                target,
                $"{call}{new TargetsPiece(target, AreClasses: false)}, {losses}targetStride: {new TargetStridePiece(target)}, {scale}",
                $"{call}{new LocalPiece("classes")}[start], {losses}{scale}"
            )
            .ByWeights(logits, target);
        builder.Add(new Step("loss", false, Domain.Samples, code.Lines) { IsLoss = true, Sample = new LossForm(logits.Buffer) });
    }
}
