using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

/// <summary>Sums, differences, products and quotients: of values, or of a value and a constant.</summary>
/// <param name="name">The operator's name.</param>
/// <param name="join">The layer that joins two values, or null when there is none.</param>
/// <param name="function">The function of two elements.</param>
internal sealed class Arithmetic(string name, string? join, Func<double, double, double> function)
    : PointwiseOperator(
        name,
        (join is null ? "" : $"`[{join}]` of two values; ")
            + "with a constant the bias or the factors of the layer before, or `[Scale]`; "
            + "part of an activation or a norm that is written out",
        (_, x) => x.Length < 2 ? x[0] : x.Skip(1).Aggregate(x[0], function)
    )
{
    public static IEnumerable<Operator> All =>
        [
            new Arithmetic("Add", "Add", (a, b) => a + b),
            new Arithmetic("Sub", "Subtract", (a, b) => a - b),
            new Arithmetic("Mul", "Multiply", (a, b) => a * b),
            new Arithmetic("Div", null, (a, b) => a / b),
            new Arithmetic("Sum", "Add", (a, b) => a + b),
            new Arithmetic("Max", null, Math.Max),
            new Arithmetic("Min", null, Math.Min),
        ];

    public override string Refused => join is null ? "of two values: no layer computes it" : "";

    public override IReadOnlyList<Tensor>? Evaluate(NetworkNode node, IReadOnlyList<Tensor?> inputs, IReadOnlyList<int[]> shapes)
    {
        IReadOnlyList<Tensor>? result = base.Evaluate(node, inputs, shapes);

        // Integers are divided as integers, towards zero.
        return Name == "Div" && result is [{ IsInteger: false } quotient] && inputs.All(input => input is { IsInteger: true })
            ? [Tensor.Of(quotient.Shape, [.. quotient.Floats().Select(value => (double)value)], ElementKind.Integer)]
            : result;
    }

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        if (Name is "Max" or "Min")
            return operands.Values.Count() == 1 ? base.Lower(node, Turned(operands, node), builder) : Largest(node, operands, builder);
        if (operands.Count == 1)
            return [operands.Value(0)];
        if (operands.Values.Count() == operands.Count)
            return [Join(node, [.. operands.Values], builder)];
        Value x = operands.Values.First();
        if (operands.Count > 2)
            throw new Refusal("it sums constants and values", "sum the constants before the export");
        Tensor constant = operands.ConstantAt(0) ?? operands.Constant(1, "operand");
        bool isFirst = operands.ValueAt(0) is not null;
        constant = Aligned(node, x, constant);
        return (Name, isFirst) switch
        {
            ("Add" or "Sum", _) => [builder.Scale(x, null, constant, node)],
            ("Sub", true) => [builder.Scale(x, null, Mapped(constant, value => -value), node)],
            ("Sub", false) => [builder.Scale(x, Tensor.Scalar(-1), constant, node)],
            ("Mul", _) => [builder.Scale(x, constant, null, node)],
            ("Div", true) => [builder.Scale(x, Mapped(constant, value => 1 / value), null, node)],
            _ => throw new Refusal("it divides a constant by a value", "no layer computes a reciprocal; multiply by a constant instead"),
        };
    }

    private Value Join(NetworkNode node, Value[] values, LayerBuilder builder)
    {
        if (join is null)
            throw new Refusal($"{Name} of two values has no layer", "cut the network before it with --until");
        if (Array.Exists(values, value => !values[0].HasBatch && value.HasBatch))
            values = [.. values];
        return builder.Join(join, values, node);
    }

    // The largest of several: they side by side, and the largest along that axis. The smallest is the same of what is negated.
    private IReadOnlyList<Value?> Largest(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        if (operands.Values.Count() != operands.Count)
            throw new Refusal("it compares values with a constant for each", "only a single number can be the bound of a value");
        bool isSmallest = Name == "Min";
        Value[] values = [.. operands.Values.Select(value => isSmallest ? builder.Scale(value, Tensor.Scalar(-1), null, node) : value)];
        int[] shape = Shapes.Broadcast([.. values.Select(value => value.Shape)])!;
        values = [.. values.Select(value => builder.Expand(value, shape, node)).Select(value => value.Regroup([.. value.Shape, 1]))];
        Value all = builder.Concat(values, shape.Length, node);
        Value largest = builder.Reduce("MaxOver", all, [shape.Length], keeps: false, node);
        return [isSmallest ? builder.Scale(largest, Tensor.Scalar(-1), null, node) : largest];
    }

    private static Operands Turned(Operands operands, NetworkNode node) =>
        operands.ValueAt(0) is not null ? operands : new Operands(node, [operands.ValueAt(1), null], [null, operands.ConstantAt(0)]);

    private static Tensor Aligned(NetworkNode node, Value x, Tensor constant)
    {
        if (node.Version >= 7 || !node.Has("axis"))
            return constant;
        int after = x.Rank - Shapes.Axis(node.Integer("axis", 0), x.Rank) - constant.Shape.Length;
        return after > 0 ? constant.Reshaped([.. constant.Shape, .. Enumerable.Repeat(1, after)]) : constant;
    }

    private static Tensor Mapped(Tensor tensor, Func<double, double> function) =>
        Tensor.Of(tensor.Shape, [.. Enumerable.Range(0, tensor.Count).Select(index => function(tensor[index]))], ElementKind.Float);
}
