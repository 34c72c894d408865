using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

/// <summary>An operator that computes each element from one element of each input.</summary>
/// <param name="name">The operator's name.</param>
/// <param name="importedAs">What it becomes, for the documentation.</param>
/// <param name="function">The function of one element of each input that is given.</param>
/// <param name="isTruth">Whether results are truth values.</param>
/// <param name="exact">The activation by the node's arguments, where values do not show them.</param>
internal class PointwiseOperator(
    string name,
    string importedAs,
    Func<NetworkNode, double[], double> function,
    bool isTruth = false,
    Func<NetworkNode, Composite?>? exact = null
) : Operator(name)
{
    public override string ImportedAs => importedAs;

    public override bool IsPointwise => true;

    public override IReadOnlyList<int[]> ShapesOf(NetworkNode node, IReadOnlyList<int[]> shapes, IReadOnlyList<Tensor?> constants) =>
        [
            Shapes.Broadcast([
                .. shapes.Where((_, index) => node.HasInput(index)).Select((shape, index) => Aligned(node, shape, index, shapes[0])),
            ])
                ?? throw new Refusal(
                    $"the shapes {string.Join(" and ", shapes.Select(shape => Shapes.Text(shape)))} do not go together",
                    "the file is not valid; export it anew"
                ),
        ];

    public override IReadOnlyList<Tensor>? Evaluate(NetworkNode node, IReadOnlyList<Tensor?> inputs, IReadOnlyList<int[]> shapes)
    {
        Tensor[] given =
        [
            .. inputs.OfType<Tensor>().Select((tensor, index) => tensor.Reshaped(Aligned(node, tensor.Shape, index, inputs[0]!.Shape))),
        ];
        if (Shapes.Broadcast([.. given.Select(tensor => tensor.Shape)]) is not { } result)
            return null;
        Func<int, int>[] places = [.. given.Select(tensor => Shapes.BroadcastIndex(tensor.Shape, result))];
        Shapes.CheckComputed(Shapes.Size(result), given.Max(tensor => tensor.Count), "combining constants");
        double[] values = new double[Shapes.Size(result)],
            elements = new double[given.Length];
        for (int index = 0; index < values.Length; index++)
        {
            for (int input = 0; input < given.Length; input++)
                elements[input] = given[input][places[input](index)];
            values[index] = function(node, elements);
        }

        return [Tensor.Of(result, values, ResultKind(node, given))];
    }

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        double[] others =
        [
            .. Enumerable.Range(1, Math.Max(0, operands.Count - 1)).Select(index => operands.ConstantAt(index)?.Value ?? double.NaN),
        ];
        if (operands.Values.Count() == 1 && operands.ValueAt(0) is { } x && HasSingleConstants(operands))
        {
            double[] given = [.. others.Where(value => !double.IsNaN(value))];
            Composite? found =
                exact?.Invoke(node) ?? ActivationMatch.Find(values => Array.ConvertAll(values, value => function(node, [value, .. given])));
            if (found is not null)
                return [builder.Activation(x, found, node)];
        }

        return base.Lower(node, operands, builder);
    }

    /// <summary>What the elements of the result are.</summary>
    protected virtual ElementKind ResultKind(NetworkNode node, IReadOnlyList<Tensor> inputs) =>
        isTruth ? ElementKind.Integer
        : inputs.Any(input => input.Kind == ElementKind.Exact) ? ElementKind.Exact
        : inputs[^1].Kind;

    // Before version 7 the second operand could be laid along an axis of the first.
    private static int[] Aligned(NetworkNode node, int[] shape, int index, int[] first)
    {
        if (index != 1 || node.Version >= 7 || node.Integer("broadcast", 0) == 0 || !node.Has("axis"))
            return shape;
        int after = first.Length - Shapes.Axis(node.Integer("axis", 0), first.Length) - shape.Length;
        return after > 0 ? [.. shape, .. Enumerable.Repeat(1, after)] : shape;
    }

    private static bool HasSingleConstants(Operands operands)
    {
        for (int index = 1; index < operands.Count; index++)
            if (operands.ConstantAt(index) is { Count: not 1 })
                return false;
        return true;
    }
}
