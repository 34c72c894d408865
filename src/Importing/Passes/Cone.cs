using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Operators;

namespace ModelCompiler.Importing.Passes;

/// <summary>The nodes between one value and another that nothing outside reads from.</summary>
/// <param name="Nodes">The nodes in the order of execution.</param>
/// <param name="Leaves">The values that go in and are no constants.</param>
internal sealed record Cone(IReadOnlyList<NetworkNode> Nodes, IReadOnlyList<string> Leaves)
{
    /// <summary>What its last node writes when the only leaf is a tensor; null when some node cannot be computed.</summary>
    public Tensor? Evaluate(Network network, Tensor leaf, Func<Tensor, Tensor> constantAs)
    {
        try
        {
            return Compute(network, leaf, constantAs);
        }
        catch (Exception exception) when (exception is Refusal || Misfit.Is(exception))
        {
            // Nodes of a damaged file do not fit together; where they stand says so later.
            return null;
        }
    }

    private Tensor? Compute(Network network, Tensor leaf, Func<Tensor, Tensor> constantAs)
    {
        var values = new Dictionary<string, Tensor> { [Leaves[0]] = leaf };
        foreach (NetworkNode node in Nodes)
        {
            Tensor?[] inputs =
            [
                .. node.Inputs.Select(input =>
                    input.Length == 0 ? null
                    : values.TryGetValue(input, out Tensor? value) ? value
                    : constantAs(network.Constants[input])
                ),
            ];
            int[][] shapes = [.. inputs.Select(input => input?.Shape ?? [])];
            if (OperatorTable.Find(node)?.Evaluate(node, inputs, shapes) is not { } results)
                return null;
            for (int index = 0; index < results.Count && index < node.Outputs.Count; index++)
                values[node.Outputs[index]] = results[index];
        }

        return values[Nodes[^1].Output(0)];
    }
}

/// <summary>Finds the nodes that a value is computed by, back to values that cannot be gone beyond.</summary>
/// <param name="network">The graph.</param>
/// <param name="belongs">Which nodes may be inside.</param>
internal sealed class ConeFinder(Network network, Func<NetworkNode, bool> belongs)
{
    private const int MostNodes = 48;

    private readonly Dictionary<string, NetworkNode> _producers = network.Producers();
    private readonly Dictionary<string, List<NetworkNode>> _readers = network.Readers();
    private readonly Dictionary<NetworkNode, int> _places = network.Nodes.Select((node, place) => (node, place)).ToDictionary();
    private readonly HashSet<string> _outputs = [.. network.Outputs];

    /// <summary>All that a node is computed by; null when that is too much.</summary>
    /// <param name="root">The node.</param>
    /// <param name="leaf">A value that is not gone beyond, or null.</param>
    public Cone? Of(NetworkNode root, string? leaf)
    {
        var stops = new HashSet<string>();
        if (leaf is not null)
            stops.Add(leaf);
        while (true)
        {
            (HashSet<NetworkNode> inside, HashSet<string> leaves) = Closure(root, stops);
            if (inside.Count > MostNodes)
                return null;
            string[] seen =
            [
                .. inside.Where(node => node != root).SelectMany(node => node.Outputs).Where(output => IsSeenOutside(output, inside)),
            ];
            if (seen.Length == 0)
                return new Cone([.. inside.OrderBy(node => _places[node])], [.. leaves]);
            stops.UnionWith(seen);
        }
    }

    private bool IsSeenOutside(string value, HashSet<NetworkNode> inside) =>
        value.Length > 0
        && (_outputs.Contains(value) || (_readers.TryGetValue(value, out var readers) && !readers.TrueForAll(inside.Contains)));

    private (HashSet<NetworkNode> Inside, HashSet<string> Leaves) Closure(NetworkNode root, HashSet<string> stops)
    {
        var inside = new HashSet<NetworkNode> { root };
        var leaves = new HashSet<string>();
        var open = new Stack<NetworkNode>([root]);
        while (open.TryPop(out NetworkNode? node) && inside.Count <= MostNodes)
        {
            foreach (string input in node.Inputs.Where(input => input.Length > 0 && network.Constant(input) is null))
            {
                if (stops.Contains(input) || !_producers.TryGetValue(input, out NetworkNode? producer) || !belongs(producer))
                    leaves.Add(input);
                else if (inside.Add(producer))
                    open.Push(producer);
            }
        }

        return (inside, leaves);
    }
}
