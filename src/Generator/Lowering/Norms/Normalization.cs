using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Norms;

/// <summary>The normalisation of each row, and its gradient.</summary>
internal static class Normalization
{
    public static void Lower(ScheduleBuilder builder, int index, NormalizeNode node)
    {
        Value input = builder.Values.Row(node.Operands[0]),
            output = builder.Values.WriteRow(index, Names.Pascal(node.Label) + "Normal");
        int width = output.Layout.Shape.Channels;
        CodeLines code = new CodeLines()
            .Line(
                $"// {node.Label}: y = "
                    + $"{(node.IsCentered ? "(x - mean) / sqrt(variance + epsilon)" : "x / sqrt(mean(x^2) + epsilon)")}; {width} elements"
            )
            .Line($"Normalization.Run<{new VectorPiece(output.Layout.Sample)}>(")
            .Indented(
                $"in {input.Pixels(Access.Read)}, {input.Layout.Sample}, ref {output.Pixels(Access.Write)}, {output.Layout.Sample}, "
                    + $"samples, {width}, epsilon: {node.Epsilon}, isCentered: {node.IsCentered});"
            );
        builder.Add(new Step(node.Label, false, Domain.Samples, code.Lines) { Explanation = "row by row" });
    }

    public static void LowerGradient(ScheduleBuilder builder, int index, NormalizeGradientNode node)
    {
        bool forInput = builder.IsForInput(index);
        Value delta = builder.Values.Row(node.Operands[0]),
            input = builder.Values.Row(node.Operands[1]);
        Value output = builder.Values.WriteRow(index, Names.Pascal(node.Label) + "NormalDelta", forInput);
        string variance = node.IsCentered ? "variance" : "mean(x^2)";
        CodeLines code = new CodeLines()
            .Line($"// {node.Label}: dx = (d {(node.IsCentered ? "- mean(d) " : string.Empty)}- y mean(d y)) / sqrt({variance} + epsilon)")
            .Line($"Normalization.Gradient<{new VectorPiece(output.Layout.Sample)}>(")
            .Indented($"in {delta.Pixels(Access.Read)}, {delta.Layout.Sample}, in {input.Pixels(Access.Read)}, {input.Layout.Sample},")
            .Indented(
                $"ref {output.Pixels(Access.Write)}, {output.Layout.Sample}, samples, {output.Layout.Shape.Channels}, epsilon: "
                    + $"{node.Epsilon}, isCentered: {node.IsCentered});"
            );
        builder.Add(new Step(node.Label, forInput, Domain.Samples, code.Lines));
    }
}
