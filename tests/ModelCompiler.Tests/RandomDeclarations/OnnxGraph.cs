using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using ModelCompiler.Onnx.Export;
using static ModelCompiler.Onnx.Export.AttributeWriter;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>An ONNX model that grows node by node, for batches of one size; values are known by their names.</summary>
/// <param name="samples">The samples of a batch, the first dimension of every value.</param>
/// <param name="inputShape">The shape of one sample.</param>
internal sealed class OnnxGraph(int samples, IReadOnlyList<int> inputShape)
{
    /// <summary>The name of the input.</summary>
    public const string Input = "input";

    private const int IntermediateRepresentation = 10,
        OperatorSet = 21,
        Float = 1,
        Long = 7;

    /// <summary>The samples of a batch.</summary>
    public int Samples => samples;

    private readonly ProtobufWriter _graph = new ProtobufWriter().Text(2, "declaration");
    private int _values;

    /// <summary>An operator's output.</summary>
    public string Node(string operation, IReadOnlyList<string> inputs, params ProtobufWriter[] attributes)
    {
        string output = NewName();
        ProtobufWriter node = inputs.Aggregate(new ProtobufWriter(), (writer, input) => writer.Text(1, input)).Text(2, output);
        node.Text(4, operation);
        foreach (ProtobufWriter attribute in attributes)
            node.Message(5, attribute);
        _graph.Message(1, node);
        return output;
    }

    /// <summary>A tensor of numbers.</summary>
    public string Constant(float[] values, params IEnumerable<int> shape) => Constant(Float, MemoryMarshal.AsBytes<float>(values), shape);

    /// <summary>A single number.</summary>
    public string Scalar(double value) => Constant([(float)value]);

    /// <summary>A list of integers.</summary>
    public string List(params long[] values) => Constant(Long, MemoryMarshal.AsBytes<long>(values), [values.Length]);

    /// <summary>The same values of each sample in another shape.</summary>
    public string Reshape(string x, IEnumerable<int> shape) => Node("Reshape", [x, List([samples, .. shape.Select(size => (long)size)])]);

    /// <summary>The axes of a sample in another order.</summary>
    public string Permute(string x, IEnumerable<int> axes) =>
        Node("Transpose", [x], Integers("perm", [0, .. axes.Select(axis => axis + 1)]));

    /// <summary>A part of an axis of a sample.</summary>
    public string Slice(string x, int axis, long start, long stop, long step = 1) =>
        Node("Slice", [x, List(start), List(stop), List(axis + 1), List(step)]);

    /// <summary>What ONNX Runtime makes of a batch; the graph is complete.</summary>
    public float[] Run(float[] batch, string output, IReadOnlyList<int> outputShape)
    {
        _graph.Message(11, Info(Input, inputShape)).Message(12, Info(output, outputShape));
        byte[] model = new ProtobufWriter()
            .Integer(1, IntermediateRepresentation)
            .Message(7, _graph)
            .Message(8, new ProtobufWriter().Text(1, "").Integer(2, OperatorSet))
            .ToArray();

        // Operators as they stand: whatever was fused would be one opinion less.
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        using var session = new InferenceSession(model, options);
        using var input = OrtValue.CreateTensorValueFromMemory(batch, [samples, .. inputShape.Select(size => (long)size)]);
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(run, [Input], [input], [output]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private ProtobufWriter Info(string name, IEnumerable<int> shape)
    {
        ProtobufWriter dimensions = shape
            .Prepend(samples)
            .Aggregate(new ProtobufWriter(), (writer, size) => writer.Message(1, new ProtobufWriter().Integer(1, size)));
        ProtobufWriter tensor = new ProtobufWriter().Integer(1, Float).Message(2, dimensions);
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, tensor));
    }

    private string Constant(int type, ReadOnlySpan<byte> bytes, IEnumerable<int> shape)
    {
        string name = NewName();
        ProtobufWriter tensor = shape.Aggregate(new ProtobufWriter(), (writer, size) => writer.Integer(1, size));
        _graph.Message(5, tensor.Integer(2, type).Text(8, name).Bytes(9, bytes));
        return name;
    }

    private string NewName() => string.Create(CultureInfo.InvariantCulture, $"v{_values++}");
}
