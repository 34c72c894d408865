using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Passes;

/// <summary>Groups what was refused by operator and reason.</summary>
internal static class RefusalReport
{
    /// <summary>The causes that keep an output from being computed.</summary>
    public static IEnumerable<Cause> Causes(Network network, IReadOnlyList<(NetworkNode Node, Refusal Refusal)> refused, string output)
    {
        List<Cause> causes =
        [
            .. refused
                .GroupBy(item => (Name(item.Node), item.Refusal.Reason, item.Refusal.Remedy))
                .Select(group => new Cause(
                    group.Key.Item1,
                    group.Count(),
                    group.First().Node.Layer is { } layer ? $"'{layer.Name}'" : group.First().Node.ToString(),
                    Shapes(network, group.First().Node),
                    group.Key.Reason,
                    group.Key.Remedy
                )),
        ];
        return causes.Count > 0
            ? causes
            :
            [
                new Cause(
                    "(network)",
                    1,
                    "as a whole",
                    "",
                    $"the output '{output}' is written by no node, or is a by-product that no layer gives",
                    "cut the network with --until"
                ),
            ];
    }

    private static string Name(NetworkNode node) =>
        node.Layer is { } layer
            ? layer.Kind
            : $"{(node.Domain.Length > 0 ? node.Domain + "." : "")}{node.Operator} (version {node.Version})";

    private static string Shapes(Network network, NetworkNode node) =>
        string.Join(
            ", ",
            node.Inputs.Where(input => input.Length > 0)
                .Select(input => network.Constant(input)?.Shape ?? network.Shapes.GetValueOrDefault(input))
                .OfType<int[]>()
                .Select(Graph.Shapes.Text)
        );
}
