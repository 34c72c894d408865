using ModelCompiler.Generator.Graph;

namespace ModelCompiler.Generator.Planning;

/// <summary>
/// Which buffers hold which nodes as images. Who reads a node says how it wants it; when no buffer has it so, a step that converts is added first. Who writes one
/// chooses the border that its readers need.
/// </summary>
internal sealed class ImageBuffers(SchedulePlanner planner)
{
    private readonly Dictionary<int, List<Entry>> _entries = [];

    /// <summary>The floats of a pixel of a node as a convolution reads it: kernels write whole vectors, but what the caller gives is as narrow as it is.</summary>
    public static int StoredForConvolution(ModelGraph graph, int node)
    {
        int channels = ImageShape.Of(graph.Nodes[node].Shape).Channels;
        return graph.Nodes[node] is InputNode ? channels : MemoryLayout.Padded(channels);
    }

    /// <summary>Whether a node lies somewhere as an image.</summary>
    public bool Holds(int node) => _entries.ContainsKey(node);

    /// <summary>Whether a node that lies as an image is there only when the gradient by the input is asked for.</summary>
    public bool IsOnRequest(int node) => _entries[node].TrueForAll(entry => entry.OnRequest);

    /// <summary>A node as an image of whole vectors, in any border.</summary>
    public Image Read(int node, bool onRequest) => Read(node, default, MemoryLayout.Padded(ImageShape.Of(planner.Graph.Nodes[node].Shape).Channels), onRequest);

    /// <summary>A node as an image in a border of at least <paramref name="border"/>.</summary>
    public Image Read(int node, Border border, int stored, bool onRequest)
    {
        List<Entry> entries = EntriesOf(node);
        Entry? fitting = entries.Find(entry => entry.Image.Layout.Stored == stored && entry.Image.Layout.Border.Holds(border) && (onRequest || !entry.OnRequest));
        return planner.Use((fitting ?? Convert(node, border, stored, onRequest)).Image);
    }

    /// <summary>The image of a node with gaps of a stride between its pixels.</summary>
    public Image ReadSpread(int node, Window window, Border border, bool onRequest)
    {
        Image source = Read(node, onRequest);
        ImageShape shape = source.Layout.Shape;
        var spread = new ImageShape(shape.Channels, ((shape.Height - 1) * window.Vertical.Stride) + 1, ((shape.Width - 1) * window.Horizontal.Stride) + 1);
        string label = planner.Graph.Nodes[node].Label;
        var image = Allocate(Names.Pascal(label) + "Spread", new ImageLayout(spread, source.Layout.Stored, border), onRequest);
        planner.AddConversion(new PlaceStep(label, onRequest, source, image, 0, 0, window.Vertical.Stride, window.Horizontal.Stride, "gaps of the stride between the pixels"));
        return planner.Use(image);
    }

    /// <summary>A new image for a node, written by the next step, in the border that its readers need.</summary>
    public Image Write(int node, string name, bool onRequest = false)
    {
        Image image = Allocate(name, LayoutOf(node), onRequest);
        EntriesOf(node).Add(new Entry(image, onRequest));
        return image;
    }

    /// <summary>How a new image of a node lies.</summary>
    public ImageLayout LayoutOf(int node)
    {
        var shape = ImageShape.Of(planner.Graph.Nodes[node].Shape);
        return new ImageLayout(shape, MemoryLayout.Padded(shape.Channels), NeedOf(node));
    }

    /// <summary>
    /// The image of an operand in which the next step may put a node's values, since nobody else needs the operand any more and its border is what the node's readers
    /// need; or null.
    /// </summary>
    public Image? Overwrite(int node, IReadOnlyList<int> operands, IReadOnlyList<Image> images, bool onRequest)
    {
        Border need = NeedOf(node);
        for (int position = 0; position < operands.Count; position++)
        {
            Image image = images[position];
            IEnumerable<KeyValuePair<int, List<Entry>>> owners = _entries.Where(owner => owner.Value.Exists(entry => entry.Image.Buffer == image.Buffer));
            if (!image.Layout.Border.Holds(need) || owners.Any(owner => IsNeeded(owner.Key, node) || owner.Value.Exists(entry => entry.OnRequest != onRequest)))
                continue;
            EntriesOf(node).Add(new Entry(image, onRequest));
            return image;
        }

        return null;
    }

    // Parameters' gradients are computed last, wherever they stand in the graph; the loss is computed before any gradient.
    private bool IsNeeded(int operand, int node) => planner.Consumers(operand, planner.Graph.Nodes.Count)
        .Any(consumer => consumer != node && consumer != planner.Graph.Loss && (consumer > node || !planner.Graph.Nodes[consumer].IsBatched));

    /// <summary>Lets a node live where another one's image lies, which is no longer needed.</summary>
    public void Replace(int node, Image image)
    {
        planner.Use(image);
        EntriesOf(node).Add(new Entry(image, OnRequest: false));
    }

