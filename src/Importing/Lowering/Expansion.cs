using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Lowering;

/// <summary>Repeats values along axes where they have one element.</summary>
internal static class Expansion
{
    /// <summary>The value in a larger shape, or itself when it has the shape.</summary>
    public static Value Expand(this LayerBuilder builder, Value x, int[] shape, NetworkNode node)
    {
        if (shape.Length > x.Rank)
            x = new Value(x.Layer, x.Parts, [.. Enumerable.Repeat(Array.Empty<int>(), shape.Length - x.Rank), .. x.Axes], x.Samples);
        int[] old = x.Shape;
        if (old.AsSpan().SequenceEqual(shape))
            return x;
        if (!x.HasBatch && x.Samples > 1)
            throw new Refusal("it repeats a value for each sample", "a value must depend on the input");
        int[] grown = [.. Enumerable.Range(0, shape.Length).Where(place => old[place] != shape[place])];
        if (x.Samples > 1 && Array.Exists(grown, x.IsBatch))
            throw new Refusal("it repeats samples", "the batch must stay as it is");
        int[] parts = [.. Enumerable.Range(0, x.Parts.Length)];
        int count = Shapes.Size(x.Parts),
            times = Shapes.Size(grown.Select(place => shape[place]));
        Layer signal = builder.Arrange(x, parts, []);
        Layer layer = builder.Add("Upsample", [signal], [count, times], node);
        layer.Named.Add(("Length", LayerBuilder.Text(times)));
        int[] all = [.. x.Parts, .. grown.Select(place => shape[place])];
        int next = x.Parts.Length;
        int[][] axes =
        [
            .. x.Axes.Select((axis, place) => Array.IndexOf(grown, place) is >= 0 and var index ? [.. axis, next + index] : axis),
        ];
        return new Value(layer, all, axes, x.Samples);
    }
}
