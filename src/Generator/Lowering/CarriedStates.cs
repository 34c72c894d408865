using ModelCompiler.Generator.Graph;

namespace ModelCompiler.Generator.Lowering;

/// <summary>
/// What a sequence may begin with in place of zeros, when it goes on where another one has ended: for each value that a forward delay
/// reads, its last step. Truncated backpropagation through time hands it from one window of a long sequence to the next.
/// </summary>
internal sealed class CarriedStates
{
    private readonly Dictionary<int, int> _offsets = [];

    private CarriedStates() { }

    /// <summary>The floats of one sequence; 0 where nothing is carried.</summary>
    public int Size { get; private set; }

    /// <summary>
    /// Those of a model that is trained. One whose states go backwards too has none, since the last step of a window is not the first of
    /// the next; nor has one whose samples end before their last step, or that reads a state's zeros for another reason, as a
    /// convolution over states does.
    /// </summary>
    public static CarriedStates Of(ModelGraph graph)
    {
        var states = new CarriedStates();
        int[] forward = [.. Enumerable.Range(0, graph.ForwardCount)];
        int[] delays = [.. forward.Where(node => graph.Nodes[node].Part is { Steps: not 0 })];
        bool hasLengths = graph.Values != graph.Input;
        if (graph.Loss < 0 || hasLengths || delays.Any(delay => graph.Nodes[delay].Part is { Steps: > 0 }))
            return states;
        HashSet<int> delayed = [.. delays.Select(delay => graph.Nodes[delay].Operands[0])];
        bool isReadAround = forward.Any(node =>
            graph.Nodes[node] is { Part: null, Reading.Window.Horizontal.Extent: > 1 } reader && delayed.Contains(reader.Operands[0])
        );
        if (isReadAround)
            return states;
        foreach (int value in delayed.OrderBy(node => node))
        {
            states._offsets[value] = states.Size;
            states.Size += graph.Nodes[value].Shape.Extent(Axis.Channel);
        }

        return states;
    }

    /// <summary>Where a value lies among the floats of a sequence, or null when it is not carried.</summary>
    public int? OffsetOf(int value) => _offsets.TryGetValue(value, out int offset) ? offset : null;
}
