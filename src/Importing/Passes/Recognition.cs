using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Operators;

namespace ModelCompiler.Importing.Passes;

/// <summary>
/// Finds the parts of a network that are one layer written out: they are computed at many places and compared with what there is, so that
/// the form in which an exporter wrote them does not matter.
/// </summary>
internal static class Recognition
{
    /// <summary>Puts one node in the place of each activation that is written out.</summary>
    /// <returns>What was found, for people.</returns>
    public static IEnumerable<string> Activations(Network network) =>
        Replace(network, IsPartOfActivation, (_, _) => true, (cone, _) => Activation(network, cone));

    /// <summary>Puts one node in the place of each norm and softmax that is written out.</summary>
    /// <returns>What was found, for people.</returns>
    public static IEnumerable<string> Norms(Network network) =>
        Replace(
            network,
            node => IsPartOfNorm(network, node),
            (root, start) => AreOfOneShape(network, start, root.Output(0)),
            (cone, root) =>
                cone.Nodes.Count(IsReduction) is > 0 and <= 4 && AreOfOneShape(network, cone.Leaves[0], root.Output(0))
                    ? NormMatch.Find(network, cone, network.Shapes[cone.Leaves[0]])
                    : null
        );

    private static bool AreOfOneShape(Network network, string first, string second) =>
        network.Shapes.GetValueOrDefault(first) is { } shape
        && network.Shapes.GetValueOrDefault(second) is { } other
        && shape.AsSpan().SequenceEqual(other);

    private static List<string> Replace(
        Network network,
        Func<NetworkNode, bool> belongs,
        Func<NetworkNode, string, bool> mayStart,
        Func<Cone, NetworkNode, Composite?> match
    )
    {
        var found = new List<string>();
        var finder = new ConeFinder(network, belongs);
        var gone = new HashSet<NetworkNode>();
        var replaced = new Dictionary<NetworkNode, NetworkNode>();
        foreach (NetworkNode root in Enumerable.Reverse(network.Nodes))
        {
            if (gone.Contains(root) || !belongs(root))
                continue;
            foreach (Cone cone in Cones(finder, root, mayStart))
            {
                if (cone.Nodes.Count < 2 || match(cone, root) is not { } composite)
                    continue;
                gone.UnionWith(cone.Nodes);
                replaced[root] = new NetworkNode
                {
                    Operator = composite.Kind,
                    Name = root.Name,
                    Inputs = [cone.Leaves[0]],
                    Outputs = [root.Output(0)],
                    Version = root.Version,
                    Composite = composite,
                };
                found.Add(composite.Kind);
                break;
            }
        }

        network.Nodes =
        [
            .. network
                .Nodes.Where(node => !gone.Contains(node) || replaced.ContainsKey(node))
                .Select(node => replaced.GetValueOrDefault(node, node)),
        ];
        return found;
    }

    // The largest first, then those that begin at each value inside.
    private static IEnumerable<Cone> Cones(ConeFinder finder, NetworkNode root, Func<NetworkNode, string, bool> mayStart)
    {
        if (finder.Of(root, null) is not { } all)
            yield break;
        if (all.Leaves.Count == 1)
            yield return all;
        foreach (string start in all.Nodes.SelectMany(node => node.Outputs.Take(1).Concat(node.Inputs)).Distinct())
            if (
                start.Length > 0
                && start != root.Output(0)
                && mayStart(root, start)
                && finder.Of(root, start) is { Leaves: [var only] } cone
                && only == start
                && (all.Leaves.Count != 1 || all.Leaves[0] != start)
            )
                yield return cone;
    }

    private static Composite? Activation(Network network, Cone cone)
    {
        Tensor[] large =
        [
            .. cone
                .Nodes.SelectMany(node => node.Inputs)
                .Distinct()
                .Select(network.Constant)
                .OfType<Tensor>()
                .Where(constant => constant.Count != 1),
        ];
        if (large.Length > 0)
            return large.Length == 1 ? SlopeMatch.Find(network, cone, large[0]) : null;
        Composite? found = ActivationMatch.Find(places =>
            cone.Evaluate(network, Tensor.Of([places.Length], places, ElementKind.Exact), constant => constant.Reshaped([])) is { } result
            && result.Count == places.Length
                ? [.. Enumerable.Range(0, result.Count).Select(index => result[index])]
                : [.. places.Select(_ => double.NaN)]
        );
        return found is { Kind: not ("Linear" or "Affine") } ? found : null;
    }

    private static bool IsPartOfActivation(NetworkNode node) => node.Composite is null && OperatorTable.Find(node) is { IsPointwise: true };

    private static bool IsPartOfNorm(Network network, NetworkNode node) =>
        IsPartOfActivation(node)
        || IsReduction(node)
        || (
            node.Composite is null
            && node.Operator is "Reshape" or "Flatten" or "Squeeze" or "Unsqueeze" or "Expand" or "Transpose"
            && node.Inputs.Skip(1).All(input => network.Constant(input) is not null)
        );

    private static bool IsReduction(NetworkNode node) => node.Operator.StartsWith("Reduce", StringComparison.Ordinal);
}
