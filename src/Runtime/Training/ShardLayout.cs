using ModelCompiler.Threads;

namespace ModelCompiler;

/// <summary>
/// Which shards, subtrees and block of the gradient belong to which rank, and where they stand in what one rank sends and receives.
/// Allocates only when created.
/// </summary>
internal sealed class ShardLayout
{
    private readonly (int First, int End)[] _shards;
    private readonly int[][] _subtrees;
    private readonly (int Start, int Length)[] _blocks;

    /// <summary>Lays out what a rank sends and receives.</summary>
    /// <param name="rank">The rank.</param>
    /// <param name="ranks">The number of ranks.</param>
    /// <param name="shards">The number of shards.</param>
    /// <param name="length">The floats of a gradient.</param>
    /// <exception cref="ArgumentException">A rank would send or receive more bytes than 31 bits count.</exception>
    public ShardLayout(int rank, int ranks, int shards, int length)
    {
        _shards = [.. Enumerable.Range(0, ranks).Select(each => ShardRange.OfRank(each, ranks, shards))];
        _subtrees = [.. _shards.Select(range => ShardRange.Subtrees(range.First, range.End))];
        _blocks = [.. Enumerable.Range(0, ranks).Select(each => Share.Floats(length, each, ranks))];
        HeaderBlocks = RankBlocks.Of([.. _shards.Select(range => (1 + (2 * (range.End - range.First))) * sizeof(double))]);
        GradientBlocks = new RankBlocks(
            [.. _blocks.Select(block => Bytes(block.Start))],
            [.. _blocks.Select(block => Bytes(block.Length))]
        );
        OwnFloats = Floats(_subtrees[rank].Length, _blocks[rank].Length);
        ReceiveBlocks = RankBlocks.Of([
            .. Enumerable.Range(0, ranks).Select(other => other == rank ? 0 : Bytes(Floats(_subtrees[other].Length, _blocks[rank].Length))),
        ]);
        bool sendsLeaf = _shards[rank].End == _shards[rank].First + 1;
        SendBlocks = sendsLeaf
            ? new RankBlocks(GradientBlocks.Starts, [.. GradientBlocks.Lengths.Select((bytes, other) => other == rank ? 0 : bytes)])
            : RankBlocks.Of([
                .. Enumerable
                    .Range(0, ranks)
                    .Select(other => other == rank ? 0 : Bytes(Floats(_subtrees[rank].Length, _blocks[other].Length))),
            ]);
    }

    /// <summary>The headers of all ranks: a vote, and weight and loss of each shard, as doubles.</summary>
    public RankBlocks HeaderBlocks { get; }

    /// <summary>The blocks of the gradient.</summary>
    public RankBlocks GradientBlocks { get; }

    /// <summary>What the rank sends: of a single shard from its gradient, else from a buffer.</summary>
    public RankBlocks SendBlocks { get; }

    /// <summary>What the rank receives.</summary>
    public RankBlocks ReceiveBlocks { get; }

    /// <summary>The floats of that buffer.</summary>
    public int SendFloats => SendBlocks.End / sizeof(float);

    /// <summary>The floats that are received.</summary>
    public int ReceiveFloats => ReceiveBlocks.End / sizeof(float);

    /// <summary>The floats of the rank's own block of its own subtrees.</summary>
    public int OwnFloats { get; }

    /// <summary>The shards of a rank.</summary>
    public (int First, int End) ShardsOf(int rank) => _shards[rank];

    /// <summary>The numbers of shards of the subtrees of a rank.</summary>
    public int[] SubtreesOf(int rank) => _subtrees[rank];

    /// <summary>The range of the gradient that belongs to a rank.</summary>
    public (int Start, int Length) BlockOf(int rank) => _blocks[rank];

    // Each subtree begins with a cache line.
    private static int Floats(int subtrees, int block) => checked(((subtrees - 1) * ShardExchange.RoundUp(block)) + block);

    private static int Bytes(int floats) =>
        floats <= int.MaxValue / sizeof(float)
            ? floats * sizeof(float)
            : throw new ArgumentException(
                $"A rank would send {(long)floats * sizeof(float)} bytes in one step, but at most {int.MaxValue} can be: use a smaller "
                    + "model, or as many ranks as a power of two."
            );
}
