using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

/// <summary>Transposed convolutions of images, and of signals as images of one line.</summary>
internal sealed class TransposedConvolution() : Operator("ConvTranspose")
{
    public override string ImportedAs => "`[ConvTranspose2D]`; of a signal that of an image of one line";

    public override string Refused => "of volumes";

    public override IReadOnlyList<int[]> ShapesOf(NetworkNode node, IReadOnlyList<int[]> shapes, IReadOnlyList<Tensor?> constants)
    {
        int[] x = shapes[0],
            weight = shapes[1];
        if (x.Length < 3 || weight.Length != x.Length)
            throw new Refusal($"{Shapes.Text(x)} and {Shapes.Text(weight)} do not go together", "the file is not valid");
        (_, int[] result, _) = WindowOf(node, x, weight);
        return
        [
            [x[0], weight[1] * (int)node.Integer("group", 1), .. result],
        ];
    }

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        Value x = operands.Value(0);
        Tensor weight = operands.Constant(1, "weight");
        (Window window, int[] result, int[] more) = WindowOf(node, x.Shape, weight.Shape);
        if (window.Rank > 2)
            throw new Refusal("it is of volumes", "layers work on signals and images");
        if (Enumerable.Range(1, window.Rank + 1).Any(x.MixesSamples))
            throw new Refusal("it works over the batch", "the batch must be the first axis");
        int[] rest = [.. Enumerable.Range(2, window.Rank)];
        int[][] positions = [.. rest.Select(place => x.PartsOf(place))];
        bool isSignal = window.Rank == 1;
        Layer source = builder.Arrange(x, isSignal ? [x.PartsOf(1), [], positions[0]] : [x.PartsOf(1), .. positions]);
        int groups = (int)node.Integer("group", 1),
            outputs = weight.Shape[1] * groups;
        int[] shape = [outputs, .. isSignal ? [1] : Array.Empty<int>(), .. result];
        Layer layer = builder.Add("ConvTranspose2D", [source], shape, node, takesActivation: true);
        layer.Arguments.Add(LayerBuilder.Text(outputs));
        Window wide = isSignal ? Widened(window) : window;
        Check(wide);
        wide.Write(layer, isPool: false);
        WriteMore(layer, isSignal ? [0, .. more] : more);
        if (groups > 1)
            layer.Named.Add(("Groups", LayerBuilder.Text(groups)));
        layer.Set(new Parameter("weight", [.. weight.Shape[..2], .. wide.Kernel], weight.Floats()));
        if (node.HasInput(2))
            layer.Set(new Parameter("bias", [outputs], operands.Constant(2, "bias").Floats()));
        else
            layer.Named.Add(("Bias", "false"));
        return [builder.FromChannels(x, layer, 1, outputs, rest, result)];
    }

    private static Window Widened(Window window) =>
        new([1, .. window.Kernel], [1, .. window.Strides], [1, .. window.Dilations], [0, .. window.Before], [0, .. window.After], false);

    private static void Check(Window window)
    {
        if (window.Before.Concat(window.After).Any(padding => padding < 0))
            throw new Refusal("it adds zeros around its output (pads below 0)", "put a Pad after it, or use output_padding");
    }

    private static void WriteMore(Layer layer, int[] more)
    {
        if (more.Distinct().Count() == 1 && more[0] > 0)
            layer.Named.Add(("OutputPadding", LayerBuilder.Text(more[0])));
        else if (more.Any(size => size > 0))
        {
            if (more[0] > 0)
                layer.Named.Add(("OutputPaddingHeight", LayerBuilder.Text(more[0])));
            if (more[1] > 0)
                layer.Named.Add(("OutputPaddingWidth", LayerBuilder.Text(more[1])));
        }
    }

    // A given output shape comes before pads: what there is too much is cut off, what there is too little is added at the end.
    private static (Window Window, int[] Result, int[] More) WindowOf(NetworkNode node, int[] x, int[] weight)
    {
        int[] sizes = x[2..];
        int rank = sizes.Length;
        var window = Window.Of(node, sizes, weight[2..]);
        int[] more = node.Integers("output_padding") ?? new int[rank];
        string automatic = node.Text("auto_pad", "NOTSET");
        int[]? wanted =
            node.Integers("output_shape") is { } given ? given[^rank..]
            : automatic.StartsWith("SAME", StringComparison.Ordinal) ? [.. sizes.Select((size, axis) => size * window.Strides[axis])]
            : null;
        int[] before = [.. window.Before],
            after = [.. window.After],
            result = new int[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            int full = (window.Strides[axis] * (sizes[axis] - 1)) + more[axis] + window.Extent(axis);
            if (wanted is not null)
            {
                int total = full - wanted[axis];
                if (total < 0)
                    (more[axis], total) = (more[axis] - total, 0);
                int less = total / 2;
                (before[axis], after[axis]) = automatic == "SAME_UPPER" ? (less, total - less) : (total - less, less);
                result[axis] = wanted[axis];
            }
            else
            {
                result[axis] = full - before[axis] - after[axis];
            }
        }

        return (window with { Before = before, After = after, IsSame = false }, result, more);
    }
}
