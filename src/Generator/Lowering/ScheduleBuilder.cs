using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Lowering;

/// <summary>
/// What becomes of a graph, or of a part of it: which nodes are needed, which have joined another one's step, where values lie, and the
/// steps so far.
/// </summary>
internal sealed class ScheduleBuilder
{
    private readonly HashSet<int> _needed = [];
    private readonly HashSet<int> _fused = [];
    private readonly HashSet<int> _needsOfParameters;
    private readonly List<Step> _steps = [];
    private readonly List<int> _reads = [];

    /// <summary>A schedule that computes some nodes.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="parameters">Where each parameter lies.</param>
    /// <param name="results">The nodes that are wanted; -1 stands for none.</param>
    /// <param name="always">Those of them that are wanted in any case; what only the others need is computed on request.</param>
    public ScheduleBuilder(ModelGraph graph, EquatableArray<ParameterPlan> parameters, IEnumerable<int> results, IEnumerable<int> always)
    {
        Graph = graph;
        Parameters = parameters;
        Collect(graph, results, _needed);
        Collect(graph, always, _needsOfParameters = []);
        Loops = new LoopTable(graph, _needed);
        Values = new NodeValues(this);
        States = CarriedStates.Of(graph);
    }

    public ModelGraph Graph { get; }

    public EquatableArray<ParameterPlan> Parameters { get; }

    public BufferAllocator Buffers { get; } = new();

    /// <summary>What normalisations know about each channel.</summary>
    public ChannelTables Tables { get; } = new();

    /// <summary>What runs step by step.</summary>
    public LoopTable Loops { get; }

    /// <summary>What a sequence may begin with in place of zeros.</summary>
    public CarriedStates States { get; }

    /// <summary>Where the nodes' values lie.</summary>
    public NodeValues Values { get; }

    /// <summary>Whether normalisations use running statistics and noise is silent, as in a prediction.</summary>
    public bool IsInference { get; init; }

    /// <summary>
    /// Whether it is one step of a stream, which goes on from what the steps before have left in the borders of sequences.
    /// </summary>
    public bool IsStream { get; init; }

    /// <summary>Whether the output may be written where the caller wants it, instead of into a buffer that is copied.</summary>
    public bool HandsOutput { get; init; }

    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>The step that will be added next.</summary>
    public int NextStep => _steps.Count;

    /// <summary>The end of the nodes that the forward pass and the loss consist of.</summary>
    public int ForwardEnd => Math.Max(Graph.ForwardCount, Graph.Loss + 1);

    public bool IsNeeded(int node) => _needed.Contains(node);

    /// <summary>Whether a node serves the gradient by the input alone.</summary>
    public bool IsForInput(int node) => node >= Graph.ForwardCount && !_needsOfParameters.Contains(node);

    public bool IsFused(int node) => _fused.Contains(node);

    /// <summary>Whether a node is the output, which may be written where the caller wants it.</summary>
    public bool HandsOut(int node) => HandsOutput && node == Graph.Output && Consumers(node, ForwardEnd).Count == 0;

    /// <summary>Notes that a node is computed together with another one.</summary>
    public void Fuse(int node) => _fused.Add(node);

    /// <summary>Adds a step that uses everything read since the one before.</summary>
    public void Add(Step step)
    {
        foreach (int buffer in _reads.Concat(step.Buffers))
            Buffers.Use(buffer, NextStep);
        _reads.Clear();
        _steps.Add(step);
    }

    /// <summary>Adds a step that converts an operand of the step to come, in front of it.</summary>
    public void AddConversion(Step step) => _steps.Add(step);

    /// <summary>Notes that a buffer is read by the step that comes next.</summary>
    public void Use(int buffer)
    {
        Buffers.Use(buffer, NextStep);
        _reads.Add(buffer);
    }

    /// <summary>The needed nodes that read a node, among those before <paramref name="end"/>.</summary>
    public IReadOnlyList<int> Consumers(int node, int end) => Graph.Consumers(node, end).Where(_needed.Contains).ToList();

    /// <summary>
    /// The only needed node before <paramref name="end"/> that reads a node, or null when there is none or several, or when it reads it in
    /// a loop.
    /// </summary>
    public int? SoleConsumer(int node, int end) =>
        Consumers(node, end) is { Count: 1 } consumers && Loops.Of(consumers[0]) == Loops.Of(node) ? consumers[0] : null;

    /// <summary>Whether a node is read by more than one of the needed nodes.</summary>
    public bool IsShared(int node) => Consumers(node, Graph.Nodes.Count).Count > 1;

    /// <summary>The plan of a parameter.</summary>
    public ParameterPlan Parameter(int node) => Parameters.First(parameter => parameter.Node == node);

    /// <summary>The parameter whose gradient a node is, or is a part of.</summary>
    public ParameterPlan ParameterOf(int gradient) => Parameter(Graph.Gradients.First(pair => Holds(pair.Gradient, gradient)).Parameter);

    private bool Holds(int sum, int part) =>
        sum == part || (Graph.Nodes[sum].AddsGradients && Graph.Nodes[sum].Operands.Any(operand => Holds(operand, part)));

    private static void Collect(ModelGraph graph, IEnumerable<int> results, HashSet<int> reached)
    {
        var pending = new Stack<int>(results.Where(result => result >= 0));
        while (pending.Count > 0)
            if (pending.Pop() is var node && reached.Add(node))
                foreach (int operand in graph.Nodes[node].Operands)
                    pending.Push(operand);
    }
}
