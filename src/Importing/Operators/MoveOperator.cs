using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Operators;

/// <summary>An operator whose results are elements of its first input, in other places.</summary>
/// <param name="name">The operator's name.</param>
internal abstract class MoveOperator(string name) : Operator(name)
{
    public sealed override IReadOnlyList<int[]> ShapesOf(NetworkNode node, IReadOnlyList<int[]> shapes, IReadOnlyList<Tensor?> constants) =>
        [.. Moves(node, shapes, constants).Select(move => move.Shape)];

    public override IReadOnlyList<Tensor>? Evaluate(NetworkNode node, IReadOnlyList<Tensor?> inputs, IReadOnlyList<int[]> shapes) =>
        inputs[0] is { } x ? [.. Moves(node, shapes, inputs).Select(move => x.Moved(move.Shape, move.Source))] : null;

    /// <summary>The shape of each output, and where each of its elements comes from.</summary>
    protected abstract IReadOnlyList<(int[] Shape, Func<int, int> Source)> Moves(
        NetworkNode node,
        IReadOnlyList<int[]> shapes,
        IReadOnlyList<Tensor?> constants
    );

    /// <summary>Integers that are an attribute in old versions and an input in new ones; null when not given.</summary>
    protected static long[]? Given(NetworkNode node, string attribute, IReadOnlyList<Tensor?> constants, int input, string what)
    {
        if (node.HasInput(input))
            return Wanted(node, constants, input, what).Integers();
        return node.Integers(attribute) is { } given ? [.. given.Select(value => (long)value)] : null;
    }

    /// <summary>A move that keeps the order.</summary>
    protected static (int[], Func<int, int>) InOrder(IEnumerable<int> shape) => ([.. shape], index => index);

    /// <summary>A move that takes an element of each axis for each place along it.</summary>
    protected static (int[] Shape, Func<int, int> Source) Taken(int[] shape, int[][] places)
    {
        int[] result = [.. places.Select(axis => axis.Length)],
            strides = Shapes.Strides(shape),
            resultStrides = Shapes.Strides(result);
        return (
            result,
            index =>
            {
                int source = 0;
                for (int axis = 0; axis < result.Length; axis++)
                    source += places[axis][index / resultStrides[axis] % result[axis]] * strides[axis];
                return source;
            }
        );
    }

    protected static int[] All(int size) => [.. Enumerable.Range(0, size)];
}
