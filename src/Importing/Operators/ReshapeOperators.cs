using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

/// <summary>
/// Operators that give the same values another shape: nothing is computed, so they are no layers until one needs the shape.
/// </summary>
/// <param name="name">The operator's name.</param>
/// <param name="shapeOf">The shape of the output, by the shape of the input and the constants.</param>
internal sealed class ReshapeOperator(string name, Func<NetworkNode, int[], IReadOnlyList<Tensor?>, int[]> shapeOf) : MoveOperator(name)
{
    public static IEnumerable<Operator> Shaping =>
        [
            new ReshapeOperator("Reshape", Reshape),
            new ReshapeOperator("Flatten", Flatten),
            new ReshapeOperator("Squeeze", Squeeze),
            new ReshapeOperator("Unsqueeze", Unsqueeze),
        ];

    public override string ImportedAs => "another shape: no layer, or `[Flatten]` or `[Reshape]` where a layer needs it";

    public override string Refused => "where it divides or mixes the samples of a batch";

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        Value x = operands.Value(0);
        Tensor?[] constants = [.. Enumerable.Range(0, operands.Count).Select(operands.ConstantAt)];
        return [builder.Regroup(x, shapeOf(node, x.Shape, constants))];
    }

    protected override IReadOnlyList<(int[], Func<int, int>)> Moves(
        NetworkNode node,
        IReadOnlyList<int[]> shapes,
        IReadOnlyList<Tensor?> constants
    ) => [InOrder(shapeOf(node, shapes[0], constants))];

    private static int[] Reshape(NetworkNode node, int[] shape, IReadOnlyList<Tensor?> constants)
    {
        long[] wanted = [.. Given(node, "shape", constants, 1, "shape") ?? throw new Refusal("it has no shape", "the file is not valid")];
        bool keepsZero = node.Integer("allowzero", 0) == 0;
        long known = 1;
        for (int place = 0; place < wanted.Length; place++)
        {
            if (wanted[place] == 0 && keepsZero && place < shape.Length)
                wanted[place] = shape[place];
            known *= wanted[place] == -1 ? 1 : wanted[place];
        }

        int size = Shapes.Size(shape);
        int open = Array.IndexOf(wanted, -1);
        if (open >= 0 && known > 0 && size % known == 0)
            wanted[open] = size / known;
        if (wanted.Aggregate(1L, (product, dimension) => product * dimension) != size)
            throw new Refusal(
                $"{Shapes.Text(shape)} cannot become [{string.Join(",", wanted)}]",
                "its shape was fixed for another batch; export with a dynamic batch or with the batch of 1"
            );
        return Array.ConvertAll(wanted, dimension => (int)dimension);
    }

    private static int[] Flatten(NetworkNode node, int[] shape, IReadOnlyList<Tensor?> constants)
    {
        long given = node.Integer("axis", 1);
        int axis = (int)Math.Clamp(given < 0 ? given + shape.Length : given, 0, shape.Length);
        return [Shapes.Size(shape.Take(axis)), Shapes.Size(shape.Skip(axis))];
    }

    private static int[] Squeeze(NetworkNode node, int[] shape, IReadOnlyList<Tensor?> constants)
    {
        long[]? given = Given(node, "axes", constants, 1, "axes");
        HashSet<int>? axes = given is null ? null : [.. given.Select(axis => Shapes.Axis(axis, shape.Length))];
        return [.. shape.Where((size, place) => !(axes?.Contains(place) ?? size == 1))];
    }

    private static int[] Unsqueeze(NetworkNode node, int[] shape, IReadOnlyList<Tensor?> constants)
    {
        long[] given = Given(node, "axes", constants, 1, "axes") ?? [];
        int rank = shape.Length + given.Length;
        HashSet<int> axes = [.. given.Select(axis => Shapes.Axis(axis, rank))];
        if (axes.Count != given.Length)
            throw new Refusal("it names an axis twice", "the file is not valid");
        var left = new Queue<int>(shape);
        return [.. Enumerable.Range(0, rank).Select(place => axes.Contains(place) ? 1 : left.Dequeue())];
    }
}
