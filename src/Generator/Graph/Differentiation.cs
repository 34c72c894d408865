using ModelCompiler.Generator.Expressions;

namespace ModelCompiler.Generator.Graph;

/// <summary>
/// Reverse-mode differentiation: from the loss backwards, each primitive's rule says what its operands receive. Only what leads to a
/// parameter or to the input is derived.
/// </summary>
internal sealed class Differentiation
{
    private readonly GraphBuilder _graph;
    private readonly Dictionary<int, int> _gradients = [];
    private readonly Dictionary<int, int> _delays = [];
    private readonly GradientParts _parts;
    private readonly bool[] _matters;
    private int _reader = -1;

    private Differentiation(GraphBuilder graph, int loss)
    {
        _graph = graph;
        _parts = new GradientParts(graph);
        _matters = new bool[loss + 1];
        for (int index = 0; index <= loss; index++)
            _matters[index] =
                // What a delay delays may come after it; the recurrence has the input or a parameter in it.
                graph.Nodes[index]
                    is InputNode { Shape.IsOfTokens: false }
                        or DelayNode
                        or ParameterNode { IsTrainable: true }
                || (graph.Nodes[index].HasGradient && graph.Nodes[index].Operands.Any(operand => _matters[operand]));
    }

    /// <summary>Appends the gradient of the loss by every parameter and by the input.</summary>
    /// <returns>The gradient's position for each node that has one.</returns>
    public static IReadOnlyDictionary<int, int> Run(GraphBuilder graph, int loss)
    {
        var differentiation = new Differentiation(graph, loss);
        differentiation.FromLoss(loss);
        for (int index = 0; index < loss; index++)
            if (graph.Nodes[index] is DelayNode delay)
                differentiation.Delay(index, delay);
        for (int index = loss - 1; index >= 0; index--)
        {
            foreach (int gradient in differentiation._parts.Of(index))
                differentiation.Receive(index, gradient);
            if (!differentiation._gradients.TryGetValue(index, out int upstream))
                continue;
            GradientNames.Whole(graph, index, upstream);
            differentiation._reader = index;
            differentiation.Propagate(index, upstream);
        }

        return differentiation._gradients;
    }

    // What a value is a step later receives is known only when the whole recurrence has been derived: its place is kept from the start.
    private void Delay(int index, DelayNode delay)
    {
        _delays[index] = GradientNames.OfDelay(_graph, delay, _graph.Delay(delay.Label, delay.Shape, !delay.IsReversed));
        Receive(delay.Operands[0], _delays[index]);
    }

    // A loss is computed together with its derivative, also where nothing receives that.
    private void FromLoss(int loss)
    {
        Node node = _graph.Nodes[loss];
        TensorShape shape = _graph.ShapeOf(node.Operands[0]);
        switch (node)
        {
            case HeadsLossNode:
                foreach (int head in node.Operands)
                    FromLoss(head);
                break;
            case ElementLossNode element:
                Begin(new ElementLossGradientNode(shape, element.Loss, node.Operands));
                break;
            case RowLossNode row:
                Begin(new RowLossGradientNode(shape, row.Loss, node.Operands));
                break;
            case SparseCrossEntropyNode sparse:
                Begin(new SparseCrossEntropyGradientNode(shape, sparse.Over, sparse.Smoothing, node.Operands));
                break;
            case LabelSequenceLossNode labels:
                Begin(new LabelSequenceLossGradientNode(shape, labels.Loss, node.Operands));
                break;
            case SoftmaxCrossEntropyNode softmax:
                Begin(new SoftmaxCrossEntropyGradientNode(shape, softmax.Smoothing, node.Operands));
                break;
            default:
                throw new InvalidOperationException($"{node.GetType().Name} is not a loss.");
        }

        void Begin(Node gradient) => Receive(node.Operands[0], _graph.Add(gradient));
    }

