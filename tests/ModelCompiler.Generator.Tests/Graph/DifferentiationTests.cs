using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Tests.Graph;

/// <summary>Derived gradients of graphs with branches, against central differences of the same graph.</summary>
public sealed class DifferentiationTests
{
    private const int Samples = 3;

    [Fact]
    public void A_value_that_is_read_twice_receives_the_sum_of_both_gradients()
    {
        var graph = new GraphBuilder();
        int x = graph.Add(new InputNode(TensorShape.Of(4)));
        int both = graph.Sum("twice", x, x);
        var sum = Assert.IsType<MapNode>(graph.Nodes[Check(graph, x, both)[x]]);
        Assert.Equal("a + b", sum.Value.ToString());
    }

    [Fact]
    public void A_residual_branch()
    {
        var graph = new GraphBuilder();
        int x = graph.Add(new InputNode(TensorShape.Of(3)));
        int start = Dense(graph, "start", x, 5, "Tanh");
        int branch = Dense(graph, "branch", Dense(graph, "inner", start, 5, "Gelu"), 5, "Linear");
        int joined = graph.Sum("joined", start, branch);
        Check(graph, x, Dense(graph, "end", joined, 2, "Sigmoid"));
    }

    [Fact]
    public void A_weight_that_two_layers_share()
    {
        var graph = new GraphBuilder();
        int x = graph.Add(new InputNode(TensorShape.Of(4)));
        int weight = Parameter(graph, "shared", "weight", 4, 4);
        int bias = Parameter(graph, "shared", "bias", 4);
        int first = graph.Activation("first", graph.Sum("first", graph.Product("first", x, weight), bias), "Swish", null);
        Check(graph, x, graph.Activation("second", graph.Sum("second", graph.Product("second", first, weight), bias), "Tanh", null));
    }

    [Fact]
    public void A_diamond_of_activations()
    {
        var graph = new GraphBuilder();
        int x = graph.Add(new InputNode(TensorShape.Of(6)));
        int sum = graph.Sum("joined", graph.Activation("left", x, "Softplus", null), graph.Activation("right", x, "Mish", null));
        Check(graph, x, graph.Sum("again", sum, x));
    }

    [Theory]
    [InlineData(1, 1, 0, 1, 1)]
    [InlineData(3, 2, 1, 1, 1)]
    [InlineData(2, 1, 1, 2, 2)]
    [InlineData(3, 1, 1, 1, 4)]
    public void A_convolution(int kernel, int stride, int padding, int dilation, int groups)
    {
        var axis = new WindowAxis(kernel, stride, dilation, padding, padding);
        var window = new Window(axis, axis with { After = padding + 1 });
        GraphBuilder graph = Image(4, 5, 6, out int x);
        int weight = Parameter(graph, "c", "weight", 4, 4 / groups, kernel, kernel),
            bias = Parameter(graph, "c", "bias", 4);
        Check(graph, x, graph.Convolution("c", x, weight, bias, window, groups));
    }

