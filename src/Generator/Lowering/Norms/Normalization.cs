using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Moves;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Norms;

/// <summary>The normalisation of each row, or of the channels of each position, and its gradient.</summary>
internal static class Normalization
{
    public static void Lower(ScheduleBuilder builder, int index, NormalizeNode node)
    {
        bool isRow = Positions.AreRows(builder, index, node.Over);
        Value input = Positions.Read(builder, node.Operands[0], isRow, forInput: false),
            output = Positions.Write(builder, index, isRow, Names.Pascal(node.Label) + "Normal", forInput: false);
        CodeLines code = new CodeLines()
            .Line(
                $"// {node.Label}: y = "
                    + $"{(node.IsCentered ? "(x - mean) / sqrt(variance + epsilon)" : "x / sqrt(mean(x^2) + epsilon)")}; "
                    + $"{Positions.Describe(output)}"
            )
            .Line($"Normalization.Run<{Positions.Vector(output)}>(")
            .Indented(
                $"in {Positions.Argument(input, Access.Read)}, ref {Positions.Argument(output, Access.Write)}, "
                    + $"{Arguments(output, node.Epsilon, node.IsCentered)}"
            )
            .ClearBorder(output);
        builder.Add(new Step(node.Label, false, Domain.Samples, code.Lines) { Explanation = Positions.Explanation(output) });
    }

    public static void LowerGradient(ScheduleBuilder builder, int index, NormalizeGradientNode node)
    {
        bool forInput = builder.IsForInput(index),
            isRow = Positions.AreRows(builder, index, node.Over);
        Value delta = Positions.Read(builder, node.Operands[0], isRow, forInput),
            input = Positions.Read(builder, node.Operands[1], isRow, forInput);
        Value output = Positions.Write(builder, index, isRow, Names.Pascal(node.Label) + "NormalDelta", forInput);
        string variance = node.IsCentered ? "variance" : "mean(x^2)";
        CodeLines code = new CodeLines()
            .Line($"// {node.Label}: dx = (d {(node.IsCentered ? "- mean(d) " : string.Empty)}- y mean(d y)) / sqrt({variance} + epsilon)")
            .Line($"Normalization.Gradient<{Positions.Vector(output)}>(")
            .Indented($"in {Positions.Argument(delta, Access.Read)}, in {Positions.Argument(input, Access.Read)},")
            .Indented($"ref {Positions.Argument(output, Access.Write)}, {Arguments(output, node.Epsilon, node.IsCentered)}")
            .ClearBorder(output);
        builder.Add(new Step(node.Label, forInput, Domain.Samples, code.Lines));
        if (!isRow)
            builder.Values.HandOut(index);
    }

    private static Code Arguments(Value output, double epsilon, bool isCentered) =>
        $"samples, {output.Layout.Shape.Channels}, epsilon: {epsilon}, isCentered: {isCentered});";
}
