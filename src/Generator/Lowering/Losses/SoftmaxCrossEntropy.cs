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
        LocalPiece classes = new("classes"),
            targets = new("targets"),
            scale = new("scale");
        Code call = $"SoftmaxCrossEntropy.Gradient<{new VectorPiece(layout.Sample)}>(ref {logits.Pixels(Access.Change)}, in ";
        Code rest = $"ref {new LossesPiece()}, samples, count: {width}, stride: {layout.Sample}, {scale});";
        CodeLines code = new CodeLines()
            .Line($"// loss: log(sum(exp(z))) - z[y], and d = (softmax(z) - y) scale")
            .Line($"if ({classes}.IsEmpty)")
            .Indented($"{call}{targets}[start * {width}], {rest}")
            .Line($"else")
            .Indented($"{call}{classes}[start], {rest}")
            .ByWeights(logits);
        builder.Add(new Step("loss", false, Domain.Samples, code.Lines) { IsLoss = true, Sample = new LossForm(logits.Buffer) });
    }
}
