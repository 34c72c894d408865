using ModelCompiler.Generator.Graph;

namespace ModelCompiler.Generator.Tests.Graph;

/// <summary>Derived gradients of what attention consists of, against central differences of the same graph.</summary>
public sealed class AttentionDifferentiationTests
{
    [Theory]
    [InlineData(1, 1, null, null)]
    [InlineData(2, 2, null, null)]
    [InlineData(2, 1, null, null)]
    [InlineData(4, 2, KeyBand.All, 0)]
    [InlineData(2, 2, KeyBand.All, 0)]
    [InlineData(2, 2, -1, 0)]
    [InlineData(2, 1, -1, 1)]
    [InlineData(2, 2, KeyBand.All, -2)]
    public void Heads_that_see_a_band_of_keys(int heads, int keyValueHeads, int? first, int? last)
    {
        KeyBand? band = first is { } from ? new KeyBand(from, last!.Value) : null;
        var sizes = new HeadSizes(heads, keyValueHeads, 2);
        GraphBuilder graph = Sequence(4, (heads + (2 * keyValueHeads)) * 2, out int x);
        int queries = graph.Channels("q", x, 0, heads * 2),
            keys = graph.Channels("k", x, heads * 2, keyValueHeads * 2),
            values = graph.Channels("v", x, (heads + keyValueHeads) * 2, keyValueHeads * 2);
        int weights = graph.KeySoftmax("w", graph.Scores("s", queries, keys, sizes, band), band, lengths: -1);
        IReadOnlyDictionary<int, int> gradients = DifferentiationTests.Check(
            graph,
            x,
            graph.Weighted("h", weights, values, graph.ShapeOf(queries), sizes, band)
        );

        // Queries, keys and values are all of it.
        Assert.IsType<ConcatNode>(graph.Nodes[gradients[x]]);
    }

    [Fact]
    public void Fewer_queries_than_keys()
    {
        GraphBuilder graph = Sequence(5, 4, out int keys);
        int queries = graph.Slice("q", keys, 0, 0, 3);
        var band = new KeyBand(KeyBand.All, 2);
        var sizes = new HeadSizes(2, 2, 2);
        int weights = graph.KeySoftmax("w", graph.Scores("s", queries, keys, sizes, band), band, lengths: -1);
        DifferentiationTests.Check(graph, keys, graph.Weighted("h", weights, keys, graph.ShapeOf(queries), sizes, band));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Rotary_positions(bool isInterleaved)
    {
        GraphBuilder graph = Sequence(3, 8, out int x);
        DifferentiationTests.Check(graph, x, graph.Rotary("r", x, 4, 100, isInterleaved));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 2)]
    [InlineData(0, 2)]
    public void Some_channels_of_each_step(int start, int count)
    {
        GraphBuilder graph = Sequence(3, 3, out int x);
        int some = graph.Channels("c", x, start, count);
        DifferentiationTests.Check(graph, x, graph.Contract("m", some, "nrk", some, "nck", "nrc"));
    }

    private static GraphBuilder Sequence(int steps, int features, out int input)
    {
        var graph = new GraphBuilder();
        input = graph.Add(new InputNode(TensorShape.Sequence(steps, features)));
        return graph;
    }
}