    private void Propagate(int index, int upstream)
    {
        switch (_graph.Nodes[index])
        {
            case InputNode or ParameterNode:
                // What was asked for.
                break;
            case ContractionNode contraction:
                ContractionGradients.Propagate(_graph, contraction, upstream, node => _matters[node], Receive);
                break;
            case MapNode { Activation: { } activation } map:
                int saved = activation.Definition.SavedValue == DerivativeInput.Output ? index : map.Operands[0];
                Receive(
                    map.Operands[0],
                    _graph.Add(new ActivationGradientNode(map.Label, map.Shape, activation, GraphBuilder.Operands(upstream, saved)))
                );
                break;
            case MapNode map:
                Map(map, upstream);
                break;
            case ReshapeNode reshape:
                Receive(reshape.Operands[0], _graph.Reshape(reshape.Label, upstream, _graph.ShapeOf(reshape.Operands[0])));
                break;
            case NoiseNode { Kind: NoiseKind.Dropout } dropout:
                Receive(dropout.Operands[0], _graph.Add(dropout with { Operands = GraphBuilder.Operands(upstream) }));
                break;
            case NoiseNode or SinusoidNode:
                Receive(_graph.Nodes[index].Operands[0], upstream);
                break;
            case NormalizeNode normal:
                Receive(
                    normal.Operands[0],
                    _graph.Add(
                        new NormalizeGradientNode(
                            normal.Label,
                            normal.Shape,
                            normal.Over,
                            normal.Epsilon,
                            normal.IsCentered,
                            GraphBuilder.Operands(upstream, normal.Operands[0])
                        )
                    )
                );
                break;
            case BatchNormNode:
                BatchNormGradients.Propagate(_graph, index, upstream, node => _matters[node], Receive);
                break;
            case DelayNode:
                _graph.Close(_delays[index], upstream);
                break;
            case ConcatNode concat:
                Concat(concat, upstream);
                break;
            case LogSoftmaxNode softmax:
                Receive(
                    softmax.Operands[0],
                    _graph.Add(
                        new LogSoftmaxGradientNode(softmax.Label, softmax.Shape, softmax.Over, GraphBuilder.Operands(upstream, index))
                    )
                );
                break;
            case SliceNode slice:
                _parts.Add(slice, upstream);
                break;
            case ViewNode view:
                Receive(view.Operands[0], _graph.Adjoint(view, view.View, upstream));
                break;
            case CumulativeSumNode sums:
                Receive(
                    sums.Operands[0],
                    _graph.Add(sums with { IsReversed = !sums.IsReversed, Operands = GraphBuilder.Operands(upstream) })
                );
                break;
            case GatherNode gather:
                Receive(
                    gather.Operands[1],
                    _graph.Add(
                        new ScatterAddNode(
                            gather.Label,
                            _graph.ShapeOf(gather.Operands[1]),
                            gather.Padding,
                            GraphBuilder.Operands(upstream, gather.Operands[0])
                        )
                    )
                );
                break;
            case ViewSumNode sum:
                Receive(sum.Operands[0], _graph.View(sum.Label, upstream, sum.View, _graph.ShapeOf(sum.Operands[0])));
                break;
            case SoftmaxNode softmax:
                Receive(
                    softmax.Operands[0],
                    _graph.Add(
                        new SoftmaxGradientNode(softmax.Label, softmax.Shape, softmax.Over, GraphBuilder.Operands(upstream, index))
                        {
                            Band = softmax.Band,
                        }
                    )
                );
                break;
            case RotaryNode rotary:
                Receive(
                    rotary.Operands[0],
                    _graph.Add(rotary with { IsReversed = !rotary.IsReversed, Operands = GraphBuilder.Operands(upstream) })
                );
                break;
            default:
                ImageGradients.Propagate(_graph, index, upstream, node => _matters[node], Receive);
                break;
        }
    }

    private void Map(MapNode node, int upstream)
    {
        for (int position = 0; position < node.Operands.Count; position++)
        {
            int operand = node.Operands[position];
            if (!_matters[operand])
                continue;
            Expression derivative = Derivative.Of(node.Value, new Variable(node.Variables[position]));
            int gradient = derivative is Constant { Value: 1 } ? upstream : Chain(node, derivative, upstream);
            if (!_graph.Nodes[operand].IsBatched)
                gradient = Sum(node, _graph.ShapeOf(operand), gradient);
            Receive(operand, gradient);
        }
    }

    /// <summary>What was repeated for every sample, and perhaps every position, receives the sum over them.</summary>
    private int Sum(MapNode node, TensorShape shape, int gradient) =>
        _graph.Add(
            shape.Size == node.Shape.Size
                ? new BatchSumNode(node.Label, shape, GraphBuilder.Operands(gradient))
                : new ChannelSumNode(node.Label, shape, GraphBuilder.Operands(gradient))
        );

    /// <summary>The upstream gradient times a derivative, which reads only the operands that occur in it.</summary>
    private int Chain(MapNode node, Expression derivative, int upstream)
    {
        Expression gradient = Gradient.Of(Variables.Upstream, derivative);
        return _graph.Map(
            node.Label,
            gradient,
            [
                (Variables.Upstream, upstream),
                .. node
                    .Variables.Zip(node.Operands, (name, operand) => (new Variable(name), operand))
                    .Where(operand => gradient.Reads(operand.Item1.Name)),
            ]
        );
    }

    private void Concat(ConcatNode node, int upstream)
    {
        int start = 0;
        foreach (int operand in node.Operands)
        {
            TensorShape shape = _graph.ShapeOf(operand);
            if (_matters[operand])
                Receive(operand, _graph.Add(new SliceNode(node.Label, shape, start, GraphBuilder.Operands(upstream))));
            start += shape.Size;
        }
    }

    /// <summary>What is read by several nodes receives the sum of what they send.</summary>
    private void Receive(int node, int gradient)
    {
        if (!_matters[node])
            return;
        GradientNames.Part(_graph, node, gradient, _reader);
        _gradients[node] = _gradients.TryGetValue(node, out int before) ? Sum(_graph.Nodes[node], before, gradient) : gradient;
    }

    // A parameter that several nodes read is summed over the batch once, where it can be.
    private int Sum(Node node, int left, int right) =>
        _graph.Nodes[left] is BatchSumNode first && _graph.Nodes[right] is BatchSumNode second
            ? _graph.Add(first with { Operands = GraphBuilder.Operands(_graph.Sum(node.Label, first.Operands[0], second.Operands[0])) })
        : node.IsParameter ? _graph.Add(new GradientSumNode(node.Label, node.Shape, GraphBuilder.Operands(left, right)))
        : _graph.Sum(node.Label, left, right);
}
