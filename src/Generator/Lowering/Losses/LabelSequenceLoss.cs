using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Norms;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Losses;

/// <summary>
/// The samples' losses and, over the logits, the derivative of the softmax of each step and the probability of a sequence of labels.
/// </summary>
internal static class LabelSequenceLoss
{
    public static void Lower(ScheduleBuilder builder, int index, LabelSequenceLossGradientNode node)
    {
        LabelLoss sequences = node.Loss;
        Value logits = Positions.Overwrite(builder, index, node.Operands[0], Axis.Channel, "LossDelta", forInput: false),
            alignments = Alignments(builder, node, logits);
        var target = (TargetNode)builder.Graph.Nodes[node.Operands[1]];
        Code lengths = $"";
        if (node.Operands.Count > 2 && builder.Values.Row(node.Operands[2]) is { } row)
            lengths = $"in {row.Pixels(Access.Read)}, sampleLengths: {row.Layout.Sample}, ";
        CodeLines code = new CodeLines()
            .Line(
                $"// {Heads.Describe(target)}: -log p(labels) over all alignments with the steps, and d = (softmax(z) - share in them) "
                    + $"scale"
            )
            .Line($"ConnectionistTemporalClassification.Gradient<{Positions.Vector(logits)}>(")
            .Indented(
                $"in {new TargetsPiece(target, AreClasses: false)}, {lengths}ref {new LossesPiece(target.Head)}, samples, "
                    + $"classes: {logits.Layout.Shape.Channels}, ref {logits.Pixels(Access.Change)}, {Channels.Layout(logits)},"
            )
            .Indented(
                $"ref {alignments.Pixels(Access.Write)}, sampleAlignments: {alignments.Layout.Sample}, "
                    + $"targetStride: {new TargetStridePiece(target)}, targetLength: {sequences.TargetLength}, blank: {sequences.Blank},"
            )
            .Indented(
                $"zeroInfinity: {Text.Of(sequences.ZeroInfinity)}, divideByLength: {Text.Of(sequences.IsDivided)}, "
                    + $"{new ScalePiece(target.Head)});"
            )
            .ByWeights(logits, target);
        builder.Add(new Step("loss", false, Domain.Samples, code.Lines) { IsLoss = true, IsLargePerSample = true });
    }

    private static Value Alignments(ScheduleBuilder builder, LabelSequenceLossGradientNode node, Value logits)
    {
        int width = (int)node.Loss.MemoryOf(logits.Layout.Shape.Width, logits.Layout.Shape.Channels);
        return new Value(builder.Buffers.Add("Alignments", width, builder.NextStep), Layout.Row(width));
    }
}
