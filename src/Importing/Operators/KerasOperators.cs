using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

/// <summary>A dense layer along the last axis, as Keras has it: the weights as [inputs, outputs], and a bias.</summary>
internal sealed class DenseOperator() : Operator("Dense")
{
    public override string ImportedAs => "`[Dense]`";

    public override IReadOnlyList<int[]> ShapesOf(NetworkNode node, IReadOnlyList<int[]> shapes, IReadOnlyList<Tensor?> constants) =>
        [
            [.. shapes[0][..^1], shapes[1][1]],
        ];

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        Value x = operands.Value(0);
        Tensor kernel = operands.Constant(1, "kernel");
        (int inputs, int outputs) = (kernel.Shape[0], kernel.Shape[1]);
        float[] weight = kernel.Moved([outputs, inputs], index => (index % inputs * outputs) + (index / inputs)).Floats();
        float[]? bias = node.HasInput(2) ? operands.Constant(2, "bias").Floats() : null;
        return [builder.Multiply(x, x.Rank - 1, weight, outputs, bias, node)];
    }
}

/// <summary>A layer that does something in training only.</summary>
/// <param name="kind">The layer.</param>
internal sealed class TrainingOperator(string kind) : SameShapeOperator(kind)
{
    public override string ImportedAs => $"`[{Name}]`";

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        Value x = operands.Value(0);
        Layer layer = builder.Add(Name, [x.Layer], x.Layer.Shape, node, x.Layer.IsSequence);
        layer.Arguments.Add(LayerBuilder.Text(node.Number("amount", 0)));
        return [x.On(layer)];
    }
}
