using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Passes;

/// <summary>Finds layers that are a chain of nodes, each read by the next alone.</summary>
/// <param name="network">The graph, which is changed.</param>
internal sealed class Chains(Network network)
{
    private readonly Dictionary<string, NetworkNode> _producers = network.Producers();
    private readonly Dictionary<string, List<NetworkNode>> _readers = network.Readers();
    private readonly Dictionary<NetworkNode, NetworkNode> _replaced = [];
    private readonly HashSet<NetworkNode> _gone = [];

    /// <summary>Puts one node in the place of each chain.</summary>
    /// <returns>What was found, for people.</returns>
    public List<string> Run()
    {
        foreach (NetworkNode node in network.Nodes)
        {
            if (node.Operator == "InstanceNormalization")
                GroupNorm(node);
            else if (node.Operator == "Div")
                Standardize(node);
        }

        network.Nodes =
        [
            .. network
                .Nodes.Where(node => !_gone.Contains(node) || _replaced.ContainsKey(node))
                .Select(node => _replaced.GetValueOrDefault(node, node)),
        ];
        return [.. _replaced.Values.Select(node => node.Operator)];
    }

    // Groups of channels as instances: another shape, the norm, the shape before, and a weight and a bias of each channel.
    private void GroupNorm(NetworkNode norm)
    {
        if (Before(norm) is not { Operator: "Reshape" } first || After(norm) is not { Operator: "Reshape" } last)
            return;
        if (network.Constant(norm.Input(1)) is not { } scale || network.Constant(norm.Input(2)) is not { } shift)
            return;
        int[]? shape = network.Shapes.GetValueOrDefault(first.Input(0)),
            rows = network.Shapes.GetValueOrDefault(norm.Input(0)),
            back = network.Shapes.GetValueOrDefault(last.Output(0));
        bool isOfGroups =
            shape is { Length: > 1 }
            && rows is { Length: > 1 }
            && back is not null
            && back.AsSpan().SequenceEqual(shape)
            && rows[0] == shape[0]
            && shape[1] % rows[1] == 0
            && scale.All(value => value == 1)
            && shift.All(value => value == 0);
        if (!isOfGroups)
            return;
        Tensor? weight = null,
            bias = null;
        NetworkNode end = last;
        if (After(end) is { Operator: "Mul" } factor && OfChannels(factor, end, shape!) is { } w)
        {
            if (After(factor) is not { Operator: "Add" } summand || OfChannels(summand, factor, shape!) is not { } b)
                return;
            (weight, bias, end) = (w, b, summand);
            _gone.UnionWith([factor, summand]);
        }

        _gone.UnionWith([first, norm, last]);
        var composite = new Composite("GroupNorm", [("Groups", rows![1]), ("Epsilon", norm.Number("epsilon", 1e-5))], [], weight, bias);
        Put(end, first.Input(0), composite, weight is null ? [] : [Parameter(weight), Parameter(bias!)]);
    }

    private void Standardize(NetworkNode division)
    {
        if (network.Constant(division.Input(1)) is not { Count: > 1 } deviation || Before(division) is not { Operator: "Sub" } last)
            return;
        NetworkNode first = Before(last) is { Operator: "Sub" } other && network.Constant(other.Input(1)) is not null ? other : last;
        if (network.Constant(first.Input(1)) is not { } mean || network.Constant(last.Input(1)) is not { } rest)
            return;
        bool readsInput = network.Inputs.Exists(input => input.Name == first.Input(0));
        bool isRounded = first != last;
        if (!readsInput && !isRounded)
            return;
        _gone.UnionWith([first, last, division]);
        var composite = new Composite("Standardize", [], [], deviation, mean, isRounded ? rest : null);
        Put(division, first.Input(0), composite, [division.Input(1)]);
    }

    // A constant of each channel that a node combines its input with; as one row.
    private Tensor? OfChannels(NetworkNode node, NetworkNode before, int[] shape)
    {
        string other = node.Input(0) == before.Output(0) ? node.Input(1) : node.Input(0);
        if (network.Constant(other) is not { } constant || constant.Count != shape[1])
            return null;
        int place = shape.Length - constant.Shape.Length;
        bool isAlongChannels = Enumerable.Range(0, constant.Shape.Length).All(axis => constant.Shape[axis] == 1 || axis + place == 1);
        return isAlongChannels ? constant.Reshaped([constant.Count]) : null;
    }

    private string Parameter(Tensor tensor) =>
        network.Constants.FirstOrDefault(constant => ReferenceEquals(constant.Value.Floats(), tensor.Floats())).Key ?? "";

    private void Put(NetworkNode end, string input, Composite composite, IEnumerable<string> parameters) =>
        _replaced[end] = new NetworkNode
        {
            Operator = composite.Kind,
            Name = end.Name,
            Inputs = [input, .. parameters.Where(name => name.Length > 0)],
            Outputs = [end.Output(0)],
            Version = end.Version,
            Composite = composite,
        };

    private NetworkNode? Before(NetworkNode node) =>
        _producers.TryGetValue(node.Input(0), out NetworkNode? producer) && After(producer) == node && !_gone.Contains(producer)
            ? producer
            : null;

    private NetworkNode? After(NetworkNode node) =>
        _readers.TryGetValue(node.Output(0), out List<NetworkNode>? readers)
        && readers is [var only]
        && !network.Outputs.Contains(node.Output(0))
            ? only
            : null;
}