    /// <summary>Adds the step that turns a node's image into planes.</summary>
    /// <param name="node">The node.</param>
    /// <param name="output">Where to.</param>
    /// <param name="onRequest">Whether it serves the gradient by the input alone.</param>
    public void ToPlanes(int node, int output, bool onRequest) =>
        planner.AddConversion(new ToPlanesStep(planner.Graph.Nodes[node].Label, onRequest, planner.Use(_entries[node].Find(entry => entry.OnRequest == onRequest).Image), output));

    /// <summary>The border that a convolution's window needs around its image.</summary>
    public static Border BorderOf(Window window, ImageShape image) => new(
        Math.Max(0, window.Vertical.Before),
        window.Vertical.Reach(image.Height),
        Math.Max(0, window.Horizontal.Before),
        window.Horizontal.Reach(image.Width));

    /// <summary>The window of the gradient of a convolution's image, over the spread gradient of its output.</summary>
    public static Window Reverse(Window window, ImageShape image) => new(window.Vertical.Reverse(image.Height), window.Horizontal.Reverse(image.Width));

    /// <summary>The border that the gradient of a convolution's image needs around the gradient of its output.</summary>
    public static Border BorderOfReverse(Window window, ImageShape image, ImageShape output) => ConvolutionPhase.BorderOf(
        AxisWalk.Backward(window.Vertical, image.Height), AxisWalk.Backward(window.Horizontal, image.Width), output);

    /// <summary>The border that the gradient of a depthwise convolution's image needs around the spread gradient of its output.</summary>
    public static Border BorderOfSpread(Window window, ImageShape image)
    {
        Window reverse = Reverse(window, image);
        return new Border(
            Math.Max(0, reverse.Vertical.Before), Math.Max(0, reverse.Vertical.After), Math.Max(0, reverse.Horizontal.Before), Math.Max(0, reverse.Horizontal.After));
    }

    public static bool HasStride(Window window) => window.Vertical.Stride > 1 || window.Horizontal.Stride > 1;

    private Border NeedOf(int node)
    {
        Border need = default;
        var shape = ImageShape.Of(planner.Graph.Nodes[node].Shape);
        foreach (int consumer in planner.Consumers(node, planner.Graph.Nodes.Count))
        {
            need = planner.Graph.Nodes[consumer] switch
            {
                ConvolutionNode convolution when convolution.Operands[0] == node => need.Join(BorderOf(convolution.Window, shape)),
                TransposedConvolutionNode transposed when transposed.Operands[0] == node => need.Join(BorderOfReverse(transposed.Window, ImageShape.Of(transposed.Shape), shape)),
                TransposedInputGradientNode gradient when gradient.Operands[0] == node => need.Join(BorderOf(gradient.Window, shape)),
                ConvolutionWeightGradientNode { IsTransposed: true } gradient when gradient.Operands[0] == node => need.Join(BorderOf(gradient.Window, shape)),
                ConvolutionInputGradientNode gradient when gradient.Operands[0] == node && !IsSpread(gradient) && ScatterChoice.Reason(gradient, shape, planner.Parameter(gradient.Operands[1]).Packing) is null =>
                    need.Join(BorderOfReverse(gradient.Window, ImageShape.Of(gradient.Shape), shape)),
                BatchNormNode when BatchNormPlanner.IsInPlace(planner, consumer) => need.Join(NeedOf(BatchNormPlanner.ResultOf(planner, consumer))),
                _ => need,
            };
        }

        return need;
    }

    // Only a depthwise convolution reads its upstream gradient in a copy with gaps.
    private bool IsSpread(ConvolutionInputGradientNode node) => HasStride(node.Window) && ConvolutionShapes.IsDepthwise(planner.Graph, node.Operands[1], node.Groups);

    private Entry Convert(int node, Border border, int stored, bool onRequest)
    {
        Node source = planner.Graph.Nodes[node];
        var layout = new ImageLayout(ImageShape.Of(source.Shape), stored, border);
        Entry? other = EntriesOf(node).Find(entry => entry.Image.Layout.Stored == stored && (onRequest || !entry.OnRequest));
        int planes = other is null ? planner.Read(node) : BufferPlan.None;
        Image image = Allocate(Names.Pascal(source.Label) + "Image", layout, onRequest);
        planner.AddConversion(other is null
            ? new FromPlanesStep(source.Label, onRequest, planes, image)
            : new PlaceStep(source.Label, onRequest, planner.Use(other.Image), image, 0, 0, 1, 1, "another border"));
        var added = new Entry(image, onRequest);
        EntriesOf(node).Add(added);
        return added;
    }

    private Image Allocate(string name, ImageLayout layout, bool onRequest) =>
        new(planner.Buffers.Add(name, layout.Shape.Channels * layout.Shape.Height * layout.Shape.Width, layout.Sample, planner.NextStep, onRequest), layout);

    private List<Entry> EntriesOf(int node)
    {
        if (!_entries.TryGetValue(node, out List<Entry>? entries))
            _entries[node] = entries = [];
        return entries;
    }

    private sealed record Entry(Image Image, bool OnRequest);
}
