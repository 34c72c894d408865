using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Moves;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Lowering;

// Which values may be written over others that nobody needs any more.
internal sealed partial class NodeValues
{
    /// <summary>
    /// The row in which the next step turns one node's values into another's: the operand's own when nobody else needs it any more,
    /// otherwise a copy.
    /// </summary>
    public Value OverwriteRow(int node, int operand, string label, string name, bool forInput)
    {
        Value row = Row(operand);
        bool isShared =
            row.Buffer == BufferPlan.Input
            || Owners(row.Buffer)
                .SelectMany(owner => _builder.Consumers(owner, Graph.Nodes.Count))
                .Any(consumer => consumer != node && !IsDone(consumer, node));
        if (!isShared)
            return ReplaceRow(node, operand);
        Value copy = Rows.Copy(_builder, label, operand, node, name, forInput);
        _builder.Buffers.Use(copy.Buffer, _builder.NextStep);
        return copy;
    }

    /// <summary>
    /// The pixels of an operand in which the next step may put a node's values, since nobody else needs the operand any more and its border
    /// is what the node's readers need; or null.
    /// </summary>
    public Value? OverwritePixels(int node, IReadOnlyList<Value> operands, bool forInput)
    {
        Border need = Borders.NeedOf(_builder, node);
        foreach (Value operand in operands)
        {
            if (
                !operand.Layout.Border.Holds(need)
                || Owners(operand.Buffer).Any(owner => IsStillNeeded(owner, node) || HasPixels(owner, forInput: !forInput))
            )
                continue;
            EntriesOf(node).Add(new Entry(operand, forInput));
            return operand;
        }

        return null;
    }

    // The loss is computed together with its gradient; parameter gradients are computed last, wherever they stand in the graph.
    private bool IsDone(int consumer, int node) =>
        Graph.Nodes[consumer].IsLoss || (_builder.Loops.IsBefore(consumer, node) && consumer < Graph.ForwardCount);

    // Parameters' gradients are computed last, wherever they stand in the graph; the loss is computed before any gradient.
    private bool IsStillNeeded(int operand, int node) =>
        _builder
            .Consumers(operand, Graph.Nodes.Count)
            .Any(consumer =>
                consumer != node
                && !Graph.Nodes[consumer].IsLoss
                && (_builder.Loops.IsBefore(node, consumer) || !Graph.Nodes[consumer].IsBatched)
            );

    private IEnumerable<int> Owners(int buffer) =>
        _pixels
            .Where(owner => owner.Value.Exists(entry => entry.Value.Buffer == buffer))
            .Select(owner => owner.Key)
            .Union(_rows.Where(owner => owner.Value.Buffer == buffer).Select(owner => owner.Key));

    private bool HasPixels(int node, bool forInput) =>
        _pixels.TryGetValue(node, out List<Entry>? entries) && entries.Exists(entry => entry.ForInput == forInput);
}
