using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Tests.Expressions;

namespace ModelCompiler.Generator.Tests.Graph;

/// <summary>Computes a graph node by node in double precision, gradients included: what the stages after it must preserve.</summary>
internal sealed partial class GraphEvaluator
{
    private readonly IReadOnlyList<Node> _nodes;
    private readonly int _samples;
    private readonly Func<int, double[]> _leaf;
    private readonly Dictionary<int, double[]> _values = [];

    /// <param name="nodes">The graph.</param>
    /// <param name="samples">The size of the batch.</param>
    /// <param name="leaf">The values of inputs, targets and parameters by their positions.</param>
    public GraphEvaluator(IReadOnlyList<Node> nodes, int samples, Func<int, double[]> leaf)
    {
        _nodes = nodes;
        _samples = samples;
        _leaf = leaf;
    }

    /// <summary>The values of a node: for each sample in turn if it is batched.</summary>
    public double[] this[int node] => _values.TryGetValue(node, out double[]? value) ? value : _values[node] = Compute(node);

    private double[] Compute(int index)
    {
        Node node = _nodes[index];
        return node switch
        {
            InputNode or TargetNode or ParameterNode => _leaf(index),
            ContractionNode contraction => Contract(contraction),
            RotaryNode rotary => Turn(rotary),
            MapNode map => Elements(
                map,
                position =>
                    ExpressionEvaluator.Evaluate(
                        map.Value,
                        [.. map.Variables.Select((name, operand) => (new Variable(name), At(map.Operands[operand], map, position)))]
                    )
            ),
            ActivationGradientNode gradient => Elements(gradient, position => ActivationGradient(gradient, position)),
            BatchSumNode sum =>
            [
                .. Enumerable
                    .Range(0, sum.Shape.Size)
                    .Select(element =>
                        Enumerable.Range(0, _samples).Sum(sample => this[sum.Operands[0]][(sample * sum.Shape.Size) + element])
                    ),
            ],
            ElementLossNode loss => [Loss(loss)],
            RowLossNode or RowLossGradientNode => RowLosses(node),
            HeadsLossNode heads => [heads.Operands.Zip(heads.Weights, (head, weight) => weight * this[head][0]).Sum()],
            ElementLossGradientNode gradient => Elements(
                gradient,
                position =>
                    Evaluate(gradient.Loss.Derivative, gradient.Loss, gradient.Operands[0], gradient.Operands[1], position)
                    / Divisor(gradient.Loss, gradient.Shape.Size)
            ),
            SoftmaxNode or SoftmaxGradientNode or SoftmaxCrossEntropyNode or SoftmaxCrossEntropyGradientNode => Softmaxes(node),
            LogSoftmaxNode or LogSoftmaxGradientNode => LogSoftmaxes(node),
            GatherNode or ScatterAddNode or SinusoidNode or GradientSumNode => Tokens(node),
            SparseCrossEntropyNode or SparseCrossEntropyGradientNode => Tokens(node),
            LabelSequenceLossNode loss => [LabelLosses(loss, loss.Loss).Average(sample => sample.Loss)],
            LabelSequenceLossGradientNode gradient =>
            [
                .. LabelLosses(gradient, gradient.Loss).SelectMany(sample => sample.Derivative.Select(value => value / _samples)),
            ],
            ViewNode or ViewSumNode or ResampleNode or CumulativeSumNode => Moves(node),
            NormalizeNode or NormalizeGradientNode => Normalizations(node),
            StepWeightNode weights => StepWeights(weights),
            DelayNode => Delayed(index),
            BatchNormNode or BatchNormSumsNode or BatchNormParameterGradientNode or BatchNormGradientNode => BatchNorms(node),
            _ => Images(node),
        };
    }

    private double[] Elements(Node node, Func<int, double> value) =>
        [.. Enumerable.Range(0, (node.IsBatched ? _samples : 1) * node.Shape.Size).Select(value)];

    /// <summary>An operand's element at a position of the result; operands without a batch repeat.</summary>
    private double At(int operand, Node node, int position) =>
        this[operand][_nodes[operand].IsBatched ? position : position % node.Shape.Size];

    private double ActivationGradient(ActivationGradientNode node, int position)
    {
        Variable saved = node.Activation.Definition.SavedValue == DerivativeInput.Output ? Variables.Y : Variables.X;
        return ExpressionEvaluator.Evaluate(
            node.Activation.Definition.Gradient,
            (Variables.Upstream, this[node.Operands[0]][position]),
            (saved, this[node.Operands[1]][position])
        );
    }

    private double Loss(ElementLossNode node)
    {
        int size = _nodes[node.Operands[0]].Shape.Size;
        return Enumerable
                .Range(0, _samples * size)
                .Sum(position => Evaluate(node.Loss.Value, node.Loss, node.Operands[0], node.Operands[1], position))
            / Divisor(node.Loss, size);
    }

    private double Evaluate(Expression expression, LossDefinition loss, int prediction, int target, int position) =>
        ExpressionEvaluator.Evaluate(expression, (loss.Prediction, this[prediction][position]), (Variables.T, this[target][position]));

    private double Divisor(LossDefinition loss, int size) => loss.MeanOver == MeanOver.Elements ? (double)_samples * size : _samples;
}
