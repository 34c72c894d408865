using ModelCompiler.Generator.Graph;

namespace ModelCompiler.Generator.Tests.Graph;

/// <summary>Derived gradients of tables that tokens are looked up in, and of losses of classes, against central differences.</summary>
public sealed class TokenDifferentiationTests
{
    private const int Steps = 5,
        Vocabulary = 7,
        Size = 3;

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void Rows_of_a_table(int padding)
    {
        GraphBuilder graph = Tokens(out int tokens, out int table);
        IReadOnlyDictionary<int, int> gradients = DifferentiationTests.Check(
            graph,
            tokens,
            graph.Activation("a", graph.Gather("e", tokens, table, -1), "Tanh", null)
        );
        Assert.DoesNotContain(tokens, gradients.Keys);
        if (padding < 0)
            return;
        GatherNode gather = Assert.IsType<GatherNode>(graph.Nodes[graph.Gather("e", tokens, table, padding)]);
        Assert.Equal(padding, gather.Padding);
    }

    [Fact]
    public void A_table_that_is_looked_up_and_multiplied_with()
    {
        GraphBuilder graph = Tokens(out int tokens, out int table);
        int rows = graph.Activation("a", graph.Gather("e", tokens, table, -1), "Tanh", null);
        int scores = graph.Convolution("out", rows, table, -1, Window.Point, groups: 1);
        IReadOnlyDictionary<int, int> gradients = DifferentiationTests.Check(graph, tokens, scores);
        Assert.IsType<GradientSumNode>(graph.Nodes[gradients[table]]);
    }

    [Fact]
    public void Sines_of_the_steps()
    {
        var graph = new GraphBuilder();
        int x = graph.Add(new InputNode(TensorShape.Sequence(Steps, Size)));
        int positions = graph.Add(new SinusoidNode("p", graph.ShapeOf(x), GraphBuilder.Operands(x)));
        DifferentiationTests.Check(graph, x, graph.Activation("a", positions, "Tanh", null));
    }

    [Fact]
    public void Classes_of_steps()
    {
        GraphBuilder graph = Tokens(out int tokens, out int table);
        int rows = graph.Gather("e", tokens, table, -1);
        DifferentiationTests.Check(graph, tokens, graph.Activation("a", rows, "Softmax", null), "SparseCategoricalCrossEntropy");
    }

    [Fact]
    public void Classes_of_samples()
    {
        var graph = new GraphBuilder();
        int x = graph.Add(new InputNode(TensorShape.Of(4)));
        DifferentiationTests.Check(graph, x, graph.Activation("a", x, "Softmax", null), "SparseCategoricalCrossEntropy");
    }

    [Fact]
    public void Classes_of_the_pixels_of_an_image()
    {
        var graph = new GraphBuilder();
        int x = graph.Add(new InputNode(TensorShape.Of(3, 2, 4)));
        DifferentiationTests.Check(graph, x, graph.Softmax("a", x, Axis.Channel), "SparseCategoricalCrossEntropy");
    }

    private static GraphBuilder Tokens(out int tokens, out int table)
    {
        var graph = new GraphBuilder();
        tokens = graph.Add(new InputNode(TensorShape.Tokens(Steps, Vocabulary)));
        table = graph.Table("e", "weight", TensorShape.Of(Vocabulary, Size), new("Zeros", 0, 1, 1));
        return graph;
    }
}
