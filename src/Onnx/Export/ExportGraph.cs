using System.Globalization;
using System.Runtime.InteropServices;
using static ModelCompiler.Onnx.Export.AttributeWriter;

namespace ModelCompiler.Onnx.Export;

/// <summary>An output of a layer in the graph that is written.</summary>
/// <param name="Name">The value's name.</param>
/// <param name="Shape">The shape of one sample.</param>
/// <param name="IsSequence">Whether the features come last.</param>
internal sealed record ExportValue(string Name, int[] Shape, bool IsSequence)
{
    public int Size => Shape.Aggregate(1, (size, dimension) => size * dimension);

    public int ChannelAxis => IsSequence ? 1 : 0;

    public int Channels => Shape[ChannelAxis];
}

/// <summary>An input or output of the graph that is written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What it is.</param>
/// <param name="IsTokens">Whether it is whole numbers.</param>
internal sealed record ExportEnd(string Name, ExportValue Value, bool IsTokens);

/// <summary>An ONNX graph that grows node by node. The first axis of every value is the batch.</summary>
internal sealed class ExportGraph
{
    private const int Float = 1,
        Long = 7;

    private readonly ProtobufWriter _nodes = new();
    private readonly HashSet<string> _names = [];
    private string _scope = "";

    /// <summary>The layer whose nodes follow: it stands before their names.</summary>
    public void Enter(string layer) => _scope = layer;

    /// <summary>An operator's output.</summary>
    public string Node(string operation, IReadOnlyList<string> inputs, params ProtobufWriter[] attributes) =>
        Node(operation, inputs, 0, attributes);

    /// <summary>One of an operator's outputs; those before it are left out.</summary>
    public string Node(string operation, IReadOnlyList<string> inputs, int place, ProtobufWriter[] attributes)
    {
        string name = Unique($"/{_scope.Replace('.', '/')}/{operation}");
        var node = new ProtobufWriter();
        foreach (string input in inputs)
            node.Text(1, input);
        string output = name + "_output";
        for (int left = 0; left < place; left++)
            node.Text(2, "");
        node.Text(2, output).Text(3, name).Text(4, operation);
        foreach (ProtobufWriter attribute in attributes)
            node.Message(5, attribute);
        _nodes.Message(1, node);
        return output;
    }

    /// <summary>A tensor of numbers by a name of its own.</summary>
    public string Constant(float[] values, IEnumerable<int> shape, string? name = null) =>
        Tensor(name ?? Unique($"/{_scope.Replace('.', '/')}/constant"), Float, MemoryMarshal.AsBytes<float>(values), shape);

    /// <summary>A single number.</summary>
    public string Scalar(double value) => Constant([(float)value], []);

    /// <summary>A list of integers.</summary>
    public string List(params long[] values) =>
        Tensor(Unique($"/{_scope.Replace('.', '/')}/list"), Long, MemoryMarshal.AsBytes<long>(values), [values.Length]);

    /// <summary>The same values of each sample in another shape.</summary>
    public string Reshape(string x, params IEnumerable<int> shape) => Node("Reshape", [x, List([0, .. shape.Select(size => (long)size)])]);

    /// <summary>One row of all values of each sample.</summary>
    public string Flatten(ExportValue x) => x.Shape.Length == 1 ? x.Name : Node("Flatten", [x.Name], Integer("axis", 1));

    /// <summary>The axes of a sample in another order.</summary>
    public string Permute(string x, IEnumerable<int> axes) =>
        Node("Transpose", [x], Integers("perm", axes.Select(axis => axis + 1).Prepend(0)));

    /// <summary>A part of an axis of a sample.</summary>
    public string Slice(string x, int axis, long start, long stop, long step = 1) =>
        Node("Slice", [x, List(start), List(stop), List(axis + 1), List(step)]);

    /// <summary>The whole graph, as a message.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="outputs">The outputs.</param>
    public ProtobufWriter Finish(string name, IReadOnlyList<ExportEnd> inputs, IReadOnlyList<ExportEnd> outputs)
    {
        foreach (ExportEnd output in outputs)
            _nodes.Message(
                1,
                new ProtobufWriter().Text(1, output.Value.Name).Text(2, output.Name).Text(3, $"/{output.Name}/Identity").Text(4, "Identity")
            );
        _nodes.Text(2, name);
        foreach (ExportEnd input in inputs)
            _nodes.Message(11, Info(input.Name, input.IsTokens ? Long : Float, input.Value.Shape));
        foreach (ExportEnd output in outputs)
            _nodes.Message(12, Info(output.Name, Float, output.Value.Shape));
        return _nodes;
    }

    private static ProtobufWriter Info(string name, int type, IEnumerable<int> shape)
    {
        var dimensions = new ProtobufWriter().Message(1, new ProtobufWriter().Text(2, "batch"));
        foreach (int size in shape)
            dimensions.Message(1, new ProtobufWriter().Integer(1, size));
        ProtobufWriter tensor = new ProtobufWriter().Integer(1, type).Message(2, dimensions);
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, tensor));
    }

    private string Tensor(string name, int type, ReadOnlySpan<byte> bytes, IEnumerable<int> shape)
    {
        ProtobufWriter tensor = shape.Aggregate(new ProtobufWriter(), (writer, size) => writer.Integer(1, size));
        _nodes.Message(5, tensor.Integer(2, type).Text(8, name).Bytes(9, bytes));
        return name;
    }

    private string Unique(string name)
    {
        string unique = name;
        for (int number = 1; !_names.Add(unique); number++)
            unique = name + "_" + number.ToString(CultureInfo.InvariantCulture);
        return unique;
    }
}
