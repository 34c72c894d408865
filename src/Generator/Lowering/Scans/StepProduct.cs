using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Products;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Scans;

/// <summary>
/// The product of one step of all samples with a weight, in a loop over the steps: the tiles of a dense layer, with rows as far apart as
/// sequences are.
/// </summary>
internal static class StepProduct
{
    /// <summary>Adds the call of a step; returns the weight that is repacked before the loop, or null.</summary>
    public static Repacking? Add(CodeLines code, ScheduleBuilder builder, int index, bool forInput)
    {
        Node node = builder.Graph.Nodes[index];
        ParameterPlan weight = builder.Parameter(node.Operands[1]);
        Value input = builder.Values.Lying(node.Operands[0], forInput).AtStep,
            output = builder.Values.Lying(index, forInput).AtStep;
        return node.Reading is { IsReverse: false }
            ? Forward(code, builder, node, weight, input, output)
            : Backward(code, node, weight, input, output);
    }

    private static Repacking? Forward(CodeLines code, ScheduleBuilder builder, Node node, ParameterPlan weight, Value input, Value output)
    {
        int bias = node.Operands.Count > 2 ? builder.Parameter(node.Operands[2]).Index : -1;
        string comment =
            $"// {node.Label}: {node.Meaning ?? "product"} = {Formula.Of("W x", -1, bias, null)}; [{Text.Of(weight.Columns)}] -> "
            + $"[{Text.Of(weight.Rows)}]";
        Call(
            code,
            Shape(weight.StoredColumns, weight.PaddedRows, input, output),
            Names.Pascal(node.Label) + "StepShape",
            comment,
            new DenseOperands(input, new ParameterPiece(weight.Index), Biases.Place(-1, bias), output, null)
        );
        return null;
    }

    private static Repacking Backward(CodeLines code, Node node, ParameterPlan weight, Value delta, Value output)
    {
        string repacked = Names.Repacked(weight),
            comment = $"// {node.Label}: {node.Meaning ?? "d"} = W^T d; [{Text.Of(weight.Rows)}] -> [{Text.Of(weight.Columns)}]";
        int padded = MemoryLayout.Padded(weight.Columns),
            inner = MemoryLayout.Padded(weight.Rows);
        Call(
            code,
            Shape(inner, padded, delta, output),
            Names.Pascal(node.Label) + "StepInputShape",
            comment,
            new DenseOperands(delta, new RepackedPiece(repacked), null, output, null)
        );
        Code repack =
            $"WindowFlip.Run(in batch, {new ParameterStartPiece(weight.Index)}, {new RepackedStartPiece(repacked)}, taps: 1, "
            + $"storedChannels: {weight.StoredColumns}, channels: {weight.Columns}, paddedChannels: {padded}, paddedOutputs: {inner}, "
            + $"groups: 1);";
        return new Repacking(repacked, padded * inner, 0, new CodeLine(0, repack.Pieces.ToEquatableArray()), IsShared: false);
    }

    private static ProductShape Shape(int inner, int columns, Value input, Value output) =>
        new(inner, columns, BlockSize.Choose(inner, columns), input.Layout.Sample, output.Layout.Sample);

    private static void Call(CodeLines code, ProductShape shape, string name, string comment, DenseOperands operands)
    {
        var call = new DenseCall(shape, new TypePiece(shape.Type, name), InRegisters: true);
        code.Add(call.Run(comment, $"{Epilogue.Store}", operands));
    }
}
