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
        int numbers = builder.Graph.Nodes[node.Operands[1]].Shape.Size;
        LocalPiece classes = new("classes"),
            targets = new("targets"),
            scale = new("scale");
        Code call = $"SparseCrossEntropy.Gradient<{Positions.Vector(logits)}";
        Code rest =
            $"ref {new LossesPiece()}, samples, count: {logits.Layout.Shape.Channels}, ref {logits.Pixels(Access.Change)}, "
            + $"{Channels.Layout(logits)}, {scale});";
        CodeLines code = new CodeLines()
            .Line($"// loss: log(sum(exp(z))) - z[y], and d = (softmax(z) - y) scale, where y counts; {Positions.Describe(logits)}")
            .Line($"if ({classes}.IsEmpty)")
            .Indented($"{call}, float>(in {targets}[start * {numbers}], {rest}")
            .Line($"else")
            .Indented($"{call}, int>(in {classes}[start * {numbers}], {rest}")
            .ByWeights(logits);
        builder.Add(
            new Step("loss", false, Domain.Samples, code.Lines)
            {
                IsLoss = true,
                Sample = logits.Layout.IsRow ? new LossForm(logits.Buffer) : null,
            }
        );
    }
}
