using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>
/// Adds the gradients of all shards over the ranks. Each rank adds the complete subtrees among its own shards, sends each block of them to
/// the rank that the block belongs to, which finishes the tree, and gathers the finished blocks: as many bytes as a ring moves, in an order
/// of addition that is the same for every number of ranks. With the blocks goes what each shard weighs and has lost, and the rank's vote.
/// Allocates only when created.
/// </summary>
/// <remarks>
/// A block is a range of the gradient in whole cache lines. The message from rank r to rank q is block q of each subtree of r, in order,
/// then r's header: its vote, and weight and loss of each of its shards, as doubles. What a rank would send to itself it writes where it
/// would receive it.
/// </remarks>
internal sealed class ShardExchange
{
    private const int Line = 16,
        FloatsPerDouble = sizeof(double) / sizeof(float);

    private readonly World _world;
    private readonly Ballot _ballot;
    private readonly ShardTerm[] _leaves;
    private readonly int[][] _subtrees;
    private readonly int[] _headerLengths;
    private readonly int[] _blockOffsets;
    private readonly int[] _sendOffsets;
    private readonly int[] _receiveOffsets;
    private readonly int[] _receiveStarts;
    private readonly ShardTerm[] _terms;
    private readonly AlignedBuffer _send;
    private readonly AlignedBuffer _receive;

    /// <summary>Reserves what is sent and received.</summary>
    /// <param name="world">The ranks.</param>
    /// <param name="shards">The shards of a batch, at least one for each rank.</param>
    /// <param name="leaves">The gradients of the rank's own shards, all of one length.</param>
    /// <param name="ballot">Where votes are counted.</param>
    public ShardExchange(World world, int shards, AlignedBuffer[] leaves, Ballot ballot)
    {
        _world = world;
        _ballot = ballot;
        _leaves = [.. leaves.Select(leaf => new ShardTerm(leaf, 0, 1, 1))];
        Weights = new double[shards];
        Losses = new double[shards];
        int ranks = world.Size,
            rank = world.Rank,
            length = leaves[0].Length;
        (FirstShard, EndShard) = ShardRange.OfRank(rank, ranks, shards);
        var ranges = Enumerable.Range(0, ranks).Select(each => ShardRange.OfRank(each, ranks, shards)).ToArray();
        _subtrees = [.. ranges.Select(range => ShardRange.Subtrees(range.First, range.End))];
        _headerLengths = [.. ranges.Select(range => RoundUp((1 + (2 * (range.End - range.First))) * FloatsPerDouble))];
        _blockOffsets = [.. Enumerable.Range(0, ranks + 1).Select(block => BlockStart(length, block, ranks))];
        int[] blocks = [.. Enumerable.Range(0, ranks).Select(block => RoundUp(_blockOffsets[block + 1] - _blockOffsets[block]))];

        _sendOffsets = Offsets(ranks, other => other == rank ? 0 : (_subtrees[rank].Length * (long)blocks[other]) + _headerLengths[rank]);
        _receiveOffsets = Offsets(
            ranks,
            other => other == rank ? 0 : (_subtrees[other].Length * (long)blocks[rank]) + _headerLengths[other]
        );
        int own = _receiveOffsets[^1];
        _receiveStarts = [.. Enumerable.Range(0, ranks).Select(other => other == rank ? own : _receiveOffsets[other])];
        _send = new AlignedBuffer(_sendOffsets[^1]);
        _receive = new AlignedBuffer(Checked(own + (_subtrees[rank].Length * (long)blocks[rank])));
        _terms =
        [
            .. Enumerable
                .Range(0, ranks)
                .SelectMany(other =>
                    _subtrees[other]
                        .Select((size, index) => new ShardTerm(_receive, _receiveStarts[other] + (index * blocks[rank]), size, 1))
                ),
        ];
        SendBytes = Bytes(_sendOffsets);
        ReceiveBytes = Bytes(_receiveOffsets);
        BlockBytes = Bytes(_blockOffsets);
    }

    /// <summary>The first of the rank's own shards.</summary>
    public int FirstShard { get; }

    /// <summary>The shard after the last of them.</summary>
    public int EndShard { get; }

    /// <summary>What each shard weighs in the mean: of own shards before a sum, of all afterwards.</summary>
    public double[] Weights { get; }

    /// <summary>The loss of each shard, times its weight: of own shards before a sum, of all afterwards.</summary>
    public double[] Losses { get; }

    private int[] SendBytes { get; }

    private int[] ReceiveBytes { get; }

    private int[] BlockBytes { get; }

