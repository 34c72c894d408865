using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

/// <summary>A matrix product: of a value and weights, or of two values.</summary>
internal sealed class MatMul() : Operator("MatMul")
{
    public override string ImportedAs =>
        "`[Dense]` with constant weights, or `[Conv1D]` with a window of 1 along an axis of a signal; `[MatMul]` of two values";

    public override string Refused => "of two values that are no sequences, and with weights that differ along more than two axes";

    public override IReadOnlyList<int[]> ShapesOf(NetworkNode node, IReadOnlyList<int[]> shapes, IReadOnlyList<Tensor?> constants)
    {
        int[] left = shapes[0].Length == 1 ? [1, shapes[0][0]] : shapes[0],
            right = shapes[1].Length == 1 ? [shapes[1][0], 1] : shapes[1];
        if (left.Length < 2 || right.Length < 2 || left[^1] != right[^2] || Shapes.Broadcast([left[..^2], right[..^2]]) is not { } batch)
            throw new Refusal($"{Shapes.Text(shapes[0])} cannot be multiplied by {Shapes.Text(shapes[1])}", "the file is not valid");
        return
        [
            [
                .. batch,
                .. shapes[0].Length == 1 ? Array.Empty<int>() : [left[^2]],
                .. shapes[1].Length == 1 ? Array.Empty<int>() : [right[^1]],
            ],
        ];
    }

    public override IReadOnlyList<Tensor>? Evaluate(NetworkNode node, IReadOnlyList<Tensor?> inputs, IReadOnlyList<int[]> shapes)
    {
        if (inputs is not [{ Shape: [var rows, var inner] } a, { Shape: [var same, var columns] } b] || inner != same)
            return null;
        Shapes.CheckComputed((long)rows * columns, Math.Max(a.Count, b.Count), "a product of constants");
        double[] values = new double[rows * columns];
        for (int row = 0; row < rows; row++)
        for (int column = 0; column < columns; column++)
        for (int k = 0; k < inner; k++)
            values[(row * columns) + column] += a[(row * inner) + k] * b[(k * columns) + column];
        return [Tensor.Of([rows, columns], values, a.Kind == ElementKind.Exact ? a.Kind : b.Kind)];
    }

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        if (operands.ValueAt(0) is { } left && operands.ValueAt(1) is { } right)
            return [builder.MatMul(left, right, node)];
        bool isWeightSecond = operands.ValueAt(0) is not null;
        Value x = operands.Value(isWeightSecond ? 0 : 1);
        Tensor weight = operands.Constant(isWeightSecond ? 1 : 0, "weight");
        int[] shape = weight.Shape;
        while (shape.Length > 2 && shape[0] == 1)
            shape = shape[1..];
        if (shape.Length > 2)
            throw new Refusal($"its weights {Shapes.Text(weight.Shape)} differ along more than two axes", "write it as several products");
        if (x.Rank == 1)
            throw new Refusal("its value has one axis, which would be the batch", "give the value a batch");
        return [isWeightSecond ? Second(builder, x, weight.Reshaped(shape), node) : First(builder, x, weight.Reshaped(shape), node)];
    }

    // x W: weights of files are [outputs, inputs].
    private static Value Second(LayerBuilder builder, Value x, Tensor weight, NetworkNode node)
    {
        int outputs = weight.Shape.Length == 1 ? 1 : weight.Shape[1];
        float[] turned = (weight.Shape.Length == 1 ? weight : weight.Turned()).Floats();
        Value y = builder.Multiply(x, x.Rank - 1, turned, outputs, null, node);
        return weight.Shape.Length == 1 ? y.Regroup(y.Shape[..^1]) : y;
    }

    private static Value First(LayerBuilder builder, Value x, Tensor weight, NetworkNode node)
    {
        int outputs = weight.Shape.Length == 1 ? 1 : weight.Shape[0];
        Value y = builder.Multiply(x, x.Rank - 2, weight.Floats(), outputs, null, node);
        return weight.Shape.Length == 1 ? y.Regroup([.. y.Shape[..^2], y.Shape[^1]]) : y;
    }
}

/// <summary>A matrix product with factors, and a summand.</summary>
internal sealed class Gemm() : Operator("Gemm")
{
    public override string ImportedAs => "`[Dense]`, alpha and beta multiplied into weights and bias";

    public override string Refused => "where the input is transposed, or the weights are no constants";

    public override IReadOnlyList<int[]> ShapesOf(NetworkNode node, IReadOnlyList<int[]> shapes, IReadOnlyList<Tensor?> constants)
    {
        if (shapes[0].Length != 2 || shapes[1].Length != 2)
            throw new Refusal($"{Shapes.Text(shapes[0])} and {Shapes.Text(shapes[1])} are no matrices", "the file is not valid");
        int rows = shapes[0][node.Integer("transA", 0) != 0 ? 1 : 0],
            columns = shapes[1][node.Integer("transB", 0) != 0 ? 0 : 1];
        return
        [
            [rows, columns],
        ];
    }

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        Value x = operands.Value(0);
        if (node.Integer("transA", 0) != 0)
            x = x.Permute([1, 0]);
        Tensor weight = operands.Constant(1, "weight");
        bool isTurned = node.Integer("transB", 0) != 0;
        int outputs = weight.Shape[isTurned ? 0 : 1];
        float alpha = (float)node.Number("alpha", 1),
            beta = (float)node.Number("beta", 1);
        float[] values = (isTurned ? weight : weight.Turned()).Floats();
        if (alpha != 1)
            values = Array.ConvertAll(values, value => alpha * value);
        if (!node.HasInput(2))
            return [builder.Multiply(x, 1, values, outputs, null, node)];
        if (operands.ValueAt(2) is { } summand)
        {
            Value product = builder.Multiply(x, 1, values, outputs, null, node);
            return [builder.Join("Add", [product, beta == 1 ? summand : builder.Scale(summand, Tensor.Scalar(beta), null, node)], node)];
        }

        Tensor bias = operands.Constant(2, "bias");
        bool isOfUnits = bias.Shape is [] or [_] or [1, _];
        if (isOfUnits && bias.Count is 1 || bias.Count == outputs && isOfUnits)
        {
            float[] all = [.. Enumerable.Range(0, outputs).Select(unit => beta * (float)bias[bias.Count == 1 ? 0 : unit])];
            return [builder.Multiply(x, 1, values, outputs, all, node)];
        }

        Value alone = builder.Multiply(x, 1, values, outputs, null, node);
        var scaled = Tensor.Of(bias.Shape, [.. bias.Floats().Select(value => beta * value)]);
        return [builder.Scale(alone, null, scaled, node)];
    }
}
