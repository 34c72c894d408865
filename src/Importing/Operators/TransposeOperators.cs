using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

/// <summary>The axes in another order: no layer until one needs the order.</summary>
internal sealed class Transpose() : MoveOperator("Transpose")
{
    public override string ImportedAs => "the order of axes: no layer, or `[Permute]` or `[Transpose]` where a layer needs it";

    public override string Refused => "where a later layer would work over the batch";

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder) =>
        [operands.Value(0).Permute(Order(node, operands.Value(0).Rank))];

    public override IReadOnlyList<Tensor>? Evaluate(NetworkNode node, IReadOnlyList<Tensor?> inputs, IReadOnlyList<int[]> shapes) =>
        inputs[0] is { Shape.Length: 2 } matrix && Order(node, 2)[0] == 1 ? [matrix.Turned()] : base.Evaluate(node, inputs, shapes);

    protected override IReadOnlyList<(int[], Func<int, int>)> Moves(
        NetworkNode node,
        IReadOnlyList<int[]> shapes,
        IReadOnlyList<Tensor?> constants
    )
    {
        int[] shape = shapes[0],
            order = Order(node, shape.Length),
            result = [.. order.Select(axis => shape[axis])],
            strides = Shapes.Strides(shape),
            resultStrides = Shapes.Strides(result);
        return
        [
            (
                result,
                index =>
                {
                    int source = 0;
                    for (int axis = 0; axis < order.Length; axis++)
                        source += index / resultStrides[axis] % result[axis] * strides[order[axis]];
                    return source;
                }
            ),
        ];
    }

    private static int[] Order(NetworkNode node, int rank)
    {
        int[] order = node.Integers("perm") ?? [.. Enumerable.Range(0, rank).Reverse()];
        return order.Order().SequenceEqual(Enumerable.Range(0, rank))
            ? order
            : throw new Refusal($"{Shapes.Text(order)} is no order of {rank} axes", "the file is not valid");
    }
}

/// <summary>Blocks of pixels of channels, in either order.</summary>
internal sealed class DepthToSpace() : MoveOperator("DepthToSpace")
{
    public override string ImportedAs => "`[PixelShuffle]` for the mode CRD, `[Permute]` for the mode DCR";

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        Value x = operands.Value(0);
        (int[] split, int[] order, int[] result) = Steps(node, x.Shape);
        Layer layer = x.Layer;
        bool isImage = x.Samples > 1 || x.HasBatch;
        if (node.Text("mode", "DCR") == "CRD" && isImage && !x.MixesSamples(1))
        {
            Layer image = builder.Arrange(x, x.PartsOf(1), x.PartsOf(2), x.PartsOf(3));
            layer = builder.Add("PixelShuffle", [image], result[1..], node);
            layer.Arguments.Add(LayerBuilder.Text((int)node.Integer("blocksize", 1)));
            return
            [
                builder.ValueOf(
                    layer,
                    [
                        [Value.Batch],
                        [0],
                        [1],
                        [2],
                    ]
                ),
            ];
        }

        return [x.Regroup(split).Permute(order).Regroup(result)];
    }

    protected override IReadOnlyList<(int[], Func<int, int>)> Moves(
        NetworkNode node,
        IReadOnlyList<int[]> shapes,
        IReadOnlyList<Tensor?> constants
    )
    {
        (int[] split, int[] order, int[] result) = Steps(node, shapes[0]);
        int[] moved = [.. order.Select(axis => split[axis])],
            strides = Shapes.Strides(split),
            movedStrides = Shapes.Strides(moved);
        return [(result, index => Enumerable.Range(0, 6).Sum(axis => index / movedStrides[axis] % moved[axis] * strides[order[axis]]))];
    }

    private static (int[] Split, int[] Order, int[] Result) Steps(NetworkNode node, int[] shape)
    {
        int size = (int)node.Integer("blocksize", 1);
        if (shape is not [var samples, var channels, var height, var width] || size < 1 || channels % (size * size) != 0)
            throw new Refusal($"{Shapes.Text(shape)} has no blocks of {size}", "the file is not valid");
        int rest = channels / size / size;
        return node.Text("mode", "DCR") == "CRD"
            ? ([samples, rest, size, size, height, width], [0, 1, 4, 2, 5, 3], [samples, rest, height * size, width * size])
            : ([samples, size, size, rest, height, width], [0, 3, 4, 1, 5, 2], [samples, rest, height * size, width * size]);
    }
}

/// <summary>Channels of blocks of pixels.</summary>
internal sealed class SpaceToDepth() : MoveOperator("SpaceToDepth")
{
    public override string ImportedAs => "`[Reshape]` and `[Permute]`";

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        Value x = operands.Value(0);
        (int[] split, int[] result) = Steps(node, x.Shape);
        return [x.Regroup(split).Permute([0, 3, 5, 1, 2, 4]).Regroup(result)];
    }

    protected override IReadOnlyList<(int[], Func<int, int>)> Moves(
        NetworkNode node,
        IReadOnlyList<int[]> shapes,
        IReadOnlyList<Tensor?> constants
    )
    {
        (int[] split, int[] result) = Steps(node, shapes[0]);
        int[] order = [0, 3, 5, 1, 2, 4],
            moved = [.. order.Select(axis => split[axis])],
            strides = Shapes.Strides(split),
            movedStrides = Shapes.Strides(moved);
        return [(result, index => Enumerable.Range(0, 6).Sum(axis => index / movedStrides[axis] % moved[axis] * strides[order[axis]]))];
    }

    private static (int[] Split, int[] Result) Steps(NetworkNode node, int[] shape)
    {
        int size = (int)node.Integer("blocksize", 1);
        if (shape is not [var samples, var channels, var height, var width] || size < 1 || height % size != 0 || width % size != 0)
            throw new Refusal($"{Shapes.Text(shape)} has no blocks of {size}", "the file is not valid");
        return (
            [samples, channels, height / size, size, width / size, size],
            [samples, channels * size * size, height / size, width / size]
        );
    }
}
