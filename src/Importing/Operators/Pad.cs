using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

/// <summary>Values around others: a number, those at the edge, or those inside mirrored or repeated.</summary>
internal sealed class Pad() : Operator("Pad")
{
    public override string ImportedAs =>
        "`[ZeroPad]`; around a number other than 0 with a fixed `[Scale]`; edge, reflect and wrap as fixed weights; below 0 `[Slice]`";

    public override string Refused => "over the batch";

    public override IReadOnlyList<int[]> ShapesOf(NetworkNode node, IReadOnlyList<int[]> shapes, IReadOnlyList<Tensor?> constants)
    {
        (int[] before, int[] after) = Sides(node, shapes[0].Length, constants);
        return
        [
            [.. shapes[0].Select((size, axis) => size + before[axis] + after[axis])],
        ];
    }

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        Value x = operands.Value(0);
        Tensor?[] constants = [.. Enumerable.Range(0, operands.Count).Select(operands.ConstantAt)];
        (int[] before, int[] after) = Sides(node, x.Rank, constants);
        string mode = node.Text("mode", "constant");
        double value = node.HasInput(2) ? operands.Constant(2, "value").Value : node.Number("value", 0);
        if (mode != "constant")
            return [Turned(builder, x, before, after, mode, node)];

        // Around another number than 0 lies 0 while that number is taken away.
        Value y = value == 0 ? x : Fixed(builder, x, -value, node);
        y = Image(builder, y, before, after, node) ?? Each(builder, y, before, after, node);
        return [value == 0 ? y : Fixed(builder, y, value, node)];
    }

    private static Value Fixed(LayerBuilder builder, Value x, double value, NetworkNode node)
    {
        Value all = x;
        x.Layer.IsShared = true;
        all = builder.Scale(all, null, Tensor.Scalar(value), node);
        builder.Remarks.Add("a border of a number other than 0 is zeros between two fixed shifts");
        return all;
    }

    private static Value Each(LayerBuilder builder, Value x, int[] before, int[] after, NetworkNode node)
    {
        for (int axis = 0; axis < x.Rank; axis++)
            x = builder.Pad(x, axis, before[axis], after[axis], node);
        return x;
    }

    // Lines and pixels of an image at once.
    private static Value? Image(LayerBuilder builder, Value x, int[] before, int[] after, NetworkNode node)
    {
        bool isPlain =
            x.Rank == 4
            && x.IsBatch(0)
            && before.Concat(after).All(size => size >= 0)
            && before[0] + after[0] + before[1] + after[1] == 0
            && before[2] + after[2] > 0
            && before[3] + after[3] > 0;
        if (!isPlain)
            return null;
        Layer source = builder.Arrange(x, x.PartsOf(1), x.PartsOf(2), x.PartsOf(3));
        int height = source.Shape[1] + before[2] + after[2],
            width = source.Shape[2] + before[3] + after[3];
        Layer layer = builder.Add("ZeroPad", [source], [source.Shape[0], height, width], node);
        if (new[] { before[2], after[2], before[3], after[3] }.Distinct().Count() == 1)
            layer.Arguments.Add(LayerBuilder.Text(before[2]));
        else
            foreach (
                (string side, int size) in new[] { ("Top", before[2]), ("Bottom", after[2]), ("Left", before[3]), ("Right", after[3]) }
            )
                if (size > 0)
                    layer.Named.Add(("Padding" + side, LayerBuilder.Text(size)));
        return builder.ValueOf(
            layer,
            [
                [Value.Batch],
                [0],
                [1],
                [2],
            ]
        );
    }

    private static Value Turned(LayerBuilder builder, Value x, int[] before, int[] after, string mode, NetworkNode node)
    {
        for (int axis = 0; axis < x.Rank; axis++)
        {
            if (before[axis] == 0 && after[axis] == 0)
                continue;
            if (x.IsBatch(axis))
                throw new Refusal("it adds samples", "the batch must stay as it is");
            int size = x.Shape[axis];
            int[] places =
            [
                .. Enumerable.Range(-before[axis], size + before[axis] + after[axis]).Select(place => Place(place, size, mode)),
            ];
            x = builder.MultiplyFixed(x, axis, builder.Selection(size, places), node, $"a border of mode '{mode}'");
        }

        return x;
    }

    private static int Place(int place, int size, string mode) =>
        mode switch
        {
            "edge" => Math.Clamp(place, 0, size - 1),
            "wrap" => ((place % size) + size) % size,
            "reflect" when size == 1 => 0,
            "reflect" => Math.Abs(Modulo(place, 2 * (size - 1)) is var turned && turned >= size ? (2 * (size - 1)) - turned : turned),
            _ => throw new Refusal($"there is no mode '{mode}'", "the file is not valid"),
        };

    private static int Modulo(int value, int by) => ((value % by) + by) % by;

    private static (int[] Before, int[] After) Sides(NetworkNode node, int rank, IReadOnlyList<Tensor?> constants)
    {
        long[] pads = node.HasInput(1)
            ? Wanted(node, constants, 1, "pads").Integers()
            : [.. (node.Integers("pads") ?? node.Integers("paddings") ?? []).Select(size => (long)size)];
        int[] axes = node.HasInput(3)
            ? [.. Wanted(node, constants, 3, "axes").Integers().Select(axis => Shapes.Axis(axis, rank))]
            : [.. Enumerable.Range(0, rank)];
        if (pads.Length != 2 * axes.Length)
            throw new Refusal($"it has {pads.Length} borders for {axes.Length} axes", "the file is not valid");
        int[] before = new int[rank],
            after = new int[rank];
        for (int index = 0; index < axes.Length; index++)
            (before[axes[index]], after[axes[index]]) = ((int)pads[index], (int)pads[index + axes.Length]);
        return (before, after);
    }
}
