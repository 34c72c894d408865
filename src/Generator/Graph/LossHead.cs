using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Parsing.Functions;

namespace ModelCompiler.Generator.Graph;

/// <summary>
/// Puts the loss on top of a model, and fuses it with the output's activation where the two together have a closed form that is exact for
/// saturated outputs: softmax with categorical, sigmoid with binary cross-entropy.
/// </summary>
internal static class LossHead
{
    /// <summary>Adds the loss of a head.</summary>
    /// <param name="graph">The model.</param>
    /// <param name="output">The head's output.</param>
    /// <param name="loss">What its attribute says.</param>
    /// <param name="head">Which loss it is.</param>
    public static int Build(GraphBuilder graph, int output, LossSpec loss, HeadPlace head)
    {
        Node last = graph.Nodes[output];
        while (last is ReshapeNode)
            last = graph.Nodes[last.Operands[0]];
        double smoothing = loss.Number(LossCatalogue.LabelSmoothing) ?? 0;
        if (loss.Kind == "SparseCategoricalCrossEntropy" && last is SoftmaxNode softmax)
        {
            int classes = softmax.Over is { } over ? softmax.Shape.Extent(over) : softmax.Shape.Size,
                numbers = graph.Add(new TargetNode(TensorShape.Of(softmax.Shape.Size / classes), head));
            return graph.Add(new SparseCrossEntropyNode(softmax.Over, smoothing, GraphBuilder.Operands(last.Operands[0], numbers)));
        }

        if (loss.Kind == LossCatalogue.OfLabels && last is SoftmaxNode ofSteps)
        {
            var sequences = LabelLoss.Of(loss);
            int labels = graph.Add(new TargetNode(TensorShape.Of(sequences.TargetLength), head));
            return graph.Add(new LabelSequenceLossNode(sequences, Operands(graph, output, ofSteps.Operands[0], labels)));
        }

        int outputs = graph.ShapeOf(output).Size;
        RowLossDefinition? ofRow = loss.Function is { IsOfRows: true } formula
            ? RowLossDefinition.Of(Formula(formula), outputs)
            : RowLossDefinition.Find(loss.Kind);
        if (ofRow is not null)
        {
            int targets = graph.Add(new TargetNode(TensorShape.Of(outputs / ofRow.OutputsOfTarget), head));
            return graph.Add(new RowLossNode(ofRow, GraphBuilder.Operands(output, targets)));
        }

        int target = graph.Add(new TargetNode(graph.ShapeOf(output), head));
        if (loss.Kind == "CategoricalCrossEntropy" && last is SoftmaxNode { IsOfSample: true })
            return graph.Add(new SoftmaxCrossEntropyNode(smoothing, GraphBuilder.Operands(last.Operands[0], target)));
        if (last is MapNode { Activation.Name: "Sigmoid" } && LossCatalogue.WithLogits(loss.Kind, loss.Number) is { } withLogits)
            return graph.Add(new ElementLossNode(withLogits, Operands(graph, output, last.Operands[0], target)));
        LossDefinition definition =
            (loss.Function is { } function ? Own(function) : LossCatalogue.Find(loss.Kind, loss.Number))
            ?? throw new ArgumentOutOfRangeException(nameof(loss), loss.Kind, "There is no such elementwise loss.");
        return graph.Add(new ElementLossNode(definition, Operands(graph, output, output, target)));
    }

    private static LossDefinition Own(ScalarFunction function) => LossCatalogue.Of(Formula(function), MeanOver.Elements);

    /// <summary>The formula of a loss of the user's, with the names that losses have.</summary>
    public static Expression Formula(ScalarFunction function)
    {
        FunctionParameter[] parameters = [.. function.Given];
        return function.Value.Replace(parameters[0].Variable, Variables.P).Replace(parameters[1].Variable, Variables.T);
    }

    private static EquatableArray<int> Operands(GraphBuilder graph, int output, int prediction, int target) =>
        graph.LengthsOf(output) is >= 0 and var lengths
            ? GraphBuilder.Operands(prediction, target, lengths)
            : GraphBuilder.Operands(prediction, target);
}
