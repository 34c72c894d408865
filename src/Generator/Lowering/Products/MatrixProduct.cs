using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Moves;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Products;

/// <summary>
/// A product of two matrices of each sample. The operand with the columns of the result is read along them, transposed first where they are
/// not what lies side by side; the other one is read value by value, in whatever order.
/// </summary>
internal static class MatrixProduct
{
    public static void Lower(ScheduleBuilder builder, int index, ContractionNode node)
    {
        bool forInput = builder.IsForInput(index);
        char row = node.Result[1],
            column = node.Result[2];
        bool isRightWide = node.Right.IndexOf(column) >= 0;
        (int narrow, string narrowIndices) = isRightWide ? (node.Operands[0], node.Left) : (node.Operands[1], node.Right);
        (int wide, string wideIndices) = isRightWide ? (node.Operands[1], node.Right) : (node.Operands[0], node.Left);
        Value left = builder.Values.Pixels(narrow, forInput),
            right = wideIndices[2] == column ? builder.Values.Pixels(wide, forInput) : builder.Values.Transposed(wide, forInput);
        string name = index < builder.Graph.ForwardCount ? Names.Output(node.Label) : Names.Pascal(node.Label) + "Delta";
        Value output = builder.Values.WritePixels(index, name, forInput);
        bool isAcross = narrowIndices[1] == row;
        int inner = isAcross ? left.Layout.Shape.Channels : left.Layout.Shape.Width,
            rows = output.Layout.Shape.Width,
            columns = output.Layout.Shape.Channels;
        (int rowStride, int innerStride) = isAcross ? (left.Layout.Stored, 1) : (1, left.Layout.Stored);
        CodeLines code = new CodeLines()
            .Line($"// {node.Label}: {node.Detail}; [{rows}, {inner}] by [{inner}, {columns}]")
            .Line($"MatrixProduct.Run<{new VectorPiece(output.Layout.Stored)}>(")
            .Indented($"in {left.Pixels(Access.Read)}, sampleX: {left.Layout.Sample}, rowX: {rowStride}, innerX: {innerStride},")
            .Indented($"in {right.Pixels(Access.Read)}, sampleW: {right.Layout.Sample}, rowW: {right.Layout.Stored},")
            .Indented(
                $"ref {output.Pixels(Access.Write)}, sampleY: {output.Layout.Sample}, columns: {output.Layout.Stored}, "
                    + $"rows: {rows}, inner: {inner}, samples);"
            )
            .ClearBorder(output);
        builder.Add(
            new Step(node.Label, forInput, Domain.Samples, code.Lines)
            {
                Explanation = "4 rows by two vectors of columns",
                IsLargePerSample = true,
            }
        );
        builder.Values.HandOut(index);
    }
}
