namespace ModelCompiler;

/// <summary>
/// Which shards of a batch a rank has, and which places of the batch a shard: both cut evenly, so that they depend on nothing but the
/// numbers.
/// </summary>
internal static class ShardRange
{
    /// <summary>The shards of a rank.</summary>
    public static (int First, int End) OfRank(int rank, int ranks, int shards) =>
        ((int)((long)rank * shards / ranks), (int)((long)(rank + 1) * shards / ranks));

    /// <summary>
    /// The places of a shard in a batch that is full. A batch of fewer samples fills the first shards, and the rest have none: a lane of
    /// carried states never changes its shard.
    /// </summary>
    public static (int First, int End) Places(int shard, int shards, int batchSize) => OfRank(shard, shards, batchSize);

    /// <summary>
    /// The complete subtrees of the binary tree over all shards that make up a range of shards, in order, by their numbers of shards.
    /// </summary>
    public static int[] Subtrees(int first, int end)
    {
        var sizes = new List<int>();
        while (first < end)
        {
            int size = 1;
            while (first % (size * 2) == 0 && first + (size * 2) <= end)
                size *= 2;
            sizes.Add(size);
            first += size;
        }

        return [.. sizes];
    }
}
