using ModelCompiler.Generator.Graph;

namespace ModelCompiler.Generator.Tests.Graph;

/// <summary>The gradients of losses against differences, with what stands before them.</summary>
public class LossDifferentiationTests
{
    [Theory]
    [InlineData("CategoricalCrossEntropy", "Softmax", "LabelSmoothing", 0)]
    [InlineData("CategoricalCrossEntropy", "Softmax", "LabelSmoothing", 0.2)]
    [InlineData("SparseCategoricalCrossEntropy", "Softmax", "LabelSmoothing", 0.2)]
    [InlineData("BinaryCrossEntropy", "Sigmoid", "PositiveWeight", 2.5)]
    [InlineData("BinaryFocal", "Sigmoid", "Gamma", 0)]
    [InlineData("GaussianNegativeLogLikelihood", "Softplus", "", 0)]
    [InlineData("CosineSimilarity", "Linear", "", 0)]
    public void A_loss_with_the_activation_before_it(string loss, string activation, string number, double value)
    {
        var graph = new GraphBuilder();
        int x = graph.Add(new InputNode(TensorShape.Of(4)));
        DifferentiationTests.Check(graph, x, graph.Activation("a", x, activation, null), Specs.Loss(loss, (number, value)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void Labels_of_a_sequence(double isDivided)
    {
        var graph = new GraphBuilder();
        int x = graph.Add(new InputNode(TensorShape.Sequence(4, 3)));
        DifferentiationTests.Check(
            graph,
            x,
            graph.Activation("a", x, "Softmax", null),
            Specs.Loss("ConnectionistTemporalClassification", ("TargetLength", 3), ("DivideByTargetLength", isDivided))
        );
    }
}
