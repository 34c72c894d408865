using ModelCompiler.Generator.Graph;

namespace ModelCompiler.Generator.Tests.Graph;

/// <content>Delays, whose operands may depend on them.</content>
internal sealed partial class GraphEvaluator
{
    // All delays start as zeros. Each time the graph is computed at least one step more of one of them is right.
    private double[] Delayed(int wanted)
    {
        int[] delays = [.. Reached(wanted).Where(node => _nodes[node] is DelayNode)];
        Dictionary<int, double[]> values = delays.ToDictionary(delay => delay, delay => new double[_samples * _nodes[delay].Shape.Size]);
        for (int wrong = delays.Sum(delay => _nodes[delay].Shape.Extent(Axis.Step)); wrong > 0; wrong--)
        {
            Keep(values);
            values = delays.ToDictionary(delay => delay, delay => Shifted((DelayNode)_nodes[delay]));
        }

        Keep(values);
        return values[wanted];
    }

    // Delays that nothing wanted reads, as those of gradients behind a loss, cost time for nothing.
    private HashSet<int> Reached(int wanted)
    {
        var reached = new HashSet<int>();
        var pending = new Stack<int>([wanted]);
        while (pending.TryPop(out int node))
            if (reached.Add(node))
                foreach (int operand in _nodes[node].Operands)
                    pending.Push(operand);
        return reached;
    }

    // What is given from outside stays as it is.
    private void Keep(Dictionary<int, double[]> delays)
    {
        foreach (int node in _values.Keys.Where(node => _nodes[node] is not DelayNode && _nodes[node].Operands.Count > 0).ToArray())
            _values.Remove(node);
        foreach ((int delay, double[] value) in delays)
            _values[delay] = value;
    }

    private double[] Shifted(DelayNode node)
    {
        int features = node.Shape.Extent(Axis.Channel);
        return ForEachSource(
            node,
            row => node.IsReversed ? [.. row[features..], .. new double[features]] : [.. new double[features], .. row[..^features]]
        );
    }

    private double[] StepWeights(StepWeightNode node)
    {
        int channels = node.Shape.Extent(Axis.Channel);
        return ForEachSource(
            node,
            length =>
                [
                    .. Enumerable
                        .Range(0, node.Shape.Size)
                        .Select(index => index / channels)
                        .Select(step =>
                            node.Weight == StepWeight.Last ? (step == length[0] - 1 ? 1 : 0)
                            : step >= length[0] ? 0
                            : node.Weight == StepWeight.Mean ? 1 / length[0]
                            : 1
                        ),
                ]
        );
    }
}
