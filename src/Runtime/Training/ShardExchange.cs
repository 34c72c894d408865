using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>
/// Adds the gradients of all shards over the ranks. Each rank adds the complete subtrees among its own shards, sends each block of them to
/// the rank that the block belongs to, which finishes the tree, and gathers the finished blocks: as many bytes as a ring moves, in an order
/// of addition that is the same for every number of ranks. Before that, ranks tell each other what each shard weighs and has lost, and
/// their votes. Allocates only when created.
/// </summary>
/// <remarks>
/// A block is a range of the gradient in whole cache lines. The message from rank r to rank q is block q of each subtree of r, in order. A
/// rank with a single shard sends that as it is, from where it was computed, and who receives it multiplies by its weight. What a rank
/// would send to itself it leaves where it is, or writes behind what it receives.
/// </remarks>
internal sealed class ShardExchange
{
    private const int Line = 16;

    private readonly World _world;
    private readonly Ballot _ballot;
    private readonly ShardLayout _layout;
    private readonly ShardTerm[] _leaves;
    private readonly ShardTerm[] _terms;
    private readonly double[] _headers;
    private readonly AlignedBuffer _send;
    private readonly AlignedBuffer _receive;
    private readonly int _ownStart;

    /// <summary>Reserves what is sent and received.</summary>
    /// <param name="world">The ranks.</param>
    /// <param name="shards">The shards of a batch, at least one for each rank.</param>
    /// <param name="leaves">The gradients of the rank's own shards, all of one length.</param>
    /// <param name="ballot">Where votes are counted.</param>
    public ShardExchange(World world, int shards, AlignedBuffer[] leaves, Ballot ballot)
    {
        _world = world;
        _ballot = ballot;
        _layout = new ShardLayout(world.Rank, world.Size, shards, leaves[0].Length);
        _leaves = [.. leaves.Select(leaf => new ShardTerm(leaf, 0, 1, 1))];
        Weights = new double[shards];
        Losses = new double[shards];
        _headers = new double[_layout.HeaderBlocks.End / sizeof(double)];
        _send = leaves.Length == 1 ? leaves[0] : new AlignedBuffer(_layout.SendFloats);
        _ownStart = _layout.ReceiveFloats;
        _receive = new AlignedBuffer(_ownStart + (leaves.Length == 1 || world.Size == 1 ? 0 : _layout.OwnFloats));
        _terms = [.. Enumerable.Range(0, world.Size).SelectMany(TermsOf)];
    }

    /// <summary>The first of the rank's own shards.</summary>
    public int FirstShard => _layout.ShardsOf(_world.Rank).First;

    /// <summary>What each shard weighs in the mean: of own shards before a sum, of all afterwards.</summary>
    public double[] Weights { get; }

    /// <summary>The loss of each shard, times its weight: of own shards before a sum, of all afterwards.</summary>
    public double[] Losses { get; }

    /// <summary>Adds the shards and divides by the sum of their weights.</summary>
    /// <param name="areWeighted">Whether the gradients have been multiplied by their weights already.</param>
    /// <param name="gradient">Receives the mean gradient.</param>
    /// <param name="degree">The threads that may take part.</param>
    /// <returns>The mean loss.</returns>
    public double Sum(bool areWeighted, Span<float> gradient, int degree)
    {
        for (int leaf = 0; leaf < _leaves.Length; leaf++)
            _leaves[leaf] = _leaves[leaf] with { Weight = areWeighted ? 1 : (float)Weights[FirstShard + leaf] };
        MeetHeaders();
        ReadOnlySpan<ShardTerm> terms = _leaves;
        if (_world.Size > 1)
        {
            if (_leaves.Length > 1)
                AddOwn(degree);
            _world.Exchange(
                MemoryMarshal.AsBytes(_send.Span),
                _layout.SendBlocks.AsBlocks,
                MemoryMarshal.AsBytes(_receive.Span),
                _layout.ReceiveBlocks.AsBlocks
            );
            WeighTerms(areWeighted);
            terms = _terms;
        }

        double weight = Total(Weights) is var total && total == 0 ? 1 : total;
        (int start, int length) = _layout.BlockOf(_world.Rank);
        var sum = new ShardSumState
        {
            Terms = terms,
            Start = 0,
            Sum = gradient.Slice(start, length),
            Scale = (float)(1 / weight),
        };
        ShardSum.Run(in sum, degree);
        _world.Gather(MemoryMarshal.AsBytes(gradient), _layout.GradientBlocks.AsBlocks);
        return Total(Losses) / weight;
    }

    /// <summary>What the shards of all ranks count for.</summary>
    public double TotalWeight => Total(Weights);

    // The blocks of a rank's subtrees, as this rank finds them.
    private IEnumerable<ShardTerm> TermsOf(int rank)
    {
        bool isOwn = rank == _world.Rank;
        if (isOwn && _leaves.Length == 1)
            return [_leaves[0] with { Offset = _layout.BlockOf(rank).Start }];
        int start = isOwn ? _ownStart : _layout.ReceiveBlocks.Starts[rank] / sizeof(float),
            length = RoundUp(_layout.BlockOf(_world.Rank).Length);
        return _layout.SubtreesOf(rank).Select((shards, index) => new ShardTerm(_receive, start + (index * length), shards, 1));
    }

    private void WeighTerms(bool areWeighted)
    {
        int term = 0;
        for (int rank = 0; rank < _world.Size; rank++)
        {
            (int first, int end) = _layout.ShardsOf(rank);
            if (end == first + 1)
                _terms[term] = _terms[term] with { Weight = areWeighted ? 1 : (float)Weights[first] };
            term += _layout.SubtreesOf(rank).Length;
        }
    }

    private void AddOwn(int degree)
    {
        int rank = _world.Rank;
        for (int other = 0; other < _world.Size; other++)
        {
            (int block, int length) = _layout.BlockOf(other);
            int at = other == rank ? _ownStart : _layout.SendBlocks.Starts[other] / sizeof(float),
                leaf = 0;
            Span<float> message = (other == rank ? _receive : _send).Span;
            foreach (int size in _layout.SubtreesOf(rank))
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
        }
    }

    // A header is the vote, and weight and loss of each shard.
    private void MeetHeaders()
    {
        _ballot.Open();
        Span<double> own = Header(_world.Rank);
        (int first, int end) = _layout.ShardsOf(_world.Rank);
        own[0] = (double)_ballot.Own;
        Weights.AsSpan(first..end).CopyTo(own[1..]);
        Losses.AsSpan(first..end).CopyTo(own[(1 + end - first)..]);
        _world.Gather(MemoryMarshal.AsBytes(_headers.AsSpan()), _layout.HeaderBlocks.AsBlocks);
        for (int rank = 0; rank < _world.Size; rank++)
        {
            ReadOnlySpan<double> header = Header(rank);
            _ballot.Count(rank, (Vote)header[0]);
            (first, end) = _layout.ShardsOf(rank);
            header.Slice(1, end - first).CopyTo(Weights.AsSpan(first));
            header.Slice(1 + end - first, end - first).CopyTo(Losses.AsSpan(first));
        }
    }

    private Span<double> Header(int rank) =>
        _headers.AsSpan(_layout.HeaderBlocks.Starts[rank] / sizeof(double), _layout.HeaderBlocks.Lengths[rank] / sizeof(double));

    private static double Total(double[] values)
    {
        double sum = 0;
        foreach (double value in values)
            sum += value;
        return sum;
    }

    /// <summary>The floats of whole cache lines.</summary>
    internal static int RoundUp(int floats) => (floats + Line - 1) / Line * Line;
}
