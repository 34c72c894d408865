using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

/// <summary>An operator that makes one value of all values along some axes.</summary>
/// <param name="name">The operator's name.</param>
/// <param name="layer">The layer, or null when there is none.</param>
/// <param name="function">What it makes of the values.</param>
internal sealed class ReduceOperator(string name, string? layer, Func<double[], double> function) : Operator(name)
{
    private const string Axes = "axes";

    public static IEnumerable<Operator> All =>
        [
            new ReduceOperator("ReduceMean", "MeanOver", row => row.Average()),
            new ReduceOperator("ReduceSum", "SumOver", row => row.Sum()),
            new ReduceOperator("ReduceMax", "MaxOver", row => row.Max()),
            new ReduceOperator("ReduceMin", null, row => row.Min()),
            new ReduceOperator("ReduceProd", null, row => row.Aggregate(1.0, (product, value) => product * value)),
            new ReduceOperator("ReduceL2", null, row => Math.Sqrt(row.Sum(value => value * value))),
            new ReduceOperator("ReduceL1", null, row => row.Sum(Math.Abs)),
            new ReduceOperator("ReduceSumSquare", null, row => row.Sum(value => value * value)),
            new ReduceOperator("ReduceLogSumExp", null, row => row.Max() + Math.Log(row.Sum(value => Math.Exp(value - row.Max())))),
            new ReduceOperator("ReduceLogSum", null, row => Math.Log(row.Sum())),
        ];

    public override string ImportedAs =>
        layer is null ? "part of a norm or a softmax that is written out"
        : layer == "SumOver" ? "`[SumOver]`; part of a norm or a softmax that is written out"
        : $"`[{layer}]` or `[Global{(layer == "MeanOver" ? "Avg" : "Max")}Pool]`; part of a norm or a softmax that is written out";

    public override string Refused => layer is null ? "elsewhere" : "over the batch";

    public override IReadOnlyList<int[]> ShapesOf(NetworkNode node, IReadOnlyList<int[]> shapes, IReadOnlyList<Tensor?> constants)
    {
        int[] axes = AxesOf(node, shapes[0].Length, constants);
        bool keeps = node.Integer("keepdims", 1) != 0;
        return
        [
            [.. shapes[0].Select((size, place) => axes.Contains(place) ? 1 : size).Where((_, place) => keeps || !axes.Contains(place))],
        ];
    }

    public override IReadOnlyList<Tensor>? Evaluate(NetworkNode node, IReadOnlyList<Tensor?> inputs, IReadOnlyList<int[]> shapes)
    {
        if (inputs[0] is not { } x || (node.HasInput(1) && inputs.ElementAtOrDefault(1) is null))
            return null;
        int[] axes = AxesOf(node, x.Shape.Length, inputs),
            strides = Shapes.Strides(x.Shape),
            inside = Normalization.Offsets(x.Shape, strides, axes),
            outside = Normalization.Offsets(x.Shape, strides, [.. Enumerable.Range(0, x.Shape.Length).Except(axes)]);
        double[] values = [.. outside.Select(start => function([.. inside.Select(offset => x[start + offset])]))];
        return [Tensor.Of(ShapesOf(node, [x.Shape], inputs)[0], values, x.Kind)];
    }

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        if (layer is null)
            return base.Lower(node, operands, builder);
        Value x = operands.Value(0);
        int[] axes = AxesOf(node, x.Rank, [null, operands.ConstantAt(1)]);
        return [builder.Reduce(layer, x, axes, node.Integer("keepdims", 1) != 0, node)];
    }

    private static int[] AxesOf(NetworkNode node, int rank, IReadOnlyList<Tensor?> constants)
    {
        int[]? given = node.HasInput(1) ? [.. Wanted(node, constants, 1, Axes).Integers().Select(axis => (int)axis)] : node.Integers(Axes);
        return given is { Length: > 0 } ? [.. given.Select(axis => Shapes.Axis(axis, rank))]
            : node.Integer("noop_with_empty_axes", 0) != 0 ? []
            : [.. Enumerable.Range(0, rank)];
    }
}
