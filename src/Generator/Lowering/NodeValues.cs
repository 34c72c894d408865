using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Moves;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Lowering;

/// <summary>
/// Where the values of nodes lie: as a row for each sample, or as pixels in a border. Who reads a node says how it wants it; when it does
/// not lie so, a step that converts is added first. Who writes one chooses the border that its readers need. A node of one dimension is a
/// row, which is one pixel as well.
/// </summary>
internal sealed partial class NodeValues
{
    private readonly ScheduleBuilder _builder;
    private readonly Dictionary<int, Value> _rows = [];
    private readonly Dictionary<int, List<Entry>> _pixels = [];
    private readonly List<Value> _kept = [];

    public NodeValues(ScheduleBuilder builder)
    {
        _builder = builder;
        _rows[Graph.Input] = new Value(BufferPlan.Input, Layout.UnpaddedRow(Graph.Nodes[Graph.Input].Shape.Size));
    }

    private ModelGraph Graph => _builder.Graph;

    /// <summary>
    /// The floats of a pixel of a node as a convolution reads it: kernels write whole vectors, but what the caller gives is as narrow as it
    /// is.
    /// </summary>
    public static int StoredForConvolution(ModelGraph graph, int node)
    {
        int channels = ImageShape.Of(graph.Nodes[node].Shape).Channels;
        return node == graph.Input || node == graph.Values ? channels : MemoryLayout.Padded(channels);
    }

    /// <summary>The values whose border holds what earlier steps of a stream have left.</summary>
    public IReadOnlyList<Value> Kept => _kept;

    /// <summary>Whether a node lies somewhere as pixels.</summary>
    public bool HasPixels(int node) => _pixels.ContainsKey(node);

    /// <summary>Whether a node's values lie in the caller's input, whose rows are not padded.</summary>
    public bool IsCallersInput(int node) => _rows.TryGetValue(node, out Value? value) && value.Buffer == BufferPlan.Input;

    /// <summary>A node as a row for each sample, or a parameter as the row that all samples read; the next step uses it.</summary>
    public Value Row(int node)
    {
        if (Graph.Nodes[node].IsParameter)
            return new Value(BufferPlan.OfParameter(_builder.Parameter(node).Index), Layout.RepeatedRow(Graph.Nodes[node].Shape.Size));
        if (!_rows.TryGetValue(node, out Value? value))
            value = RowOfPixels(node);
        return Use(value);
    }

    /// <summary>A node as pixels of whole vectors, in any border; the next step uses it.</summary>
    public Value Pixels(int node, bool forInput) =>
        Pixels(node, default, MemoryLayout.Padded(ImageShape.Of(Graph.Nodes[node].Shape).Channels), forInput);

    /// <summary>A node as pixels in a border of at least <paramref name="border"/>; the next step uses it.</summary>
    public Value Pixels(int node, Border border, int stored, bool forInput)
    {
        Entry? fitting = EntriesOf(node)
            .Find(entry => entry.Value.Layout.Stored == stored && entry.Value.Layout.Border.Holds(border) && (forInput || !entry.ForInput));
        return Use((fitting ?? Convert(node, border, stored, forInput)).Value);
    }

    /// <summary>A node as channels side by side: pixels, or a row when it has one dimension.</summary>
    public Value Channels(int node, bool forInput)
    {
        if (!IsFlat(node))
            return Pixels(node, forInput);
        // The caller's rows are not padded.
        if (IsCallersInput(node))
            Rows.Copy(_builder, Graph.Nodes[node].Label, node, node, "InputRows", forInput);
        return Row(node);
    }

    /// <summary>A node where it lies, whatever surrounds it: what reads each value alone needs no more; the next step uses it.</summary>
    public Value Lying(int node, bool forInput) =>
        Graph.Nodes[node].IsParameter ? Row(node)
        : _pixels.TryGetValue(node, out List<Entry>? entries) ? Use(entries[0].Value)
        : Pixels(node, forInput);

