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

    /// <summary>The needed nodes that read a node, among those before <paramref name="end"/>.</summary>
    public IReadOnlyList<int> Consumers(int node, int end) => Graph.Consumers(node, end).Where(_needed.Contains).ToList();

    /// <summary>The only needed node before <paramref name="end"/> that reads a node, or null when there is none or several.</summary>
    public int? SoleConsumer(int node, int end) => Consumers(node, end) is { Count: 1 } consumers ? consumers[0] : null;

    /// <summary>The buffer of a node that has been computed, as a row for each sample; the next step uses it. An image is turned into one first.</summary>
    public int Read(int node, bool onRequest = false)
    {
        if (!_buffers.TryGetValue(node, out int buffer))
            buffer = ReadImage(node, node, onRequest);
        Note(buffer);
        return buffer;
    }

    /// <summary>Lets a node have the values of another one, in the same order: in the same place when nobody else reads that, else in a copy.</summary>
    public void Rename(int node, int operand, bool onRequest)
    {
        Node named = Graph.Nodes[node];
        if (!_buffers.ContainsKey(operand) && Images.Holds(operand))
            ReadImage(operand, node, onRequest);
        else if (Consumers(operand, Graph.Nodes.Count).Count == 1)
            Replace(node, operand);
        else
            Copy(named.Label, operand, node, Names.Pascal(named.Label) + "Output");
    }

    /// <summary>A new buffer for a node, written by the next step.</summary>
    public int Write(int node, string name)
    {
        int buffer = Buffers.Add(name, Graph.Nodes[node].Shape.Size, NextStep);
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

    /// <summary>Adds a copy of a node's values, which later steps read instead when <paramref name="node"/> is <paramref name="operand"/> itself.</summary>
    public int Copy(string label, int operand, int node, string name)
    {
        int input = Read(operand);
        int output = Write(node, name);
        Add(new MapStep(label, false, new Variable("x"), new[] { "x" }.ToEquatableArray(), new[] { input }.ToEquatableArray(), output));
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

    private int ReadImage(int image, int node, bool onRequest)
    {
        int buffer = Write(node, image == Graph.InputGradient ? "InputDelta" : Names.Pascal(Graph.Nodes[node].Label) + "Planes");
        Images.ToPlanes(image, buffer, onRequest);
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
