using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Products;

/// <summary>What a product of rows with a packed weight reads and writes.</summary>
/// <param name="Input">The rows.</param>
/// <param name="Weight">The place of the weight.</param>
/// <param name="Bias">What is added to each column, or null.</param>
/// <param name="Output">The result.</param>
/// <param name="Saved">The epilogue's second place, or null.</param>
/// <param name="IsSavedRead">Whether the epilogue reads the second place, instead of writing it.</param>
internal sealed record DenseOperands(Value Input, Piece Weight, Piece? Bias, Value Output, Value? Saved, bool IsSavedRead = false);

/// <summary>The calls of a product of rows with a packed weight.</summary>
/// <param name="Shape">The constants.</param>
/// <param name="Type">Their type.</param>
/// <param name="InRegisters">Whether the epilogue is applied in registers, or in a second pass.</param>
internal sealed record DenseCall(ProductShape Shape, TypePiece Type, bool InRegisters)
{
    /// <summary>The call over a share of the samples.</summary>
    public EquatableArray<CodeLine> Run(string comment, Code epilogue, DenseOperands operands)
    {
        (Value input, Piece weight, Piece? bias, Value output, Value? saved, _) = operands;
        Piece x = input.FirstOfAll(0, Access.Read),
            y = output.FirstOfAll(0, Access.Write);
        CodeLines code = new CodeLines()
            .Line($"{comment}")
            .Line(
                $"Contraction.Run{(bias is null ? "Unbiased" : string.Empty)}{(InRegisters ? string.Empty : "Then")}"
                    + $"<{new VectorPiece(Shape.Columns)}, {Type}, {epilogue}>("
            );
        if (bias is null)
            return code.Indented($"in {x}, in {weight}, ref {y}, ref {Second(operands)}, start, samples);").Lines;
        return (
            saved is null
                ? code.Indented($"in {x}, in {weight}, in {bias},").Indented($"ref {y}, start, samples);")
                : code.Indented($"in {x}, in {weight}, bias: in {bias}, hasBias: true,")
                    .Indented($"ref {y}, saved: ref {Second(operands)}, start, samples);")
        ).Lines;
    }

    /// <summary>The call for a part of the outputs of the whole batch.</summary>
    public EquatableArray<CodeLine> Part(string comment, Code epilogue, DenseOperands operands)
    {
        (Value input, Piece weight, Piece? bias, Value output, _, _) = operands;
        return new CodeLines()
            .Line($"{comment}")
            .Line($"Contraction.Part{(InRegisters ? string.Empty : "Then")}<{new VectorPiece(Shape.Columns)}, {Type}, {epilogue}>(")
            .Indented($"in {input.FirstOfAll(0, Access.Read)}, in {weight}, bias: in {bias ?? weight}, hasBias: {bias is not null},")
            .Indented($"ref {output.FirstOfAll(0, Access.Write)}, saved: ref {Second(operands)}, in batch, part, parts);")
            .Lines;
    }

    private static Piece Second(DenseOperands operands) =>
        operands.Saved is null
            ? operands.Output.FirstOfAll(0, Access.Write)
            : operands.Saved.FirstOfAll(0, operands.IsSavedRead ? Access.Read : Access.Write);
}
