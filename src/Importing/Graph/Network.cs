using ModelCompiler.Onnx;

namespace ModelCompiler.Importing.Graph;

/// <summary>The graph at work: nodes in the order of execution, constants, and the shapes of all values.</summary>
internal sealed class Network
{
    public List<NetworkNode> Nodes { get; set; } = [];

    public Dictionary<string, Tensor> Constants { get; } = [];

    /// <summary>The shape of each value, with the batch as a number.</summary>
    public Dictionary<string, int[]> Shapes { get; } = [];

    /// <summary>The inputs that are no constants.</summary>
    public List<OnnxValue> Inputs { get; init; } = [];

    public List<string> Outputs { get; init; } = [];

    /// <summary>Whether the file has layers, as Keras's: the first axis is the batch without a doubt, and nothing is written out.</summary>
    public bool IsOfLayers { get; init; }

    /// <summary>What was changed on the way, for people.</summary>
    public List<string> Remarks { get; } = [];

    /// <summary>Another graph of the same nodes and constants.</summary>
    public Network Copy()
    {
        var copy = new Network
        {
            Nodes = [.. Nodes],
            Inputs = [.. Inputs],
            Outputs = [.. Outputs],
            IsOfLayers = IsOfLayers,
        };
        foreach ((string name, Tensor constant) in Constants)
            copy.Constants[name] = constant;
        copy.Remarks.AddRange(Remarks);
        return copy;
    }

    public Tensor? Constant(string name) => Constants.GetValueOrDefault(name);

    /// <summary>The node that writes a value, by the value's name.</summary>
    public Dictionary<string, NetworkNode> Producers()
    {
        var producers = new Dictionary<string, NetworkNode>();
        foreach (NetworkNode node in Nodes)
        foreach (string output in node.Outputs.Where(output => output.Length > 0))
            producers[output] = node;
        return producers;
    }

    /// <summary>The nodes that read a value, by the value's name.</summary>
    public Dictionary<string, List<NetworkNode>> Readers()
    {
        var readers = new Dictionary<string, List<NetworkNode>>();
        foreach (NetworkNode node in Nodes)
        foreach (string input in node.Inputs.Where(input => input.Length > 0))
        {
            if (!readers.TryGetValue(input, out List<NetworkNode>? list))
                readers[input] = list = [];
            list.Add(node);
        }

        return readers;
    }

    /// <summary>Leaves out the nodes that no wanted value needs.</summary>
    public void Prune()
    {
        var wanted = new HashSet<string>(Outputs);
        var kept = new List<NetworkNode>();
        foreach (NetworkNode node in Enumerable.Reverse(Nodes))
        {
            if (!node.Outputs.Any(wanted.Contains))
                continue;
            kept.Add(node);
            wanted.UnionWith(node.Inputs);
        }

        kept.Reverse();
        Nodes = kept;
    }
}