    [Theory]
    [InlineData(2, 2, 0, 1, 1)]
    [InlineData(3, 2, 1, 1, 2)]
    [InlineData(2, 1, 1, 2, 1)]
    public void A_transposed_convolution(int kernel, int stride, int padding, int dilation, int groups)
    {
        var axis = new WindowAxis(kernel, stride, dilation, padding, padding);
        GraphBuilder graph = Image(4, 3, 4, out int x);
        int weight = Parameter(graph, "c", "weight", 4, 6 / groups, kernel, kernel),
            bias = Parameter(graph, "c", "bias", 6);
        TensorShape output = TensorShape.Of(6, Extent(3), Extent(4));
        Check(graph, x, graph.TransposedConvolution("c", x, weight, bias, output, new Window(axis, axis), groups));

        int Extent(int input) => ((input - 1) * stride) - (2 * padding) + (dilation * (kernel - 1)) + 1;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_pool(bool isMaximum)
    {
        GraphBuilder graph = Image(2, 5, 6, out int x);
        var axis = new WindowAxis(3, 2, 1, 1, 1);
        Check(graph, x, graph.Pool("p", x, new Window(axis, axis with { Kernel = 2 }), isMaximum));
    }

    [Fact]
    public void Zeros_around_an_image()
    {
        GraphBuilder graph = Image(2, 3, 4, out int x);
        Check(graph, x, graph.Pad("p", x, new Margins(1, 0, 2, 1)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_normalisation_of_samples(bool isCentered)
    {
        GraphBuilder graph = Image(2, 3, 1, out int x);
        Check(graph, x, graph.Normalize("n", x, null, 1e-3, isCentered));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_works_on_the_channels_of_each_position(bool isSequence)
    {
        TensorShape shape = isSequence ? TensorShape.Sequence(3, 4) : TensorShape.Of(4, 3);
        foreach (
            Func<GraphBuilder, int, int> layer in new Func<GraphBuilder, int, int>[]
            {
                (graph, x) => graph.Softmax("s", x, Axis.Channel),
                (graph, x) => graph.LogSoftmax("s", x, Axis.Channel),
                (graph, x) => graph.LogSoftmax("s", x, null),
                (graph, x) => graph.Normalize("s", x, Axis.Channel, 1e-3, isCentered: true),
            }
        )
        {
            var graph = new GraphBuilder();
            int x = graph.Add(new InputNode(shape));
            Check(graph, x, layer(graph, x));
        }
    }

    [Fact]
    public void A_product_of_two_values()
    {
        var graph = new GraphBuilder();
        int x = graph.Add(new InputNode(TensorShape.Sequence(3, 4)));
        Check(graph, x, graph.Contract("m", x, "nrk", graph.Contract("w", x, "nki", x, "nkj", "nij"), "nkc", "nrc"));
    }

    [Fact]
    public void Views_and_their_sums()
    {
        GraphBuilder graph = Image(2, 3, 4, out int x);
        int repeated = graph.View("v", x, View.Of(2, 3, 1, 4).Permute(1, 0, 2, 3).Slice(3, 0, 2, 2), TensorShape.Of(3, 2, 2));
        Check(graph, x, graph.SumOver("s", repeated, 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Cumulative_sums(int axis)
    {
        GraphBuilder graph = Image(2, 3, 4, out int x);
        TensorShape shape = graph.ShapeOf(x);
        Check(graph, x, graph.Add(new CumulativeSumNode("s", shape, axis, IsReversed: false, GraphBuilder.Operands(x))));
    }

    [Fact]
    public void Weighted_sums_of_neighbours()
    {
        GraphBuilder graph = Image(2, 3, 5, out int x);
        Check(graph, x, graph.Resample("r", x, AxisMatrix.Linear(3, 7, alignCorners: true), AxisMatrix.Intervals(5, 2)));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void A_normalisation_over_the_batch(bool isAffine, bool isFrozen)
    {
        GraphBuilder graph = Image(2, 2, 3, out int x);
        var channels = TensorShape.Of(2);
        int mean = graph.Statistic("n", "running_mean", channels, new("Zeros", 0, 1, 1)),
            variance = graph.Statistic("n", "running_var", channels, new("Constant", 1, 1, 1));
        graph.IsTrainable = !isFrozen;
        int[] affine = isAffine ? [Parameter(graph, "n", "weight", 2), Parameter(graph, "n", "bias", 2)] : [];
        Check(
            graph,
            x,
            graph.Add(new BatchNormNode("n", graph.ShapeOf(x), 2, 0.1, isFrozen, GraphBuilder.Operands([x, mean, variance, .. affine])))
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_recurrence(bool isReversed)
    {
        var graph = new GraphBuilder();
        int x = graph.Add(new InputNode(TensorShape.Sequence(4, 2)));
        int before = graph.Delay("r", TensorShape.Sequence(4, 2), isReversed),
            older = graph.Delay("r", TensorShape.Sequence(4, 2), isReversed);
        int sums = graph.Convolution("r", before, Parameter(graph, "r", "weight", 4, 2), Parameter(graph, "r", "bias", 4), Window.Point, 1);
        int gate = graph.Activation("r", graph.Sum("r", x, graph.Channels("r", sums, 2, 2)), "Sigmoid", null),
            state = graph.Activation("r", graph.Sum("r", gate, graph.Channels("r", sums, 0, 2)), "Tanh", null);
        state = graph.Sum("r", graph.Sum("r", state, older), x);
        graph.Close(before, state);
        graph.Close(older, gate);
        Check(graph, x, state);
    }

    [Fact]
    public void A_softmax_inside_a_network()
    {
        var graph = new GraphBuilder();
        int x = graph.Add(new InputNode(TensorShape.Of(4)));
        Check(graph, x, Dense(graph, "end", graph.Activation("middle", x, "Softmax", null), 2, "Linear"));
    }

    [Fact]
    public void Parts_behind_one_another_in_another_shape()
    {
        GraphBuilder graph = Image(2, 2, 3, out int x);
        int joined = graph.Concat("joined", [x, graph.Activation("a", x, "Tanh", null), x]);
        Check(graph, x, Dense(graph, "end", graph.Reshape("flat", joined, TensorShape.Of(36)), 2, "Linear"));
    }

    [Fact]
    public void What_leads_to_no_parameter_and_no_input_is_not_derived()
    {
        ModelGraph graph = GraphCompiler.Compile(
            Specs.Model(3, "MeanSquaredError", Specs.Dense("dense1", 4, "Tanh"), Specs.Dense("dense2", 2, "Linear"))
        );
        Assert.Equal(4, graph.Gradients.Count);
        Assert.DoesNotContain(graph.Nodes.Skip(graph.Loss + 1), node => node.Operands.Any(operand => operand >= graph.Nodes.Count));
        Assert.Equal(-1, GraphCompiler.Compile(Specs.Model(3, null, Specs.Dense("dense1", 4, "Tanh"))).InputGradient);
    }

    private static GraphBuilder Image(int channels, int height, int width, out int input)
    {
        var graph = new GraphBuilder();
        input = graph.Add(new InputNode(TensorShape.Of(channels, height, width)));
        return graph;
    }

    private static int Dense(GraphBuilder graph, string label, int input, int units, string activation)
    {
        int weight = Parameter(graph, label, "weight", units, graph.ShapeOf(input).Size),
            bias = Parameter(graph, label, "bias", units);
        return graph.Activation(label, graph.Sum(label, graph.Product(label, input, weight), bias), activation, null);
    }

    private static int Parameter(GraphBuilder graph, string label, string role, params int[] shape) =>
        graph.Parameter(label, role, TensorShape.Of(shape), new("Zeros", 0, 1, 1));

    /// <summary>Compares the gradients of a graph with differences; returns the node of each.</summary>
    internal static IReadOnlyDictionary<int, int> Check(GraphBuilder graph, int input, int output, string kind = "MeanSquaredError") =>
        Check(graph, input, output, Specs.Loss(kind));

    internal static IReadOnlyDictionary<int, int> Check(GraphBuilder graph, int input, int output, LossSpec declared)
    {
        int loss = LossHead.Build(graph, output, declared, Specs.Alone);
        IReadOnlyDictionary<int, int> gradients = Differentiation.Run(graph, loss);
        var random = new Random(1);
        Dictionary<int, double[]> leaves = Enumerable
            .Range(0, loss)
            .Where(node => graph.Nodes[node] is InputNode or TargetNode or ParameterNode)
            .ToDictionary(
                node => node,
                node =>
                    (double[])
                        [
                            .. Enumerable
                                .Range(0, (graph.Nodes[node].IsBatched ? Samples : 1) * graph.ShapeOf(node).Size)
                                .Select(position => Number(node, position)),
                        ]
            );
        var computed = new GraphEvaluator(graph.Nodes, Samples, leaf => leaves[leaf]);
        Assert.Equal(!graph.ShapeOf(input).IsOfTokens, gradients.ContainsKey(input));
        foreach ((int leaf, double[] values) in leaves.Where(entry => gradients.ContainsKey(entry.Key)))
        {
            double[] gradient = computed[gradients[leaf]];
            Assert.Equal(values.Length, gradient.Length);
            for (int i = 0; i < values.Length; i++)
                Assert.Equal(Difference(values, i), gradient[i], 1e-7);
        }

        return gradients;

        // Tokens, classes of which some count for nothing, and two of three labels are whole numbers.
        double Number(int node, int position) =>
            graph.ShapeOf(node) is { IsOfTokens: true } tokens ? random.Next(tokens.Vocabulary)
            : graph.Nodes[node] is TargetNode && graph.Nodes[loss].Labels is not null ? (position % 3 < 2 ? 1 + random.Next(2) : -100)
            : graph.Nodes[node] is TargetNode && graph.Nodes[loss].HasClassTargets ? (position % 4 == 1 ? -100 : random.Next(3))
            : (2 * random.NextDouble()) - 1;

        double Difference(double[] values, int i)
        {
            const double Step = 1e-5;
            double value = values[i];
            values[i] = value + Step;
            double above = new GraphEvaluator(graph.Nodes, Samples, leaf => leaves[leaf])[loss][0];
            values[i] = value - Step;
            double below = new GraphEvaluator(graph.Nodes, Samples, leaf => leaves[leaf])[loss][0];
            values[i] = value;
            return (above - below) / (2 * Step);
        }
    }
}
