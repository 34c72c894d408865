using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>
/// What forward and backward planning share: which nodes are needed, which buffer holds which node, and the steps so far.
/// </summary>
internal sealed class SchedulePlanner
{
    private readonly HashSet<int> _needed = [];
    private readonly Dictionary<int, int> _buffers = [];
    private readonly HashSet<int> _fused = [];
    private readonly List<Step> _steps = [];
    private readonly List<int> _reads = [];

    public SchedulePlanner(ModelGraph graph, EquatableArray<ParameterPlan> parameters, IEnumerable<int> results)
    {
        Graph = graph;
        Images = new ImageBuffers(this);
        Parameters = parameters;
        foreach (int result in results)
            Need(result);
        _buffers[graph.Input] = BufferPlan.Input;
    }

    public ModelGraph Graph { get; }

    public EquatableArray<ParameterPlan> Parameters { get; }

    public BufferAllocator Buffers { get; } = new();

    /// <summary>Whether normalisations use running statistics and noise is silent, as in a prediction.</summary>
    public bool UsesRunning { get; init; }

    /// <summary>What normalisations know about each channel.</summary>
    public ChannelTables Tables { get; } = new();

    /// <summary>The nodes that lie as images.</summary>
    public ImageBuffers Images { get; }

    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>The step that will be added next.</summary>
    public int NextStep => _steps.Count;

    public bool IsNeeded(int node) => _needed.Contains(node);

    public bool IsFused(int node) => _fused.Contains(node);

    public void Fuse(int node) => _fused.Add(node);

    /// <summary>Adds a step that uses everything read since the one before.</summary>
    public void Add(Step step)
    {
        foreach (int buffer in _reads)
            Buffers.Use(buffer, NextStep);
        _reads.Clear();
        _steps.Add(step);
    }

    /// <summary>Adds a step that converts an operand of the step to come, in front of it.</summary>
    public void AddConversion(Step step) => _steps.Add(step);

    /// <summary>Notes that an image is read by the step that comes next.</summary>
    public Image Use(Image image)
    {
        Note(image.Buffer);
        return image;
    }

    /// <summary>Notes that a buffer is read by the step that comes next.</summary>
    public void Use(int buffer) => Note(buffer);

    /// <summary>The needed nodes that read a node, among those before <paramref name="end"/>.</summary>
    public IReadOnlyList<int> Consumers(int node, int end) => Graph.Consumers(node, end).Where(_needed.Contains).ToList();

    /// <summary>The only needed node before <paramref name="end"/> that reads a node, or null when there is none or several.</summary>
    public int? SoleConsumer(int node, int end) => Consumers(node, end) is { Count: 1 } consumers ? consumers[0] : null;

    /// <summary>
    /// The buffer of a node that has been computed, as a row for each sample, or the stand-in of a parameter; the next step uses it. An image is turned into a row first.
    /// </summary>
    public int Read(int node)
    {
        if (Graph.Nodes[node] is ParameterNode)
            return BufferPlan.OfParameter(Parameter(node).Index);
        if (!_buffers.TryGetValue(node, out int buffer))
            buffer = ReadImage(node);
        Note(buffer);
        return buffer;
    }

    /// <summary>Whether a node's values lie in the caller's input, whose rows are not padded.</summary>
    public bool IsCallersInput(int node) => _buffers.TryGetValue(node, out int buffer) && buffer == BufferPlan.Input;

    /// <summary>A new buffer for a node, written by the next step.</summary>
    public int Write(int node, string name, bool onRequest = false)
    {
        int buffer = Buffers.Add(name, Graph.Nodes[node].Shape.Size, NextStep, onRequest);
        _buffers[node] = buffer;
        return buffer;
    }

    /// <summary>Lets a node live where another one was, which is no longer needed.</summary>
    public int Replace(int node, int operand)
    {
        int buffer = Read(operand);
        _buffers[node] = buffer;
        return buffer;
    }

    /// <summary>
    /// The buffer in which the next step turns one node's values into another's: the operand's own when nobody else needs it any more, otherwise a copy.
    /// </summary>
    public int Overwrite(int node, int operand, string label, string name, bool onRequest)
    {
        int buffer = Read(operand);
        bool isShared = buffer == BufferPlan.Input
            || _buffers.Where(entry => entry.Value == buffer).SelectMany(entry => Consumers(entry.Key, Graph.Nodes.Count)).Any(consumer => consumer != node && !IsDone(consumer, node));
        if (!isShared)
            return Replace(node, operand);
        int copy = Copy(label, operand, node, name, onRequest);
        Buffers.Use(copy, NextStep);
        return copy;
    }

    // The loss is computed together with its gradient; parameter gradients are computed last, wherever they stand in the graph.
    private bool IsDone(int consumer, int node) => consumer == Graph.Loss || (consumer < node && consumer < Graph.ForwardCount);

    /// <summary>Adds a copy of a node's values, which later steps read instead when <paramref name="node"/> is <paramref name="operand"/> itself.</summary>
    public int Copy(string label, int operand, int node, string name, bool onRequest)
    {
        int input = Read(operand);
        int output = Write(node, name, onRequest);
        Add(new MapStep(label, onRequest, new Variable("x"), new[] { "x" }.ToEquatableArray(), new[] { input }.ToEquatableArray(), output));
        return output;
    }

    /// <summary>The floats between two samples of a buffer; the caller's input is not padded.</summary>
    public int Stride(int buffer) => buffer == BufferPlan.Input ? Graph.Nodes[Graph.Input].Shape.Size : Buffers.Stride(buffer);

    public ParameterPlan Parameter(int node)
    {
        foreach (ParameterPlan parameter in Parameters)
            if (parameter.Node == node)
                return parameter;
        throw new InvalidOperationException($"Node {node} is not a parameter.");
    }

    private int ReadImage(int node)
    {
        bool onRequest = Images.IsOnRequest(node);
        int buffer = Write(node, node == Graph.InputGradient ? "InputDelta" : Names.Pascal(Graph.Nodes[node].Label) + "Planes", onRequest);
        Images.ToPlanes(node, buffer, onRequest);
        return buffer;
    }

    private void Note(int buffer)
    {
        Buffers.Use(buffer, NextStep);
        _reads.Add(buffer);
    }

    private void Need(int node)
    {
        if (node >= 0 && _needed.Add(node))
            foreach (int operand in Graph.Nodes[node].Operands)
                Need(operand);
    }
}
