namespace ModelCompiler.Generator.Graph;

/// <summary>
/// A sum of products over shared indices, written as in <c>einsum</c>: <c>ni,oi-&gt;no</c> multiplies a batch by a weight. The index
/// <c>n</c> is the batch. Several indices may stand for one dimension, as <c>hd</c> for the channels of all heads.
/// </summary>
internal sealed record ContractionNode(
    string Label,
    TensorShape Shape,
    bool IsBatched,
    string Left,
    string Right,
    string Result,
    EquatableArray<int> Operands
) : Node(Label, Shape, IsBatched, Operands)
{
    /// <summary>The index of queries, and that of keys: those of a <see cref="Band"/>.</summary>
    public const char Query = 'q',
        Key = 'k';

    private const char Batch = 'n';

    /// <summary>The sizes of the indices, where they do not follow from the dimensions: some of these have several.</summary>
    public EquatableArray<IndexExtent> Extents { get; init; } = EquatableArray<IndexExtent>.Empty;

    /// <summary>
    /// The pairs of query and key that count, or null for all: products of others are left out, and results of others are anything.
    /// </summary>
    public KeyBand? Band { get; init; }

    public override string Detail => $"{Left},{Right}->{Result}{(Band is null ? string.Empty : $", {Band}")}";

    /// <summary>Whether it multiplies two values of a sample with one another, not a value with a weight.</summary>
    public bool IsOfValues => IsBatched && Left.IndexOf(Batch) >= 0 && Right.IndexOf(Batch) >= 0;

    /// <summary>Whether dimensions have several indices.</summary>
    public bool HasSplitDimensions => Extents.Count > 0;

    public override bool IsRow => !IsOfValues;

    public override bool IsStepwise(IReadOnlyList<Node> nodes) => Band is { IsOfEarlierSteps: true };

    public override bool MayBeOverwritten => true;

    public override int SumOrder => 0;

    /// <summary>The size of an index among <see cref="Extents"/>.</summary>
    public int Extent(char index) => Extents.First(extent => extent.Index == index).Extent;

    public override long MultiplyAdds(IReadOnlyList<Node> nodes)
    {
        TensorShape right = nodes[Operands[1]].Shape;
        return Right
            .Where(index => index != Batch)
            .Select(
                (index, axis) =>
                    Result.Contains(index) ? 1L
                    : HasSplitDimensions ? Extent(index)
                    : right.Dimensions[axis]
            )
            .Aggregate((long)Shape.Size, (product, extent) => product * extent);
    }
}

/// <summary>The size of an index of a contraction.</summary>
internal readonly record struct IndexExtent(char Index, int Extent);

/// <summary>
/// Which keys each query sees: those from <c>query + First</c> to <c>query + Last</c>, as far as there are any. A query without one has
/// only zeros.
/// </summary>
/// <param name="First">The first of them, from the query's own position on.</param>
/// <param name="Last">The last of them.</param>
internal sealed record KeyBand(int First, int Last)
{
    /// <summary>Whether the only query is that of the step at which a stream is, and keys are those of all its steps.</summary>
    public bool IsAtStep { get; init; }

    /// <summary>Whether a query sees none of the steps after its own.</summary>
    public bool IsOfEarlierSteps => Last == 0;

    private string Query => IsAtStep ? "step" : "q";

    /// <summary>All keys.</summary>
    public static KeyBand Everything { get; } = new(All, MostSteps);

    public override string ToString() =>
        this == Everything ? "all"
        : First == All ? $"k <= {Query}{Signed(Last)}"
        : First == -Last ? $"|k - {Query}| <= {Numbers.Text(Last)}"
        : $"{Query}{Signed(First)} <= k <= {Query}{Signed(Last)}";

    /// <summary>A distance that no sequence reaches.</summary>
    public const int MostSteps = 1 << 30;

    /// <summary>The first key, however far away.</summary>
    public const int All = -MostSteps;

    private static string Signed(int offset) =>
        offset == 0 ? string.Empty
        : offset > 0 ? " + " + Numbers.Text(offset)
        : " - " + Numbers.Text(-offset);
}
