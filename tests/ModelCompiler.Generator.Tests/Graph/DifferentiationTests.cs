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

    private static int Dense(GraphBuilder graph, string label, int input, int units, string activation)
    {
        int weight = Parameter(graph, label, "weight", units, graph.ShapeOf(input).Size),
            bias = Parameter(graph, label, "bias", units);
        return graph.Activation(label, graph.Sum(label, graph.Product(label, input, weight), bias), activation, null);
    }

    private static int Parameter(GraphBuilder graph, string label, string role, params int[] shape) =>
        graph.Parameter(label, role, TensorShape.Of(shape), new("Zeros", 0, 1, 1));

    private static IReadOnlyDictionary<int, int> Check(GraphBuilder graph, int input, int output)
    {
        int loss = LossHead.Build(graph, output, new LossSpec("MeanSquaredError", 1));
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
                                .Select(_ => (2 * random.NextDouble()) - 1),
                        ]
            );
        var computed = new GraphEvaluator(graph.Nodes, Samples, leaf => leaves[leaf]);
        Assert.Contains(input, gradients.Keys);
        foreach ((int leaf, double[] values) in leaves.Where(entry => graph.Nodes[entry.Key] is not TargetNode))
        {
            double[] gradient = computed[gradients[leaf]];
            Assert.Equal(values.Length, gradient.Length);
            for (int i = 0; i < values.Length; i++)
                Assert.Equal(Difference(values, i), gradient[i], 1e-7);
        }

        return gradients;

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
