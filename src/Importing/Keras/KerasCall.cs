using ModelCompiler.Importing.Graph;
using ModelCompiler.Onnx;

namespace ModelCompiler.Importing.Keras;

/// <summary>A layer at work: what it reads, its weights, and the graph that it becomes a part of.</summary>
/// <param name="layer">The layer, or the one inside of a wrapper.</param>
/// <param name="inputs">The values that it reads, in Keras's order of axes.</param>
/// <param name="graph">The graph.</param>
/// <param name="weights">Finds the weights.</param>
/// <param name="place">Where those of the layer lie.</param>
/// <param name="isOfKeras3">Whether Keras 3 wrote the file.</param>
internal sealed class KerasCall(
    KerasLayer layer,
    IReadOnlyList<string> inputs,
    KerasGraph graph,
    KerasWeights weights,
    string place,
    bool isOfKeras3
)
{
    private const string WrongWeights = "the weights are not those of the configuration; save the model anew";

    public KerasLayer Layer => layer;

    public IReadOnlyList<string> Inputs => inputs;

    public KerasGraph Graph => graph;

    public bool IsOfKeras3 => isOfKeras3;

    /// <summary>The only value that the layer reads.</summary>
    public string Input =>
        inputs.Count == 1 ? inputs[0] : throw new Refusal($"it reads {inputs.Count} values", "only joins read several values");

    /// <summary>The object inside of a wrapper that has the weights; empty for the layer itself.</summary>
    public string Part { get; init; } = "";

    /// <summary>The wrapper around the layer; null for none.</summary>
    public KerasLayer? Wrapper { get; init; }

    public static OnnxAttribute Integer(string name, long value) => new() { Name = name, Integer = value };

    public static OnnxAttribute Integers(string name, params IEnumerable<int> values) =>
        new() { Name = name, Integers = [.. values.Select(value => (long)value)] };

    public static OnnxAttribute Number(string name, double value) => new() { Name = name, Number = (float)value };

    public static OnnxAttribute Word(string name, string value) => new() { Name = name, Text = value };

    public static OnnxAttribute Words(string name, params IEnumerable<string> values) => new() { Name = name, Texts = [.. values] };

    /// <summary>The same call of the layer inside of a wrapper.</summary>
    public KerasCall Of(KerasLayer inner, string part) =>
        new(inner, inputs, graph, weights, place, isOfKeras3) { Wrapper = layer, Part = part };

    /// <summary>The dimensions of a value, the batch first.</summary>
    public int[] ShapeOf(string value) => graph.ShapeOf(value);

    /// <summary>The dimensions of what the layer reads; of another rank it is refused.</summary>
    public int[] ShapeOfRank(int rank)
    {
        int[] shape = ShapeOf(Input);
        return shape.Length == rank
            ? shape
            : throw new Refusal(
                $"it reads {Shapes.Text(shape[1..])} where {rank - 1} dimensions belong",
                "the file is not valid; save the model anew"
            );
    }

    public string Add(string name, string[] read, params OnnxAttribute[] attributes) => graph.Add(Wrapper ?? layer, name, read, attributes);

    public string Add(string name, string[] read, int output, params OnnxAttribute[] attributes) =>
        graph.Add(Wrapper ?? layer, name, read, output, attributes);

    public string Constant(string name, Tensor tensor) => graph.Constant($"{(Wrapper ?? layer).Name}/{name}", tensor);

    public string Numbers(string name, params int[] values) => Constant(name, Tensor.List([.. values.Select(value => (long)value)]));

    /// <summary>Moves the last axis behind the batch, where layers have the channels.</summary>
    public string ChannelsFirst(string value)
    {
        int rank = ShapeOf(value).Length;
        return rank < 3 ? value : Add("Transpose", [value], Integers("perm", [0, rank - 1, .. Enumerable.Range(1, rank - 2)]));
    }

    /// <summary>Moves the channels to the end, where Keras has them.</summary>
    public string ChannelsLast(string value)
    {
        int rank = ShapeOf(value).Length;
        return rank < 3 ? value : Add("Transpose", [value], Integers("perm", [0, .. Enumerable.Range(2, rank - 2), 1]));
    }

    /// <summary>The layer's weights, which must have the shapes that its configuration says.</summary>
    /// <param name="expected">Their names and shapes in Keras's order.</param>
    /// <exception cref="Refusal">They are missing or have other shapes.</exception>
    public Tensor[] Weights(params (string Name, int[] Shape)[] expected) => Weights([Part], expected);

    /// <summary>The same of objects inside of the layer.</summary>
    public Tensor[] Weights(string[] parts, params (string Name, int[] Shape)[] expected)
    {
        IReadOnlyList<HdfDataset> found = weights.Of(place, parts);
        if (found.Count < expected.Length)
            throw new Refusal(
                found.Count == 0 ? "its weights are not in the file" : $"its '{expected[found.Count].Name}' is not in the file",
                "save the whole model after it was built: model.save('net.keras')"
            );
        for (int index = 0; index < expected.Length; index++)
            if (!found[index].Shape.AsSpan().SequenceEqual(expected[index].Shape))
                throw new Refusal(
                    $"its '{expected[index].Name}' has the shape {Shapes.Text(found[index].Shape)} instead of "
                        + Shapes.Text(expected[index].Shape),
                    WrongWeights
                );
        if (found.Count > expected.Length && found[expected.Length].Type.StartsWith("float", StringComparison.Ordinal))
            throw new Refusal($"it has {found.Count} weights instead of {expected.Length}", WrongWeights);
        return [.. found.Take(expected.Length).Select(weights.Read)];
    }

    /// <summary>A tensor with its axes in another order.</summary>
    public static Tensor Turned(Tensor tensor, params int[] order) =>
        tensor.Moved([.. order.Select(axis => tensor.Shape[axis])], Shapes.Reordered(tensor.Shape, order));
}
