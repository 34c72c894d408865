using ModelCompiler.Generator.Graph;

namespace ModelCompiler.Generator.Tests.Graph;

/// <content>Delays, whose operands may depend on them.</content>
internal sealed partial class GraphEvaluator
{
    // All delays start as zeros. Each time the graph is computed at least one step more is right, until nothing changes any more.
    private double[] Delayed(int wanted)
    {
        int[] delays = [.. Enumerable.Range(0, _nodes.Count).Where(node => _nodes[node] is DelayNode)];
        Dictionary<int, double[]> values = delays.ToDictionary(delay => delay, delay => new double[_samples * _nodes[delay].Shape.Size]);
        bool isChanged = true;
        while (isChanged)
        {
            Keep(values);
            Dictionary<int, double[]> next = delays.ToDictionary(delay => delay, delay => Shifted((DelayNode)_nodes[delay]));
            isChanged = delays.Any(delay => !next[delay].AsSpan().SequenceEqual(values[delay]));
            values = next;
        }

        Keep(values);
        return values[wanted];
    }

    private void Keep(Dictionary<int, double[]> delays)
    {
        _values.Clear();
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
}
