namespace ModelCompiler.Runtime.Tests.Training;

/// <summary>Shards are added in one binary tree, wherever its subtrees were added before.</summary>
public sealed class ShardSumTests
{
    private const int Length = 1171;

    public static TheoryData<int, int> Splits { get; } =
        new()
        {
            { 1, 1 },
            { 2, 1 },
            { 8, 1 },
            { 8, 2 },
            { 8, 3 },
            { 8, 5 },
            { 8, 8 },
            { 64, 3 },
            { 64, 7 },
        };

    [Theory]
    [MemberData(nameof(Splits))]
    public void The_sum_is_that_of_the_tree(int shards, int ranks)
    {
        AlignedBuffer[] leaves = [.. Enumerable.Range(0, shards).Select(Leaf)];
        float[] weights = [.. Enumerable.Range(0, shards).Select(shard => 1 + (0.37f * shard))];
        const float Scale = 1 / 3f;

        // Each rank adds its subtrees, and then one adds these.
        var terms = new List<ShardTerm>();
        for (int rank = 0; rank < ranks; rank++)
        {
            (int first, int end) = ShardRange.OfRank(rank, ranks, shards);
            foreach (int size in ShardRange.Subtrees(first, end))
            {
                var part = new AlignedBuffer(Length);
                Sum([.. Enumerable.Range(first, size).Select(shard => new ShardTerm(leaves[shard], 0, 1, weights[shard]))], part, 1);
                terms.Add(new ShardTerm(part, 0, size, 1));
                first += size;
            }
        }

        var sum = new AlignedBuffer(Length);
        Sum([.. terms], sum, Scale);
        for (int i = 0; i < Length; i++)
            Assert.Equal(Tree(0, shards, i) * Scale, sum.Span[i]);

        float Tree(int first, int count, int i) =>
            count == 1 ? leaves[first].Span[i] * weights[first] : Tree(first, count / 2, i) + Tree(first + (count / 2), count / 2, i);
    }

    [Theory]
    [InlineData(0, 8, "8")]
    [InlineData(0, 2, "2")]
    [InlineData(2, 5, "2 1")]
    [InlineData(5, 8, "1 2")]
    [InlineData(3, 21, "1 4 8 4 1")]
    public void A_range_of_shards_is_made_of_complete_subtrees(int first, int end, string sizes) =>
        Assert.Equal(sizes, string.Join(' ', ShardRange.Subtrees(first, end)));

    private static void Sum(ShardTerm[] terms, AlignedBuffer result, float scale)
    {
        var state = new ShardSumState
        {
            Terms = terms,
            Start = 0,
            Sum = result.Span,
            Scale = scale,
        };
        ShardSum.Run(in state, degree: 2);
    }

    private static AlignedBuffer Leaf(int shard)
    {
        var leaf = new AlignedBuffer(Length);
        var random = new RandomSequence((ulong)shard);
        foreach (ref float value in leaf.Span)
            value = random.NextNormal();
        return leaf;
    }
}
