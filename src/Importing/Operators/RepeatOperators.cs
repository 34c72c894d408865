using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

/// <summary>Larger shapes of the same values.</summary>
internal sealed class Expand() : MoveOperator("Expand")
{
    public override string ImportedAs => "nothing, or `[Upsample]` where values are repeated";

    public override string Refused => "over the batch";

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder) =>
        [builder.Expand(operands.Value(0), Moves(node, [operands.Value(0).Shape], [null, operands.Constant(1, "shape")])[0].Item1, node)];

    protected override IReadOnlyList<(int[], Func<int, int>)> Moves(
        NetworkNode node,
        IReadOnlyList<int[]> shapes,
        IReadOnlyList<Tensor?> constants
    )
    {
        int[] wanted = [.. Wanted(node, constants, 1, "shape").Integers().Select(size => (int)size)],
            result = Shapes.Broadcast([shapes[0], wanted]) ?? throw new Refusal("the shapes do not go together", "the file is not valid");
        return [(result, Shapes.BroadcastIndex(shapes[0], result))];
    }
}

/// <summary>The same values several times along axes.</summary>
internal sealed class Tile() : MoveOperator("Tile")
{
    public override string ImportedAs => "`[Concat]` of a layer with itself, as fixed weights";

    public override string Refused => "over the batch";

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        Value x = operands.Value(0);
        long[] repeats = operands.Constant(1, "repeats").Integers();
        for (int axis = 0; axis < x.Rank; axis++)
        {
            if (repeats[axis] == 1)
                continue;
            if (x.MixesSamples(axis) || x.IsBatch(axis))
                throw new Refusal("it repeats samples", "the batch must stay as it is");
            int size = x.Shape[axis];
            int[] places = [.. Enumerable.Range(0, size * (int)repeats[axis]).Select(place => place % size)];
            x = builder.MultiplyFixed(x, axis, builder.Selection(size, places), node, "repeating values along an axis");
        }

        return [x];
    }

    protected override IReadOnlyList<(int[], Func<int, int>)> Moves(
        NetworkNode node,
        IReadOnlyList<int[]> shapes,
        IReadOnlyList<Tensor?> constants
    )
    {
        long[] repeats = Wanted(node, constants, 1, "repeats").Integers();
        int[][] places =
        [
            .. shapes[0].Select((size, axis) => Enumerable.Range(0, size * (int)repeats[axis]).Select(place => place % size).ToArray()),
        ];
        return [Taken(shapes[0], places)];
    }
}
