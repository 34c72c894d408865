using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Operators;

/// <summary>An operator that the importer computes itself, from shapes and constants.</summary>
/// <param name="name">The operator's name.</param>
/// <param name="needsShapesOnly">Whether the values of its inputs do not matter.</param>
/// <param name="compute">Its result.</param>
internal sealed class FoldedOperator(
    string name,
    bool needsShapesOnly,
    Func<NetworkNode, IReadOnlyList<Tensor?>, IReadOnlyList<int[]>, Tensor?> compute
) : Operator(name)
{
    public static IEnumerable<Operator> All =>
        [
            new FoldedOperator("Constant", true, (node, _, _) => Constant(node)),
            new FoldedOperator("Shape", true, Shape),
            new FoldedOperator("Size", true, (_, _, shapes) => Tensor.Of([], [(long)Shapes.Size(shapes[0])])),
            new FoldedOperator("ConstantOfShape", false, OfShape),
            new FoldedOperator("Range", false, Range),
            new FoldedOperator("EyeLike", true, Eye),
        ];

    public override string ImportedAs => "computed at import";

    public override string Refused => NeedsShapesOnly ? "" : "when it depends on the input's values";

    public override bool NeedsShapesOnly => needsShapesOnly;

    public override IReadOnlyList<int[]> ShapesOf(NetworkNode node, IReadOnlyList<int[]> shapes, IReadOnlyList<Tensor?> constants) =>
        throw new Refusal("it depends on values that are known only while the network runs", "export with fixed sizes");

    public override IReadOnlyList<Tensor>? Evaluate(NetworkNode node, IReadOnlyList<Tensor?> inputs, IReadOnlyList<int[]> shapes) =>
        compute(node, inputs, shapes) is { } result ? [result] : null;

    private static Tensor? Constant(NetworkNode node)
    {
        if (node.Attributes.TryGetValue("value", out var value) && value.Tensor is { } tensor)
            return Tensor.Of(tensor);
        if (node.Attributes.TryGetValue("value_float", out var number))
            return Tensor.Scalar(number.Number);
        if (node.Attributes.TryGetValue("value_int", out var integer))
            return Tensor.Of([], [integer.Integer]);
        if (node.Attributes.TryGetValue("value_floats", out var numbers))
            return Tensor.Of([numbers.Numbers.Count], [.. numbers.Numbers]);
        return node.Attributes.TryGetValue("value_ints", out var integers)
            ? Tensor.Of([integers.Integers.Count], [.. integers.Integers])
            : throw new Refusal("its value is a text or a sparse tensor", "layers work on numbers");
    }

    private static Tensor Shape(NetworkNode node, IReadOnlyList<Tensor?> inputs, IReadOnlyList<int[]> shapes)
    {
        int rank = shapes[0].Length;
        int start = Bound(node.Integer("start", 0), rank),
            end = Bound(node.Integer("end", rank), rank);
        return Tensor.List([.. shapes[0].Skip(start).Take(Math.Max(0, end - start)).Select(size => (long)size)]);
    }

    private static int Bound(long place, int rank) => (int)Math.Clamp(place < 0 ? place + rank : place, 0, rank);

    private static Tensor? OfShape(NetworkNode node, IReadOnlyList<Tensor?> inputs, IReadOnlyList<int[]> shapes)
    {
        if (inputs[0] is not { } given)
            return null;
        Tensor value =
            node.Attributes.TryGetValue("value", out var found) && found.Tensor is { } tensor ? Tensor.Of(tensor) : Tensor.Scalar(0);
        if (given.Integers().FirstOrDefault(size => size is < 0 or > int.MaxValue) is not 0 and var wrong)
            throw new Refusal($"it makes a dimension of {wrong}", "the file is not valid; export it anew");
        return value.Moved(Array.ConvertAll(given.Integers(), size => (int)size), _ => 0);
    }

    private static Tensor? Range(NetworkNode node, IReadOnlyList<Tensor?> inputs, IReadOnlyList<int[]> shapes)
    {
        if (inputs is not [{ } start, { } limit, { } delta])
            return null;
        double count = Math.Max(0, Math.Ceiling((limit.Value - start.Value) / delta.Value));
        Shapes.CheckComputed(double.IsFinite(count) ? (long)count : long.MaxValue, 0, "a range");
        return Tensor.Of(
            [(int)count],
            [.. Enumerable.Range(0, (int)count).Select(index => start.Value + (index * delta.Value))],
            start.Kind
        );
    }

    private static Tensor Eye(NetworkNode node, IReadOnlyList<Tensor?> inputs, IReadOnlyList<int[]> shapes)
    {
        (int rows, int columns) = (shapes[0][0], shapes[0][1]);
        Shapes.CheckComputed((long)rows * columns, 0, "a matrix");
        long offset = node.Integer("k", 0);
        return Tensor.Of(
            [rows, columns],
            [.. Enumerable.Range(0, rows * columns).Select(index => (index % columns) - (index / columns) == offset ? 1f : 0f)]
        );
    }
}
