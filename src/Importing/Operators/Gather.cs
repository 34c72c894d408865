using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

/// <summary>The values at constant places of an axis, or the rows of a table for tokens.</summary>
internal sealed class Gather() : Operator("Gather")
{
    public override string ImportedAs =>
        "`[Embedding]` of a table, with `[Tokens]` as the input; `[Slice]` for one place, else a layer of fixed weights";

    public override string Refused => "with places that the network computes";

    public override IReadOnlyList<int[]> ShapesOf(NetworkNode node, IReadOnlyList<int[]> shapes, IReadOnlyList<Tensor?> constants)
    {
        int axis = Shapes.Axis(node.Integer("axis", 0), shapes[0].Length);
        return
        [
            [.. shapes[0].Take(axis), .. shapes[1], .. shapes[0].Skip(axis + 1)],
        ];
    }

    public override IReadOnlyList<Tensor>? Evaluate(NetworkNode node, IReadOnlyList<Tensor?> inputs, IReadOnlyList<int[]> shapes)
    {
        if (inputs is not [{ } x, { } places])
            return null;
        int axis = Shapes.Axis(node.Integer("axis", 0), x.Shape.Length),
            size = x.Shape[axis],
            inner = Shapes.Size(x.Shape.Skip(axis + 1)),
            each = places.Count * inner;
        long[] given = [.. places.Integers().Select(place => place < 0 ? place + size : place)];
        if (Array.Exists(given, place => place < 0 || place >= size))
            throw new Refusal("it names a place beyond the axis", "the file is not valid");
        return
        [
            x.Moved(
                ShapesOf(node, shapes, inputs)[0],
                index => (((index / each * size) + (int)given[index % each / inner]) * inner) + (index % inner)
            ),
        ];
    }

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        if (operands.ConstantAt(0) is { } table)
            return [builder.Embedding(operands.Value(1), table, Shapes.Axis(node.Integer("axis", 0), table.Shape.Length), node)];
        Value x = operands.Value(0);
        Tensor places = operands.Constant(1, "places");
        int axis = Shapes.Axis(node.Integer("axis", 0), x.Rank),
            size = x.Shape[axis];
        int[] given = [.. places.Integers().Select(place => (int)(place < 0 ? place + size : place))],
            result = [.. x.Shape.Take(axis), .. places.Shape, .. x.Shape.Skip(axis + 1)];
        int step = given.Length > 1 ? given[1] - given[0] : 1;
        bool isEven = step != 0 && Enumerable.Range(0, given.Length).All(index => given[index] == given[0] + (index * step));
        Value y = isEven
            ? builder.Slice(x, axis, given[0], given.Length, step, node)
            : builder.MultiplyFixed(x, axis, builder.Selection(size, given), node, "taking values of an axis in another order");
        return [y.Regroup(result)];
    }
}
