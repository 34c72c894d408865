using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Lowering;

/// <summary>Values with others around them, and tables.</summary>
internal static class Surroundings
{
    /// <summary>A value with constants before and after it along an axis.</summary>
    public static Value Surround(this LayerBuilder builder, Value x, int axis, Tensor[] before, Tensor[] after, NetworkNode node)
    {
        int first = before.Sum(tensor => tensor.Shape[axis]),
            last = after.Sum(tensor => tensor.Shape[axis]),
            size = x.Shape[axis];
        int[] shape = [.. x.Shape.Select((count, place) => place == axis ? count + first + last : count)];
        double[] summand = new double[Shapes.Size(shape)];
        int start = 0;
        foreach (Tensor? part in before.Append(null).Concat(after))
        {
            if (part is not null)
                Place(part, summand, shape, axis, start);
            start += part?.Shape[axis] ?? size;
        }

        Value padded = builder.Pad(x, axis, first, last, node);
        Value y = builder.Scale(padded, null, Tensor.Of(shape, summand, ElementKind.Float), node);
        if (y.Layer != padded.Layer && !y.Layer.IsFrozen)
            y.Layer.Named.Add(("Trainable", "false"));
        return y;
    }

    /// <summary>A value with zeros before and after it along an axis.</summary>
    public static Value Pad(this LayerBuilder builder, Value x, int axis, int first, int last, NetworkNode node)
    {
        if (first < 0 || last < 0)
        {
            int start = Math.Max(0, -first),
                count = x.Shape[axis] - start - Math.Max(0, -last);
            if (count < 1)
                throw new Refusal("it cuts off everything", "the file is not valid");
            x = builder.Slice(x, axis, start, count, 1, node);
            (first, last) = (Math.Max(0, first), Math.Max(0, last));
        }

        if (first == 0 && last == 0)
            return x;
        if (x.MixesSamples(axis) || x.IsBatch(axis))
            throw new Refusal("it adds samples", "the batch must stay as it is");
        int[] rest = [.. x.SampleAxes.Where(place => place != axis)];
        Layer source = builder.Arrange(x, x.PartsOf(rest), x.PartsOf(axis));
        if (source.IsSequence)
            source = builder.Arrange(x, x.PartsOf(rest), x.PartsOf(axis), []);
        bool isImage = source.Shape.Length == 3;
        int size = x.Shape[axis] + first + last;
        Layer layer = builder.Add("ZeroPad", [source], isImage ? [source.Shape[0], size, 1] : [source.Shape[0], size], node);
        if (first > 0)
            layer.Named.Add((isImage ? "PaddingTop" : "PaddingBefore", LayerBuilder.Text(first)));
        if (last > 0)
            layer.Named.Add((isImage ? "PaddingBottom" : "PaddingAfter", LayerBuilder.Text(last)));
        int[] sizes = [.. rest.Select(place => x.Shape[place])];
        int[][] axes =
        [
            .. x.Axes.Select(
                (parts, place) =>
                    place == axis ? [sizes.Length]
                    : Array.IndexOf(rest, place) is >= 0 and var index ? [.. parts.Where(part => part == Value.Batch), index]
                    : parts.Where(part => part == Value.Batch).ToArray()
            ),
        ];
        return new Value(layer, [.. sizes, size], axes, x.Samples);
    }

    /// <summary>A matrix that takes values of an axis.</summary>
    public static double[,] Selection(this LayerBuilder _, int size, int[] places)
    {
        double[,] matrix = new double[places.Length, size];
        for (int output = 0; output < places.Length; output++)
        {
            if (places[output] < 0 || places[output] >= size)
                throw new Refusal("it names a place beyond the axis", "the file is not valid");
            matrix[output, places[output]] = 1;
        }

        return matrix;
    }

    /// <summary>Whether a value is the numbers of tokens that the model reads.</summary>
    public static bool IsTokens(this LayerBuilder _, Value x) => x.Layer.Kind == Layer.ModelInput && x.Layer.Arguments.Count > 0;

    /// <summary>The rows of a table for tokens.</summary>
    public static Value Embedding(this LayerBuilder builder, Value tokens, Tensor table, int axis, NetworkNode node)
    {
        if (!builder.IsTokens(tokens))
            throw new Refusal(
                "it looks values up in a table",
                "only whole numbers that are the input of the network can be looked up; cut the network after it"
            );
        if (axis != 0 || table.Shape.Length != 2)
            throw new Refusal($"its table has the shape {Shapes.Text(table.Shape)}", "a table has a row for each token");
        if (tokens.Layer.Arguments.Count > 1 && tokens.Layer.Arguments[1] != LayerBuilder.Text(table.Shape[0]))
            throw new Refusal("the tokens are looked up in tables of different sizes", "a model has one vocabulary");
        if (tokens.Layer.Arguments.Count == 1)
            tokens.Layer.Arguments.Add(LayerBuilder.Text(table.Shape[0]));
        int steps = Shapes.Size(tokens.Parts),
            size = table.Shape[1];
        Layer layer = builder.Add("Embedding", [tokens.Layer], [steps, size], node, isSequence: true);
        layer.Arguments.Add(LayerBuilder.Text(size));
        layer.Set(new Parameter("weight", table.Shape, table.Floats()));
        return new Value(layer, [.. tokens.Parts, size], [.. tokens.Axes, [tokens.Parts.Length]], tokens.Samples);
    }

    private static void Place(Tensor part, double[] all, int[] shape, int axis, int start)
    {
        int inner = Shapes.Size(shape.Skip(axis + 1)),
            each = part.Shape[axis] * inner;
        for (int index = 0; index < part.Count; index++)
            all[(index / each * shape[axis] * inner) + (start * inner) + (index % each)] = part[index];
    }
}
