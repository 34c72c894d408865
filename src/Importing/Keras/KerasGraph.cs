using System.Globalization;
using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Operators;
using ModelCompiler.Onnx;

namespace ModelCompiler.Importing.Keras;

/// <summary>Grows the graph that the importer works on: operators, as files of ONNX have them, for the layers of Keras.</summary>
internal sealed class KerasGraph
{
    /// <summary>The version of ONNX's operators that is written.</summary>
    private const int OperatorSet = 13;

    // The size of the batch while shapes are computed: no layer has it.
    private const int Batch = 7919;

    private readonly Dictionary<string, int[]> _shapes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _tokens = new(StringComparer.Ordinal);
    private readonly List<(string Name, int[] Shape)> _inputs = [];

    /// <summary>The graph.</summary>
    public Network Network { get; } = new() { IsOfLayers = true };

    /// <summary>What people should know.</summary>
    public SortedSet<string> Remarks { get; } = new(StringComparer.Ordinal);

    /// <summary>The dimensions of a value, in Keras's order, the batch first.</summary>
    public int[] ShapeOf(string value) => _shapes[value];

    /// <summary>Declares an input of the network.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="sample">The shape of a sample as Keras has it.</param>
    /// <returns>The value with the axes in Keras's order.</returns>
    public string Input(string name, int[] sample)
    {
        name = Free(name);
        bool isImage = sample.Length == 3;
        int[] shape = isImage ? [Batch, sample[2], sample[0], sample[1]] : [Batch, .. sample];
        _inputs.Add((name, shape));
        _shapes[name] = shape;
        if (!isImage)
            return name;
        if (sample[2] > 1)
            Remarks.Add(
                $"a sample of the input '{name}' is channels, lines, pixels [{sample[2]}, {sample[0]}, {sample[1]}] here; in Keras it is "
                    + $"lines, pixels, channels [{sample[0]}, {sample[1]}, {sample[2]}]"
            );
        return Add(null, "Transpose", [name], KerasCall.Integers("perm", 0, 2, 3, 1));
    }

    /// <summary>Declares an output, which comes out as the models have it: of images the channels first.</summary>
    /// <returns>The name of the value that comes out.</returns>
    public string Output(string value, string layer)
    {
        if (_shapes[value] is not [_, _, _, > 1])
            return value;
        Remarks.Add($"the output of '{layer}' is channels, lines, pixels here; in Keras it is lines, pixels, channels");
        return Add(null, "Transpose", [value], KerasCall.Integers("perm", 0, 3, 1, 2));
    }

    /// <summary>Says that an input is read by a table: its numbers are those of rows.</summary>
    public void MarkTokens(string value) => _tokens.Add(value);

    /// <summary>Adds a constant.</summary>
    public string Constant(string name, Tensor tensor)
    {
        name = Free(name);
        Network.Constants[name] = tensor;
        _shapes[name] = tensor.Shape;
        return name;
    }

    /// <summary>Adds an operator of one output.</summary>
    /// <param name="layer">The layer that it belongs to; null for none.</param>
    /// <param name="name">The operator.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="attributes">Its arguments.</param>
    /// <exception cref="Refusal">Its inputs do not fit.</exception>
    public string Add(KerasLayer? layer, string name, string[] inputs, params OnnxAttribute[] attributes) =>
        Add(layer, name, inputs, 0, attributes);

    /// <summary>Adds an operator of whose outputs one is used.</summary>
    public string Add(KerasLayer? layer, string name, string[] inputs, int output, OnnxAttribute[] attributes)
    {
        string written = Free(layer?.Name ?? "value");
        var node = new NetworkNode
        {
            Operator = name,
            Name = layer is null || layer.HasDefaultName ? "" : $"{layer.Name}/{name}",
            Layer = layer is null ? null : (layer.Class, layer.Name),
            Inputs = [.. inputs],
            Outputs = [.. Enumerable.Repeat("", output), written],
            Attributes = attributes.ToDictionary(attribute => attribute.Name),
            Version = OperatorSet,
        };
        Operator known = OperatorTable.Find(node)!;
        Tensor?[] constants = [.. inputs.Select(input => Network.Constant(input))];
        int[][] shapes = [.. inputs.Select(input => input.Length == 0 ? [] : _shapes[input])];
        int[] shape = known.ShapesOf(node, shapes, constants)[output];
        if (Array.Exists(shape, size => size < 1))
            throw new Refusal($"it leaves nothing of {Shapes.Text(shapes[0][1..])}", "the file is not valid; save the model anew");
        _ = Shapes.Size(shape[1..]);
        _shapes[written] = shape;
        Network.Nodes.Add(node);
        return written;
    }

    /// <summary>Completes the graph.</summary>
    public Network Done(IEnumerable<string> outputs)
    {
        foreach ((string name, int[] shape) in _inputs)
            Network.Inputs.Add(
                new OnnxValue(
                    name,
                    _tokens.Contains(name) ? OnnxElementType.Int64 : OnnxElementType.Float,
                    [new OnnxDimension(null, "batch"), .. shape.Skip(1).Select(size => new OnnxDimension(size, ""))]
                )
            );
        Network.Outputs.AddRange(outputs);
        Network.Remarks.AddRange(Remarks);
        return Network;
    }

    private string Free(string name)
    {
        string free = name.Length == 0 ? "value" : name;
        for (int number = 2; !_names.Add(free); number++)
            free = string.Create(CultureInfo.InvariantCulture, $"{name}:{number}");
        return free;
    }
}
