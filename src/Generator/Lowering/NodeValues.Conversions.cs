using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Moves;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Lowering;

/// <content>The steps that are added where a node does not lie as its reader wants it.</content>
internal sealed partial class NodeValues
{
    /// <summary>The pixels of a node with gaps of a stride between them; the next step uses them.</summary>
    public Value Spread(int node, Window window, Border border, bool forInput)
    {
        Value source = Pixels(node, forInput);
        ImageShape shape = source.Layout.Shape;
        var spread = new ImageShape(
            shape.Channels,
            ((shape.Height - 1) * window.Vertical.Stride) + 1,
            ((shape.Width - 1) * window.Horizontal.Stride) + 1
        );
        string label = Graph.Nodes[node].Label;
        Value image = Allocate(Names.Pascal(label) + "Spread", Layout.Pixels(spread, source.Layout.Stored, border), forInput);
        _builder.AddConversion(
            Placement.Step(
                label,
                forInput,
                source,
                image,
                default,
                window.Vertical.Stride,
                window.Horizontal.Stride,
                "gaps of the stride between the pixels"
            )
        );
        return Use(image);
    }

    /// <summary>The positions of a sequence as channels, and its channels as positions; the next step uses them.</summary>
    public Value Transposed(int node, bool forInput)
    {
        Value source = Pixels(node, forInput);
        ImageShape shape = source.Layout.Shape;
        string label = Graph.Nodes[node].Label;
        var turned = new ImageShape(shape.Width, 1, shape.Channels);
        Value value = Allocate(
            Names.Pascal(label) + "Turned",
            Layout.Pixels(turned, MemoryLayout.Padded(turned.Channels), default),
            forInput
        );
        _builder.AddConversion(Planes.Transposition(label, forInput, source, value));
        return Use(value);
    }

    private Value RowOfPixels(int node)
    {
        string label = Graph.Nodes[node].Label;
        TensorShape shape = Graph.Nodes[node].Shape;
        bool forInput = _pixels[node].TrueForAll(entry => entry.ForInput);
        Value pixels = Use(_pixels[node].Find(entry => entry.ForInput == forInput).Value);
        var layout = Layout.Row(shape.Size);
        if (shape.IsChannelsLast && layout.AsPixels(pixels.Layout.Shape) == pixels.Layout)
            return _rows[node] = pixels with { Layout = layout };
        string name = node == Graph.InputGradient ? "InputDelta" : Names.Pascal(label) + (shape.IsChannelsLast ? "Row" : "Planes");
        Value row = _builder.HandsOut(node) ? HandOutRow(node) : WriteRow(node, name, forInput);
        _builder.AddConversion(
            shape.IsChannelsLast
                ? Placement.OfSteps(label, forInput, pixels, row with { Layout = row.Layout.AsPixels(pixels.Layout.Shape) })
                : Planes.Of(label, forInput, pixels, row)
        );
        return row;
    }

    private Entry Convert(int node, Border border, int stored, bool forInput)
    {
        Node source = Graph.Nodes[node];
        var shape = ImageShape.Of(source.Shape);
        Entry? other = EntriesOf(node).Find(entry => entry.Value.Layout.Stored == stored && (forInput || !entry.ForInput));
        Value? row = other is null ? Row(node) : null;
        Entry added =
            row is { Buffer: not BufferPlan.Input } && source.Shape.IsChannelsLast && stored == shape.Channels && border == default
                ? new Entry(row with { Layout = row.Layout.AsPixels(shape) }, forInput)
                : new Entry(Allocate(Names.Pascal(source.Label) + "Image", Layout.Pixels(shape, stored, border), forInput), forInput);
        if (added.Value.Buffer != row?.Buffer)
            _builder.AddConversion(Conversion(source, row, other?.Value, added.Value, forInput));
        EntriesOf(node).Add(added);
        return added;
    }

    private Step Conversion(Node source, Value? row, Value? other, Value image, bool forInput) =>
        row is null ? Placement.Step(source.Label, forInput, Use(other!), image, default, 1, 1, "another border")
        : source.Shape.IsChannelsLast
            ? Placement.OfSteps(source.Label, forInput, row with { Layout = row.Layout.AsPixels(image.Layout.Shape) }, image)
        : Planes.ToPixels(source.Label, forInput, row, image);
}
