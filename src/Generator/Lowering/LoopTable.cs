using ModelCompiler.Generator.Graph;

namespace ModelCompiler.Generator.Lowering;

/// <summary>Nodes that need one another from one step to the next, in the order of one step.</summary>
/// <param name="Members">The nodes; each comes after what it reads in the same step.</param>
/// <param name="Steps">The number of steps.</param>
/// <param name="IsReversed">Whether the last step is the first.</param>
internal sealed record Loop(EquatableArray<int> Members, int Steps, bool IsReversed);

/// <summary>What is planned next: a node, or a loop of several.</summary>
/// <param name="Node">The node, or one of the loop's.</param>
/// <param name="Loop">The loop, or null.</param>
internal readonly record struct LoopItem(int Node, Loop? Loop);

/// <summary>
/// The loops over the steps of sequences: the nodes on the circles that delays close. Whatever is on no circle, the product of a cell's
/// inputs, say, or the gradients of its weights, is computed for all steps at once, before a loop or after it.
/// </summary>
internal sealed class LoopTable
{
    private readonly ModelGraph _graph;
    private readonly Dictionary<int, Loop> _loops = [];
    private Dictionary<int, int>? _turns;

    /// <summary>Finds the loops among the nodes that are needed.</summary>
    public LoopTable(ModelGraph graph, ISet<int> needed)
    {
        _graph = graph;
        foreach (int delay in needed.Where(node => graph.Nodes[node].Part is { Steps: not 0 }).OrderBy(node => node))
        {
            if (_loops.ContainsKey(delay))
                continue;
            HashSet<int> before = Reach(delay, node => graph.Nodes[node].Operands.Where(needed.Contains)),
                after = Reach(delay, node => graph.Consumers(node, graph.Nodes.Count).Where(needed.Contains));
            before.IntersectWith(after);
            if (before.Count == 0)
                continue;
            var loop = new Loop(
                before.OrderBy(node => node).ToEquatableArray(),
                graph.Nodes[delay].Shape.Extent(Axis.Step),
                graph.Nodes[delay].Part is { Steps: > 0 }
            );
            foreach (int member in loop.Members)
                _loops[member] = loop;
        }
    }

    /// <summary>Whether there is no loop.</summary>
    public bool AreNone => _loops.Count == 0;

    /// <summary>The loop that a node is in, or null.</summary>
    public Loop? Of(int node) => _loops.TryGetValue(node, out Loop? loop) ? loop : null;

    /// <summary>Whether all these nodes are in loops.</summary>
    public bool ReadAlone(IEnumerable<int> readers) => readers.All(_loops.ContainsKey);

    /// <summary>The nodes from one to before another, each after what it reads, and loops in one piece.</summary>
    public IEnumerable<LoopItem> Order(int start, int end)
    {
        if (_loops.Count == 0)
            return Enumerable.Range(start, end - start).Select(node => new LoopItem(node, null));
        var items = new List<LoopItem>();
        var done = new HashSet<int>();
        for (int node = start; node < end; node++)
            if (Of(node) is not { } loop || loop.Members.Last() == node)
                Visit(node);
        return items;

        void Visit(int node)
        {
            if (node < start || node >= end || !done.Add(node))
                return;
            Loop? loop = Of(node);
            if (loop is not null)
                done.UnionWith(loop.Members);
            foreach (
                int operand in loop is null ? _graph.Nodes[node].Operands : loop.Members.SelectMany(member => _graph.Nodes[member].Operands)
            )
                Visit(operand);
            items.Add(new LoopItem(node, loop));
        }
    }

    /// <summary>Whether a node is computed before another one; those of one loop are computed together.</summary>
    public bool IsBefore(int node, int other)
    {
        if (_loops.Count == 0)
            return node < other;
        _turns ??= Turns();
        return _turns[node] < _turns[other];
    }

    private Dictionary<int, int> Turns()
    {
        var turns = new Dictionary<int, int>();
        foreach (LoopItem item in Order(0, _graph.ForwardCount).Concat(Order(_graph.ForwardCount, _graph.Nodes.Count)))
        {
            int turn = turns.Count;
            foreach (int node in item.Loop?.Members ?? GraphBuilder.Operands(item.Node))
                turns[node] = turn;
        }

        return turns;
    }

    private static HashSet<int> Reach(int start, Func<int, IEnumerable<int>> next)
    {
        var reached = new HashSet<int>();
        var pending = new Stack<int>(next(start));
        while (pending.Count > 0)
            if (pending.Pop() is var node && reached.Add(node))
                foreach (int further in next(node))
                    pending.Push(further);
        return reached;
    }
}
