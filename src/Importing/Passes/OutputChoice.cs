using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;
using ModelCompiler.Onnx;

namespace ModelCompiler.Importing.Passes;

/// <summary>Chooses the values that a model gives.</summary>
/// <param name="network">The graph.</param>
/// <param name="declared">The outputs as the file declares them.</param>
internal sealed class OutputChoice(Network network, IReadOnlyList<OnnxValue> declared)
{
    private readonly Dictionary<string, NetworkNode> _producers = network.Producers();

    /// <summary>What was left out, for people.</summary>
    public List<string> Cut { get; } = [];

    /// <summary>The outputs that are neither constants, nor the input itself, nor by-products of a node, with the inputs of each.</summary>
    public List<(string Name, HashSet<string> Inputs)> Real()
    {
        var real = new List<(string Name, HashSet<string> Inputs)>();
        foreach (string output in network.Outputs)
        {
            if (network.Constant(output) is not null)
                Cut.Add($"the output '{output}', which is a constant");
            else if (PassedOn(output) is { } input && network.Outputs.Count > 1)
                Cut.Add($"the output '{output}', which is the input '{input}' itself");
            else if (Byproduct(output) is { } of)
                Cut.Add($"the output '{output}', a by-product of {of} (--until {output} gives it alone)");
            else
                real.Add((output, InputsOf(output)));
        }

        return real;
    }

    /// <summary>
    /// The last value before a tail that gives no numbers, such as the class with the largest score; null when the output gives numbers,
    /// or no single value is the last.
    /// </summary>
    public string? BeforeTail(string output, IReadOnlyDictionary<string, Value> values)
    {
        if (declared.FirstOrDefault(value => value.Name == output) is not { } info || IsNumber(info.Type))
            return null;
        var frontier = new HashSet<string>();
        var seen = new HashSet<string>();
        var open = new Stack<string>([output]);
        while (open.TryPop(out string? name))
        {
            if (!seen.Add(name))
                continue;
            if (values.TryGetValue(name, out Value? value) && value.Layer.Kind != Layer.ModelInput)
                frontier.Add(name);
            else if (_producers.TryGetValue(name, out NetworkNode? node))
                foreach (string input in node.Inputs.Where(input => input.Length > 0))
                    open.Push(input);
        }

        return frontier.FirstOrDefault(candidate => frontier.All(other => other == candidate || DependsOn(other, candidate)));
    }

    /// <summary>The nodes between a value and an output, by operator.</summary>
    public IEnumerable<string> Tail(string output, string start)
    {
        var found = new List<string>();
        var seen = new HashSet<string>();
        var open = new Stack<string>([output]);
        while (open.TryPop(out string? name))
        {
            if (name == start || !seen.Add(name) || !_producers.TryGetValue(name, out NetworkNode? node))
                continue;
            found.Add(node.Operator);
            foreach (string input in node.Inputs)
                open.Push(input);
        }

        return found.Distinct().Reverse();
    }

    /// <summary>The graph's inputs that a value depends on.</summary>
    public HashSet<string> InputsOf(string output)
    {
        var inputs = new HashSet<string>();
        var seen = new HashSet<string>();
        var open = new Stack<string>([output]);
        while (open.TryPop(out string? name))
        {
            if (!seen.Add(name))
                continue;
            if (network.Inputs.Exists(input => input.Name == name))
                inputs.Add(name);
            else if (_producers.TryGetValue(name, out NetworkNode? node))
                foreach (string input in node.Inputs.Where(input => input.Length > 0))
                    open.Push(input);
        }

        return inputs;
    }

    private static bool IsNumber(OnnxElementType type) =>
        type is OnnxElementType.Float or OnnxElementType.Double or OnnxElementType.Float16 or OnnxElementType.BFloat16;

    private bool DependsOn(string value, string start)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>([value]);
        while (open.TryPop(out string? name))
        {
            if (name == start)
                return true;
            if (seen.Add(name) && _producers.TryGetValue(name, out NetworkNode? node))
                foreach (string input in node.Inputs)
                    open.Push(input);
        }

        return false;
    }

    private string? PassedOn(string output)
    {
        while (_producers.TryGetValue(output, out NetworkNode? node) && node.Operator == "Identity")
            output = node.Input(0);
        return network.Inputs.Exists(input => input.Name == output) ? output : null;
    }

    // What comes out beside the main output: masks, places of largest values, the last state of a recurrence. The operator, or null.
    private string? Byproduct(string output)
    {
        string name = BeforeMoves(output);
        return
            _producers.TryGetValue(name, out NetworkNode? node)
            && node.Output(0) != name
            && node.Output(0).Length > 0
            && node.Operator is "Dropout" or "MaxPool" or "LayerNormalization" or "BatchNormalization" or "LSTM" or "GRU" or "RNN"
            && network.Outputs.Exists(other => other != output && DependsOn(other, node.Output(0)))
            ? node.Operator
            : null;
    }

    private string BeforeMoves(string name)
    {
        while (
            _producers.TryGetValue(name, out NetworkNode? mover)
            && mover.Operator is "Squeeze" or "Unsqueeze" or "Reshape" or "Transpose" or "Identity" or "Flatten"
        )
            name = mover.Input(0);
        return name;
    }
}
