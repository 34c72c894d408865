using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

/// <summary>The largest value or the mean of each window.</summary>
/// <param name="isMaximum">Whether it is the largest value.</param>
internal sealed class Pool(bool isMaximum) : Operator(isMaximum ? "MaxPool" : "AveragePool")
{
    public override string ImportedAs =>
        isMaximum
            ? "`[MaxPool1D]` or `[MaxPool2D]`; of a volume one of images and one of depths"
            : "`[AvgPool1D]` or `[AvgPool2D]`; of a volume one of images and one of depths; with dilation a fixed `[DepthwiseConv2D]`";

    public override string Refused => isMaximum ? "where the places of the largest values are used" : "";

    public override IReadOnlyList<int[]> ShapesOf(NetworkNode node, IReadOnlyList<int[]> shapes, IReadOnlyList<Tensor?> constants)
    {
        int[] x = shapes[0];
        if (x.Length < 3)
            throw new Refusal($"{Shapes.Text(x)} has no positions", "the file is not valid");
        int[] result = [x[0], x[1], .. Window.Of(node, x[2..], null).Outputs(x[2..], node.Integer("ceil_mode", 0) != 0)];
        return [.. node.Outputs.Select(_ => result)];
    }

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        Value x = operands.Value(0);
        int rank = x.Rank - 2;
        if (Enumerable.Range(1, rank + 1).Any(x.MixesSamples))
            throw new Refusal("it works over the batch", "the batch must be the first axis");
        var window = Window.Of(node, x.Shape[2..], null);
        if (rank == 3)
            return [Volume(builder, x, window, node), null];
        return rank is 1 or 2
            ? [Of(builder, x, window, [.. Enumerable.Range(2, rank)], node), null]
            : throw new Refusal($"its positions have {rank} dimensions", "layers work on signals, images and volumes");
    }

    // Largest values and means of boxes are those of their faces: first of each depth, then of the depths.
    private Value Volume(LayerBuilder builder, Value x, Window window, NetworkNode node)
    {
        int[] shape = x.Shape;
        Value faces = x.Regroup([shape[0], shape[1] * shape[2], shape[3], shape[4]]);
        faces = Of(builder, faces, window.Take(1, 2) with { IsSame = false }, [2, 3], node);
        (int height, int width) = (faces.Shape[2], faces.Shape[3]);
        Value depths = faces.Regroup([shape[0], shape[1], shape[2], height * width]);
        var along = new Window(
            [window.Kernel[0], 1],
            [window.Strides[0], 1],
            [window.Dilations[0], 1],
            [window.Before[0], 0],
            [window.After[0], 0],
            false
        );
        Value y = Of(builder, depths, along, [2, 3], node);
        return y.Regroup([shape[0], shape[1], y.Shape[2], height, width]);
    }

    private Value Of(LayerBuilder builder, Value x, Window window, int[] rest, NetworkNode node)
    {
        int channels = x.Shape[1];
        bool ceil = node.Integer("ceil_mode", 0) != 0,
            counts = node.Integer("count_include_pad", 0) != 0,
            isPadded = window.Before.Concat(window.After).Any(padding => padding > 0);
        int[] result = window.Outputs([.. rest.Select(place => x.Shape[place])], ceil);
        if (window.Kernel.All(size => size == 1) && window.Strides.All(stride => stride == 1) && !isPadded)
            return x;
        if (!isMaximum && window.Dilations.Any(dilation => dilation > 1))
            return Dilated(builder, x, window, rest, isPadded && !counts, ceil, node);
        if (Enumerable.Range(0, window.Rank).Any(axis => Math.Max(window.Before[axis], window.After[axis]) > window.Extent(axis) / 2))
            return Padded(builder, x, window, rest, result, !counts, node);

        // A dimension that the window does not work over is one of the positions of a signal.
        Layer source = builder.ArrangeChannels(x, x.PartsOf(1), [.. rest.Select(place => x.PartsOf(place))]);
        int[] shape = source.IsSequence ? [result[0], channels] : [channels, .. result];
        string kind = (isMaximum ? "MaxPool" : "AvgPool") + (window.Rank == 1 ? "1D" : "2D");
        Layer layer = builder.Add(kind, [source], shape, node, source.IsSequence);
        window.Write(layer, isPool: true);
        if (ceil && !result.AsSpan().SequenceEqual(window.Outputs([.. rest.Select(place => x.Shape[place])], ceil: false)))
            layer.Named.Add(("CeilMode", "true"));
        if (!isMaximum && isPadded && !counts)
            layer.Named.Add(("CountIncludePad", "false"));
        return builder.FromChannels(x, layer, 1, channels, rest, result);
    }

    // Layers pad by half a window at most. A largest value stays the same when the edge is repeated instead, which every window that
    // reaches beyond it holds.
    private Value Padded(LayerBuilder builder, Value x, Window window, int[] rest, int[] result, bool countsLess, NetworkNode node)
    {
        if (!isMaximum)
            return Separately(builder, x, window, rest, node, countsLess, result);
        for (int axis = 0; axis < window.Rank; axis++)
        {
            int size = x.Shape[rest[axis]],
                before = window.Before[axis],
                last = ((result[axis] - 1) * window.Strides[axis]) + window.Extent(axis);
            if (before == 0 && last <= size)
                continue;
            if (window.Dilations[axis] > 1)
                throw new Refusal("its padding is more than half of a window with gaps", "put a Pad before it");
            int[] places = [.. Enumerable.Range(-before, last).Select(place => Math.Clamp(place, 0, size - 1))];
            x = builder.MultiplyFixed(x, rest[axis], builder.Selection(size, places), node, "padding by more than half a window");
        }

        var inside = window with { Before = new int[window.Rank], After = new int[window.Rank], IsSame = false };
        return Of(builder, x, inside, rest, node);
    }

    private static Value Dilated(LayerBuilder builder, Value x, Window window, int[] rest, bool countsLess, bool ceil, NetworkNode node)
    {
        int[] sizes = [.. rest.Select(place => x.Shape[place])];
        if (countsLess || (ceil && !window.Outputs(sizes, true).AsSpan().SequenceEqual(window.Outputs(sizes, false))))
            return Separately(builder, x, window, rest, node, countsLess, window.Outputs(sizes, ceil));
        if (window.Rank != 2)
            return Separately(builder, x, window, rest, node, countsLess, window.Outputs(sizes, ceil));
        int channels = x.Shape[1],
            taps = Shapes.Size(window.Kernel);
        var weight = Tensor.Of([channels, 1, .. window.Kernel], [.. Enumerable.Repeat(1f / taps, channels * taps)]);
        Value y = Convolution.Of(builder, x, weight, null, channels, window, node);
        y.Layer.Named.Add(("Trainable", "false"));
        builder.Remarks.Add("a mean over a window with gaps is a convolution with fixed weights (Trainable = false)");
        return y;
    }

    // A mean over a box is one along each of its edges.
    private static Value Separately(
        LayerBuilder builder,
        Value x,
        Window window,
        int[] rest,
        NetworkNode node,
        bool countsLess,
        int[] result
    )
    {
        for (int axis = 0; axis < window.Rank; axis++)
        {
            int size = x.Shape[rest[axis]];
            double[,] matrix = new double[result[axis], size];
            for (int output = 0; output < result[axis]; output++)
            {
                int start = (output * window.Strides[axis]) - window.Before[axis];
                int[] inside =
                [
                    .. Enumerable
                        .Range(0, window.Kernel[axis])
                        .Select(tap => start + (tap * window.Dilations[axis]))
                        .Where(place => place >= 0 && place < size),
                ];
                int counted = countsLess
                    ? inside.Length
                    : Enumerable
                        .Range(0, window.Kernel[axis])
                        .Count(tap => start + (tap * window.Dilations[axis]) < size + window.After[axis]);
                foreach (int place in inside)
                    matrix[output, place] = 1.0 / counted;
            }

            x = builder.MultiplyFixed(x, rest[axis], matrix, node, "a mean over a window with gaps");
        }

        return x;
    }
}

/// <summary>The largest value or the mean of all positions.</summary>
/// <param name="isMaximum">Whether it is the largest value.</param>
internal sealed class GlobalPool(bool isMaximum) : Operator(isMaximum ? "GlobalMaxPool" : "GlobalAveragePool")
{
    public override string ImportedAs => isMaximum ? "`[GlobalMaxPool]`" : "`[GlobalAvgPool]`";

    public override IReadOnlyList<int[]> ShapesOf(NetworkNode node, IReadOnlyList<int[]> shapes, IReadOnlyList<Tensor?> constants) =>
        [
            [.. shapes[0].Select((size, axis) => axis < 2 ? size : 1)],
        ];

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        Value x = operands.Value(0);
        int[] axes = [.. Enumerable.Range(2, x.Rank - 2)];
        return [builder.Reduce(isMaximum ? "MaxOver" : "MeanOver", x, axes, keeps: true, node)];
    }
}
