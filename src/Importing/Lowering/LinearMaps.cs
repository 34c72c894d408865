using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Lowering;

/// <summary>Layers that multiply by a constant matrix: along one axis, whatever the others are.</summary>
internal static class LinearMaps
{
    /// <summary>
    /// Multiplies the values along an axis by a matrix: a dense layer of all values or of the features of each step, or a convolution with
    /// a window of one position.
    /// </summary>
    /// <param name="builder">Takes the layers.</param>
    /// <param name="x">The value.</param>
    /// <param name="axis">The axis, which the outputs take the place of.</param>
    /// <param name="weight">[outputs, inputs].</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="bias">One for each output, or null.</param>
    /// <param name="node">The node, for the name.</param>
    public static Value Multiply(this LayerBuilder builder, Value x, int axis, float[] weight, int outputs, float[]? bias, NetworkNode node)
    {
        if (x.MixesSamples(axis))
            throw new Refusal("it works over the batch", "every sample must be computed by itself");
        int[] inputs = x.PartsOf(axis),
            positions = x.PartsOf(Enumerable.Range(0, x.Rank).Where(place => place != axis));
        int count = Shapes.Size(inputs.Select(x.SizeOf)),
            others = Shapes.Size(positions.Select(x.SizeOf));
        bool isFlat = others == 1;
        int[] natural = [.. inputs.Order()];
        if (isFlat)
            weight = InOrder(weight, outputs, [.. inputs.Select(x.SizeOf)], [.. natural.Select(part => Array.IndexOf(inputs, part))]);
        Layer source = isFlat ? builder.Flat(x, [.. positions.Concat(natural).Order()]) : builder.ArrangeChannels(x, inputs, positions);
        bool isSequence = source.IsSequence && !isFlat;
        int[] shape =
            isFlat ? [outputs]
            : isSequence ? [others, outputs]
            : [outputs, others];
        bool isDense = isFlat || isSequence;
        Layer layer = builder.Add(isDense ? "Dense" : "Conv1D", [source], shape, node, isSequence, takesActivation: true);
        layer.Arguments.Add(LayerBuilder.Text(outputs));
        if (!isDense)
            layer.Arguments.Add("1");
        layer.Set(new Parameter("weight", isDense ? [outputs, count] : [outputs, count, 1], weight));
        if (bias is null)
            layer.Named.Add(("Bias", "false"));
        else
            layer.Set(new Parameter("bias", [outputs], bias));
        return Result(x, axis, layer, positions, isFlat, isSequence);
    }

    /// <summary>The same with weights that belong to no layer of the network: how an axis is resized, say.</summary>
    public static Value MultiplyFixed(this LayerBuilder builder, Value x, int axis, double[,] matrix, NetworkNode node, string what)
    {
        int outputs = matrix.GetLength(0);
        Shapes.CheckComputed(matrix.LongLength, 0, what);
        float[] weight = [.. matrix.Cast<double>().Select(value => (float)value)];
        Value y = builder.Multiply(x, axis, weight, outputs, null, node);
        y.Layer.Named.Add(("Trainable", "false"));
        builder.Remarks.Add($"{what} is a layer of fixed weights (Trainable = false)");
        return y;
    }

    /// <summary>All values of a sample in one row; a layer that is dense takes any shape as flat.</summary>
    public static Layer Flat(this LayerBuilder builder, Value x, int[] parts)
    {
        int[] order = [.. parts.Where(part => x.Parts[part] != 1)];
        bool isNatural = order.SequenceEqual(Enumerable.Range(0, x.Parts.Length).Where(part => x.Parts[part] != 1));
        return isNatural && !x.Layer.IsSequence ? x.Layer : builder.Arrange(x, parts);
    }

    // Values that lie in another order, as those of an image that was flattened with the channels last, are read by columns in that order.
    private static float[] InOrder(float[] weight, int outputs, int[] sizes, int[] order)
    {
        if (order.SequenceEqual(Enumerable.Range(0, order.Length)))
            return weight;
        Func<int, int> place = Shapes.Reordered(sizes, order);
        int columns = Shapes.Size(sizes);
        float[] moved = new float[weight.Length];
        for (int column = 0; column < columns; column++)
        {
            int source = place(column);
            for (int row = 0; row < outputs; row++)
                moved[(row * columns) + column] = weight[(row * columns) + source];
        }

        return moved;
    }

    // The parts of the positions stay as they were, those of the axis become one.
    private static Value Result(Value x, int axis, Layer layer, int[] positions, bool isFlat, bool isSequence)
    {
        if (isFlat)
            return Value.Of(
                layer,
                [.. x.Axes.Select((parts, place) => place == axis ? [.. Batches(parts), 0] : Batches(parts))],
                x.Samples
            );
        int[] sizes = [.. positions.Select(x.SizeOf)];
        int first = isSequence ? 0 : 1,
            channel = isSequence ? sizes.Length : 0;
        int[] split = isSequence ? [.. sizes, layer.Shape[1]] : [layer.Shape[0], .. sizes];
        int[][] axes =
        [
            .. x.Axes.Select(
                (parts, place) =>
                    place == axis
                        ? [.. Batches(parts), channel]
                        : parts.Select(part => part == Value.Batch ? Value.Batch : first + Array.IndexOf(positions, part)).ToArray()
            ),
        ];
        return new Value(layer, split, axes, x.Samples);
    }

    private static int[] Batches(int[] parts) => [.. parts.Where(part => part == Value.Batch)];
}
