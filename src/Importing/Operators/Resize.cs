using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

/// <summary>Images and signals in other sizes.</summary>
/// <param name="name">The operator's name.</param>
internal sealed class Resize(string name) : Operator(name)
{
    public override string ImportedAs =>
        "`[Upsample]` where it computes the same; all other modes, cubic ones too, as a layer of fixed weights for each axis";

    public override string Refused => "over the batch, and with a region of interest";

    public override IReadOnlyList<int[]> ShapesOf(NetworkNode node, IReadOnlyList<int[]> shapes, IReadOnlyList<Tensor?> constants)
    {
        (int[] sizes, _) = Sizes(node, shapes[0], constants);
        return [sizes];
    }

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        Value x = operands.Value(0);
        Tensor?[] constants = [.. Enumerable.Range(0, operands.Count).Select(operands.ConstantAt)];
        (int[] sizes, double[] scales) = Sizes(node, x.Shape, constants);
        var rule = ResizeRule.Of(node);
        int[] changed = [.. Enumerable.Range(0, x.Rank).Where(axis => sizes[axis] != x.Shape[axis] || scales[axis] != 1)];
        if (Array.Exists(changed, axis => x.IsBatch(axis) || x.MixesSamples(axis)))
            throw new Refusal("it resizes the batch", "the batch must stay as it is");
        double[][,] matrices = [.. changed.Select(axis => rule.Matrix(x.Shape[axis], sizes[axis], scales[axis]))];
        if (Upsampled(builder, x, sizes, changed, matrices, node) is { } layer)
            return [layer];
        for (int index = 0; index < changed.Length; index++)
            x = builder.MultiplyFixed(x, changed[index], matrices[index], node, $"a resize of mode '{rule.Mode}' ({rule.Coordinates})");
        return [x];
    }

    // [Upsample] where its weights are those of the file.
    private static Value? Upsampled(LayerBuilder builder, Value x, int[] sizes, int[] changed, double[][,] matrices, NetworkNode node)
    {
        if (x.Rank is not (3 or 4) || !x.IsBatch(0) || changed.Contains(1) || changed.Length == 0)
            return null;
        foreach ((string interpolation, bool aligns) in new[] { ("Nearest", false), ("Linear", false), ("Linear", true) })
        {
            if (!Enumerable.Range(0, changed.Length).All(index => Fits(matrices[index], interpolation, aligns)))
                continue;
            int[] rest = [.. Enumerable.Range(2, x.Rank - 2)];
            Layer source = builder.ArrangeChannels(x, x.PartsOf(1), [.. rest.Select(place => x.PartsOf(place))]);
            int[] result = [.. rest.Select(axis => sizes[axis])];
            int[] shape = source.IsSequence ? [result[0], x.Shape[1]] : [x.Shape[1], .. result];
            Layer layer = builder.Add("Upsample", [source], shape, node, source.IsSequence);
            Write(layer, [.. rest.Select(axis => x.Shape[axis])], result, interpolation, aligns);
            return builder.FromChannels(x, layer, 1, x.Shape[1], rest, result);
        }

        return null;
    }

    private static void Write(Layer layer, int[] sizes, int[] result, string interpolation, bool aligns)
    {
        bool isSignal = sizes.Length == 1,
            isWhole = Enumerable.Range(0, sizes.Length).All(axis => result[axis] % sizes[axis] == 0);
        int[] scales = [.. sizes.Select((size, axis) => result[axis] / size)];
        if (isWhole)
            layer.Arguments.AddRange(scales.Distinct().Count() == 1 ? [LayerBuilder.Text(scales[0])] : scales.Select(LayerBuilder.Text));
        if (interpolation != "Nearest")
            layer.Arguments.Add(isSignal ? "Interpolation.Linear" : "Interpolation.Bilinear");
        if (!isWhole)
            for (int axis = 0; axis < result.Length; axis++)
                layer.Named.Add(
                    (
                        isSignal ? "Length"
                        : axis == 0 ? "Height"
                        : "Width",
                        LayerBuilder.Text(result[axis])
                    )
                );
        if (aligns)
            layer.Named.Add(("AlignCorners", "true"));
    }

    private static bool Fits(double[,] matrix, string interpolation, bool aligns)
    {
        int outputs = matrix.GetLength(0),
            inputs = matrix.GetLength(1);
        for (int output = 0; output < outputs; output++)
        {
            double place =
                interpolation == "Nearest" ? (long)output * inputs / outputs
                : aligns ? (outputs == 1 ? 0 : output * (inputs - 1.0) / (outputs - 1))
                : Math.Clamp(((output + 0.5) * inputs / outputs) - 0.5, 0, inputs - 1);
            int first = Math.Min((int)place, inputs - 1);
            for (int input = 0; input < inputs; input++)
            {
                double weight =
                    input == first ? 1 - (place - first)
                    : input == first + 1 ? place - first
                    : 0;
                if (Math.Abs(matrix[output, input] - weight) > 1e-6)
                    return false;
            }
        }

        return true;
    }

    private static (int[] Sizes, double[] Scales) Sizes(NetworkNode node, int[] shape, IReadOnlyList<Tensor?> constants)
    {
        bool isOld = node.Operator == "Upsample" || node.Version < 11;
        int rank = shape.Length;
        int[] axes = node.Integers("axes") is { } given
            ? [.. given.Select(axis => Shapes.Axis(axis, rank))]
            : [.. Enumerable.Range(0, rank)];
        int[] sizes = [.. shape];
        double[] scales = [.. Enumerable.Repeat(1.0, rank)];
        int scaleInput = isOld ? 1 : 2;
        if (!isOld && node.HasInput(3))
        {
            long[] wanted = Wanted(node, constants, 3, "sizes").Integers();
            return ResizeRule.Fitted(node.Text("keep_aspect_ratio_policy", "stretch"), shape, axes, wanted);
        }

        double[] factors =
            node.HasInput(scaleInput) ? [.. Wanted(node, constants, scaleInput, "scales").Floats().Select(value => (double)value)]
            : node.Attributes.TryGetValue("scales", out var attribute) ? [.. attribute.Numbers.Select(value => (double)value)]
            : throw new Refusal("it has neither scales nor sizes", "the file is not valid");
        for (int index = 0; index < axes.Length; index++)
        {
            scales[axes[index]] = factors[index];
            sizes[axes[index]] = (int)Math.Floor(shape[axes[index]] * factors[index]);
        }

        return (sizes, scales);
    }
}
