namespace ModelCompiler.Generator.Graph;

/// <summary>The primitives of attention, for layers to say what they compute with; each returns the new node's position.</summary>
internal static class AttentionOperations
{
    /// <summary>What the keys of each head say to each query: <c>[heads, queries, keys]</c>.</summary>
    public static int Scores(this GraphBuilder graph, string layer, int queries, int keys, HeadSizes sizes, KeyBand? band)
    {
        // A stream keeps its keys side by side.
        bool isTurned = graph.Context > 0;
        keys = graph.OfAllSteps(layer + ".keys", keys, isTurned);
        int steps = graph.ShapeOf(keys).Extent(isTurned ? Axis.Channel : Axis.Step);
        return graph.Add(
            new ContractionNode(
                layer + ".scores",
                new(new([sizes.Heads, graph.ShapeOf(queries).Extent(Axis.Step), steps]), new([Axis.Head, Axis.Step, Axis.Channel])),
                true,
                sizes.IsGrouped ? "nqgrd" : "nqhd",
                (sizes.IsGrouped, isTurned) switch
                {
                    (true, true) => "ngdk",
                    (true, false) => "nkgd",
                    (false, true) => "nhdk",
                    (false, false) => "nkhd",
                },
                sizes.IsGrouped ? "ngrqk" : "nhqk",
                GraphBuilder.Operands(queries, keys)
            )
            {
                Extents = Extents(graph, queries, steps, sizes),
                Band = band,
            }
        );
    }

    /// <summary>The values of each head, by the weights of the keys: <c>[queries, heads of channels]</c>.</summary>
    public static int Weighted(
        this GraphBuilder graph,
        string layer,
        int weights,
        int values,
        TensorShape result,
        HeadSizes sizes,
        KeyBand? band
    )
    {
        values = graph.OfAllSteps(layer + ".values", values, isTurned: false);
        return graph.Add(
            new ContractionNode(
                layer + ".heads",
                result,
                true,
                sizes.IsGrouped ? "ngrqk" : "nhqk",
                sizes.IsGrouped ? "nkgd" : "nkhd",
                sizes.IsGrouped ? "nqgrd" : "nqhd",
                GraphBuilder.Operands(weights, values)
            )
            {
                Extents = Extents(graph, weights, graph.ShapeOf(values).Extent(Axis.Step), sizes),
                Band = band,
            }
        );
    }

    /// <summary>The softmax of each query over the keys that it sees, as far as those count.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="scores">The scores.</param>
    /// <param name="band">The keys that each query sees; null for all.</param>
    /// <param name="lengths">How many keys of each sample count; -1 for all.</param>
    public static int KeySoftmax(this GraphBuilder graph, string layer, int scores, KeyBand? band, int lengths) =>
        graph.Add(
            new SoftmaxNode(
                layer + ".weights",
                graph.ShapeOf(scores),
                Axis.Channel,
                lengths < 0 ? GraphBuilder.Operands(scores) : GraphBuilder.Operands(scores, lengths)
            )
            {
                Band = lengths < 0 ? band : band ?? KeyBand.Everything,
            }
        );

    private static EquatableArray<IndexExtent> Extents(GraphBuilder graph, int queries, int keys, HeadSizes sizes)
    {
        IndexExtent q = new(ContractionNode.Query, graph.ShapeOf(queries).Extent(Axis.Step)),
            k = new(ContractionNode.Key, keys),
            d = new('d', sizes.Size);
        return sizes.IsGrouped
            ? new([q, k, d, new IndexExtent('g', sizes.KeyValueHeads), new IndexExtent('r', sizes.Heads / sizes.KeyValueHeads)])
            : new([q, k, d, new IndexExtent('h', sizes.Heads)]);
    }
}

/// <summary>How the channels of a step are shared by heads, which lie side by side.</summary>
/// <param name="Heads">The heads of queries.</param>
/// <param name="KeyValueHeads">The heads of keys and values, each for several neighbouring ones of the queries.</param>
/// <param name="Size">The channels of a head.</param>
internal readonly record struct HeadSizes(int Heads, int KeyValueHeads, int Size)
{
    /// <summary>Whether several heads share their keys and values.</summary>
    public bool IsGrouped => KeyValueHeads != Heads;
}
