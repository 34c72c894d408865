namespace ModelCompiler.Generator.Graph;

/// <summary>What the readers of parts of a node send it, until all of them have.</summary>
internal sealed class GradientParts(GraphBuilder graph)
{
    private readonly Dictionary<int, List<(SliceNode Part, int Upstream)>> _parts = [];

    /// <summary>Notes what a part receives.</summary>
    public void Add(SliceNode part, int upstream)
    {
        if (!_parts.TryGetValue(part.Operands[0], out List<(SliceNode, int)>? parts))
            _parts[part.Operands[0]] = parts = [];
        parts.Add((part, upstream));
    }

    /// <summary>
    /// What a node receives that is read in parts: what they send, one behind the other where they are all of it; otherwise each with zeros
    /// around it.
    /// </summary>
    public IEnumerable<int> Of(int index)
    {
        if (!_parts.TryGetValue(index, out List<(SliceNode Part, int Upstream)>? parts))
            return [];
        parts.Sort((one, other) => one.Part.Start.CompareTo(other.Part.Start));
        int end = 0;
        bool isWhole = parts.TrueForAll(part => part.Part.Start == end && (end += part.Part.Shape.Size) > 0);
        TensorShape shape = graph.ShapeOf(index);
        return isWhole && end == shape.Size && shape.Axes.Count > 0 && parts.Count > 1
            ? [Whole(index, parts.Select(part => part.Upstream).ToEquatableArray())]
            : parts.Select(part => graph.Adjoint(part.Part, part.Part.Of(shape), part.Upstream)).ToList();
    }

    // Addends have the same gradient: it is computed once.
    private int Whole(int index, EquatableArray<int> operands)
    {
        for (int other = graph.Nodes.Count - 1; other >= 0; other--)
            if (graph.Nodes[other] is { IsConcatenation: true } concat && concat.Operands.Equals(operands))
                return other;
        return graph.Add(new ConcatNode(graph.Nodes[index].Label, graph.ShapeOf(index), operands));
    }
}
