using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Lowering;

/// <summary>The matrix product of two values of a sample.</summary>
internal static class ValueProducts
{
    /// <summary>A layer <c>[MatMul]</c>; both must be sequences, which are matrices.</summary>
    public static Value MatMul(this LayerBuilder builder, Value left, Value right, NetworkNode node)
    {
        if (left.Rank < 2 || right.Rank < 2 || left.MixesSamples(left.Rank - 1) || right.MixesSamples(right.Rank - 2))
            throw new Refusal("it multiplies over the batch", "every sample must be computed by itself");
        Layer first = builder.Arrange(left, Rows(left), left.PartsOf(left.Rank - 1)),
            second = builder.Arrange(right, Rows(right), right.PartsOf(right.Rank - 1));
        int batches = Shapes.Size(left.Shape[..^2]) / left.Samples;
        if (!first.IsSequence || !second.IsSequence || batches != 1)
            throw new Refusal(
                "it multiplies two values of the network that are no matrices of [steps, features]",
                "`[MatMul]` takes sequences: the input must be one, and no layer between may take its steps apart"
            );
        int[] shape = [first.Shape[0], second.Shape[1]];
        Layer layer = builder.Add("MatMul", [first, second], shape, node, isSequence: true);
        int rows = left.Rank - 2;
        int[][] axes =
        [
            .. left.Axes.Select(
                (axis, place) =>
                    place == rows ? [0]
                    : place > rows ? [1]
                    : axis
            ),
        ];
        return builder.ValueOf(layer, axes);
    }

    private static int[] Rows(Value value) => value.PartsOf(Enumerable.Range(0, value.Rank - 1));
}