    /// <summary>Lets a part of an operand lie where the operand does.</summary>
    public void LayPart(int node, bool forInput)
    {
        (Node part, int operand) = (Graph.Nodes[node], Graph.Nodes[node].Operands[0]);
        Value whole =
            part.Reading is { } reading && !HasPixels(operand)
                ? Pixels(
                    operand,
                    Borders.Of(reading.Window, ImageShape.Of(part.Shape)),
                    MemoryLayout.Padded(ImageShape.Of(part.Shape).Channels),
                    forInput
                )
                : Lying(operand, forInput);
        EntriesOf(node).Add(new Entry(whole.Part(part.Part!, ImageShape.Of(part.Shape).Channels), forInput));
    }

    /// <summary>Lets a node's values of one step lie in a row that the next step writes for each step of a sequence anew.</summary>
    public void LayRow(int node, string name, bool forInput)
    {
        int channels = ImageShape.Of(Graph.Nodes[node].Shape).Channels;
        var row = new Value(_builder.Buffers.Add(name, channels, _builder.NextStep, forInput), Layout.Row(channels));
        EntriesOf(node).Add(new Entry(row, forInput));
    }

    /// <summary>Whether a node has one dimension.</summary>
    public bool IsFlat(int node) => Graph.Nodes[node].Shape.Dimensions.Count == 1;

    /// <summary>Whether an operand of a node has one value for each channel, which all its positions share.</summary>
    public bool IsRepeatedForPixels(int operand, int node) =>
        !Graph.Nodes[operand].IsBatched && Graph.Nodes[operand].Shape.Size != Graph.Nodes[node].Shape.Size;

    /// <summary>A new row for a node, written by the next step.</summary>
    public Value WriteRow(int node, string name, bool forInput = false)
    {
        int width = Graph.Nodes[node].Shape.Size;
        return _rows[node] = new Value(_builder.Buffers.Add(name, width, _builder.NextStep, forInput), Layout.Row(width));
    }

    /// <summary>The caller's row for the output, written by the next step.</summary>
    public Value HandOutRow(int node) => _rows[node] = new Value(BufferPlan.Output, Layout.UnpaddedRow(Graph.Nodes[node].Shape.Size));

    /// <summary>New pixels for a node, written by the next step, in the border that its readers need.</summary>
    public Value WritePixels(int node, string name, bool forInput = false)
    {
        Value value = Allocate(name, LayoutOf(node), forInput);
        EntriesOf(node).Add(new Entry(value, forInput));
        return value;
    }

    /// <summary>New channels for a node, written by the next step.</summary>
    public Value WriteChannels(int node, string name, bool forInput = false) =>
        IsFlat(node) ? WriteRow(node, name, forInput) : WritePixels(node, name, forInput);

    /// <summary>How new pixels of a node lie.</summary>
    public Layout LayoutOf(int node)
    {
        var shape = ImageShape.Of(Graph.Nodes[node].Shape);
        return Layout.Pixels(shape, MemoryLayout.Padded(shape.Channels), Borders.NeedOf(_builder, node));
    }

    /// <summary>Lets a node live where another one was as a row, which is no longer needed.</summary>
    public Value ReplaceRow(int node, int operand) => _rows[node] = Row(operand);

    /// <summary>Lets a node live where another one's channels lie, which are no longer needed.</summary>
    public Value Replace(int node, Value value)
    {
        Use(value);
        if (IsFlat(node))
            _rows[node] = value;
        else
            EntriesOf(node).Add(new Entry(value, ForInput: false));
        return value;
    }

    /// <summary>The gradient by the model's input is handed out as a row.</summary>
    public void HandOut(int node)
    {
        if (node == Graph.InputGradient)
            Row(node);
    }

    private Value Allocate(string name, Layout layout, bool forInput)
    {
        int length = layout.Shape.Channels * layout.Shape.Height * layout.Shape.Width,
            buffer = _builder.Buffers.Add(name, length, layout.Sample, _builder.NextStep, forInput);
        if (!_builder.IsStream || layout.Border == default)
            return new Value(buffer, layout);
        var value = new Value(buffer, layout with { KeepsBorder = true });
        _kept.Add(value);
        return value;
    }

    private Value Use(Value value)
    {
        _builder.Use(value.Buffer);
        return value;
    }

    private List<Entry> EntriesOf(int node)
    {
        if (!_pixels.TryGetValue(node, out List<Entry>? entries))
            _pixels[node] = entries = [];
        return entries;
    }

    private sealed record Entry(Value Value, bool ForInput);
}
