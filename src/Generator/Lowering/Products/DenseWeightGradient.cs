using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Products;

/// <summary>The gradient of a dense layer's weight, which takes that of its bias with it; and of a bias alone.</summary>
internal static class DenseWeightGradient
{
    public static void Lower(ScheduleBuilder builder, int index, ContractionNode node)
    {
        Value input = builder.Values.Row(node.Operands[1]),
            delta = builder.Values.Row(node.Operands[0]);
        ParameterPlan weight = builder.ParameterOf(index);
        ParameterPlan? bias = BiasWith(builder, node);
        GeneratedType shape = GeneratedType.Constants(
            GeneratedTypeKind.WeightGradient,
            "IWeightGradientShape",
            $"A gradient of {Text.Of(weight.Columns)} by {Text.Of(weight.PaddedRows)} values (padded), summed over the samples.",
            ("Inner", weight.Columns),
            ("Columns", weight.PaddedRows),
            ("LeftStride", input.Layout.Sample),
            ("RightStride", delta.Layout.Sample)
        );
        Code biasPlace = bias is null ? $"" : (Code)$" ref {new GradientPiece(bias.Index)},";
        CodeLines code = new CodeLines()
            .Line(
                $"// {node.Label}: dW = sum of d x^T{(bias is null ? string.Empty : ", db = sum of d")}; [{weight.Rows}, {weight.Columns}]"
            )
            .Line(
                $"WeightGradient.Part<{new VectorPiece(weight.PaddedRows)}, "
                    + $"{new TypePiece(shape, Names.Pascal(node.Label) + "GradientShape")}>(in "
                    + $"{input.FirstOfAll(0, Access.Read)}, in {delta.FirstOfAll(0, Access.Read)},"
            )
            .Indented($"ref {new GradientPiece(weight.Index)},{biasPlace} in batch, part, parts);");
        builder.Add(
            new Step(node.Label, false, Domain.Parameters, code.Lines)
            {
                Sample = new WeightGradientForm(input.Buffer, delta.Buffer, weight.Index, bias?.Index ?? -1),
            }
        );
    }

    /// <summary>Plans the gradient of a bias that no weight takes with it.</summary>
    public static void LowerBias(ScheduleBuilder builder, int index, BatchSumNode node)
    {
        Value delta = builder.Values.Row(node.Operands[0]);
        ParameterPlan bias = builder.ParameterOf(index);
        CodeLines code = new CodeLines()
            .Line($"// {node.Label}: db = sum of d; [{bias.Rows}]")
            .Line($"if (part == 0)")
            .Indented(
                $"WeightGradient.Bias<{new VectorPiece(bias.PaddedRows)}>(in {delta.FirstOfAll(0, Access.Read)}, "
                    + $"stride: {delta.Layout.Sample}, ref {new GradientPiece(bias.Index)}, columns: {bias.PaddedRows}, "
                    + $"batch.Samples, batch.Accumulate);"
            );
        builder.Add(new Step(node.Label, false, Domain.Parameters, code.Lines));
    }

    // The bias of the same layer, whose gradient is the sum of what the weight's gradient reads.
    private static ParameterPlan? BiasWith(ScheduleBuilder builder, ContractionNode node)
    {
        ModelGraph graph = builder.Graph;
        for (int other = 0; other < graph.Nodes.Count; other++)
        {
            if (
                graph.Nodes[other] is not BatchSumNode sum
                || sum.Label != node.Label
                || sum.Operands[0] != node.Operands[0]
                || !builder.IsNeeded(other)
            )
                continue;
            builder.Fuse(other);
            return builder.ParameterOf(other);
        }

        return null;
    }
}