    /// <summary>Adds the shards and divides by the sum of their weights.</summary>
    /// <param name="leafWeights">What each of the own gradients is multiplied by.</param>
    /// <param name="least">The least that the sum of the weights counts as.</param>
    /// <param name="gradient">Receives the mean gradient.</param>
    /// <param name="degree">The threads that may take part.</param>
    /// <returns>The mean loss.</returns>
    public double Sum(ReadOnlySpan<float> leafWeights, double least, Span<float> gradient, int degree)
    {
        for (int leaf = 0; leaf < _leaves.Length; leaf++)
            _leaves[leaf] = _leaves[leaf] with { Weight = leafWeights[leaf] };
        _ballot.Open();
        _ballot.Count(_world.Rank, _ballot.Own);
        if (_world.Size > 1)
        {
            AddOwn(degree);
            _world.Exchange(MemoryMarshal.AsBytes(_send.Span), SendBytes, MemoryMarshal.AsBytes(_receive.Span), ReceiveBytes);
            ReadHeaders();
        }

        double weight = Math.Max(least, Total(Weights));
        int start = _blockOffsets[_world.Rank],
            end = _blockOffsets[_world.Rank + 1];
        var sum = new ShardSumState
        {
            Terms = _world.Size > 1 ? _terms : _leaves,
            Start = 0,
            Sum = gradient[start..end],
            Scale = (float)(1 / weight),
        };
        ShardSum.Run(in sum, degree);
        _world.Gather(MemoryMarshal.AsBytes(gradient), BlockBytes);
        return Total(Losses) / weight;
    }

    private void AddOwn(int degree)
    {
        int rank = _world.Rank;
        for (int other = 0; other < _world.Size; other++)
        {
            int block = _blockOffsets[other],
                length = _blockOffsets[other + 1] - block,
                at = other == rank ? _receiveStarts[rank] : _sendOffsets[other],
                leaf = 0;
            Span<float> message = (other == rank ? _receive : _send).Span;
            foreach (int size in _subtrees[rank])
            {
                var sum = new ShardSumState
                {
                    Terms = _leaves.AsSpan(leaf, size),
                    Start = block,
                    Sum = message.Slice(at, length),
                    Scale = 1,
                };
                ShardSum.Run(in sum, degree);
                leaf += size;
                at += RoundUp(length);
            }

            if (other != rank)
                WriteHeader(MemoryMarshal.Cast<float, double>(message.Slice(at, _headerLengths[rank])));
        }
    }

    private void WriteHeader(Span<double> header)
    {
        header[0] = (double)_ballot.Own;
        for (int shard = FirstShard, at = 1; shard < EndShard; shard++)
        {
            header[at++] = Weights[shard];
            header[at++] = Losses[shard];
        }
    }

    private void ReadHeaders()
    {
        int block = RoundUp(_blockOffsets[_world.Rank + 1] - _blockOffsets[_world.Rank]);
        for (int rank = 0; rank < _world.Size; rank++)
        {
            if (rank == _world.Rank)
                continue;
            Span<float> message = _receive.Span[(_receiveStarts[rank] + (_subtrees[rank].Length * block))..];
            ReadOnlySpan<double> header = MemoryMarshal.Cast<float, double>(message[.._headerLengths[rank]]);
            _ballot.Count(rank, (Vote)header[0]);
            (int first, int end) = ShardRange.OfRank(rank, _world.Size, Weights.Length);
            for (int shard = first, at = 1; shard < end; shard++)
            {
                Weights[shard] = header[at++];
                Losses[shard] = header[at++];
            }
        }
    }

    private static double Total(double[] values)
    {
        double sum = 0;
        foreach (double value in values)
            sum += value;
        return sum;
    }

    private static int RoundUp(int floats) => (floats + Line - 1) / Line * Line;

    private static int BlockStart(int length, int block, int blocks) =>
        Math.Min(length, (int)((long)((length + Line - 1) / Line) * block / blocks) * Line);

    private static int[] Offsets(int ranks, Func<int, long> lengthOf)
    {
        int[] offsets = new int[ranks + 1];
        for (int rank = 0; rank < ranks; rank++)
            offsets[rank + 1] = Checked(offsets[rank] + lengthOf(rank));
        return offsets;
    }

    private static int[] Bytes(int[] floats) => [.. floats.Select(offset => offset * sizeof(float))];

    // Offsets are counted in bytes by 32 bits, as MPI has them.
    private static int Checked(long floats) =>
        floats <= int.MaxValue / sizeof(float)
            ? (int)floats
            : throw new ArgumentException(
                $"A rank would send {floats * sizeof(float)} bytes in one step, but at most {int.MaxValue} can be: use a smaller model, or "
                    + "as many ranks as a power of two."
            );
}
