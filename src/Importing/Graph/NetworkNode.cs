using ModelCompiler.Onnx;

namespace ModelCompiler.Importing.Graph;

/// <summary>An operator in the graph at work, with its arguments by name.</summary>
internal sealed class NetworkNode
{
    public required string Operator { get; init; }

    public string Domain { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>What it reads; empty for what is left out.</summary>
    public List<string> Inputs { get; init; } = [];

    public List<string> Outputs { get; init; } = [];

    public IReadOnlyDictionary<string, OnnxAttribute> Attributes { get; init; } = new Dictionary<string, OnnxAttribute>();

    /// <summary>The version of ONNX's operators.</summary>
    public long Version { get; init; } = 1;

    /// <summary>The class and the name of the layer of Keras that it is a part of; null for files of ONNX.</summary>
    public (string Kind, string Name)? Layer { get; init; }

    /// <summary>What a recognised part of the network is, when this node stands for one.</summary>
    public Composite? Composite { get; init; }

    /// <summary>The name of an input; empty for one that is left out.</summary>
    public string Input(int index) => index < Inputs.Count ? Inputs[index] : "";

    /// <summary>The name of an output; empty for one that is left out.</summary>
    public string Output(int index) => index < Outputs.Count ? Outputs[index] : "";

    public bool Has(string attribute) => Attributes.ContainsKey(attribute);

    public bool HasInput(int index) => index < Inputs.Count && Inputs[index].Length > 0;

    public bool HasOutput(int index) => index < Outputs.Count && Outputs[index].Length > 0;

    public long Integer(string attribute, long otherwise) => Attributes.TryGetValue(attribute, out var found) ? found.Integer : otherwise;

    public double Number(string attribute, double otherwise) =>
        Attributes.TryGetValue(attribute, out var found) ? found.Number : (float)otherwise;

    public string Text(string attribute, string otherwise) => Attributes.TryGetValue(attribute, out var found) ? found.Text : otherwise;

    /// <summary>Integers, or null when they are not given.</summary>
    public int[]? Integers(string attribute) =>
        Attributes.TryGetValue(attribute, out var found)
            ? [.. found.Integers.Select(value => (int)Math.Clamp(value, int.MinValue, int.MaxValue))]
            : null;

    /// <summary>How messages call it.</summary>
    public override string ToString() => Name.Length > 0 ? $"'{Name}'" : $"that writes '{Outputs.FirstOrDefault()}'";
}

/// <summary>A part of a network that is one layer: an activation or a norm, whatever it was written as.</summary>
/// <param name="Kind">The layer's kind, or the activation.</param>
/// <param name="Numbers">Its arguments.</param>
/// <param name="Axes">The axes it works over, of the whole tensor; none for activations.</param>
/// <param name="Weight">A factor, or null.</param>
/// <param name="Bias">A summand, or null.</param>
/// <param name="Rest">What rounding left of the summand, or null.</param>
internal sealed record Composite(
    string Kind,
    IReadOnlyList<(string Name, double Value)> Numbers,
    IReadOnlyList<int> Axes,
    Tensor? Weight = null,
    Tensor? Bias = null,
    Tensor? Rest = null
);
