namespace ModelCompiler;

/// <summary>
/// Cuts a source into batches, of which a rank reads its own places, ahead on a thread of its own where there are threads. Steps lie whole
/// in blocks of memory, small ones several in one. Allocates only when created and with the first batch.
/// </summary>
internal sealed class RowBatches : IBatchSource
{
    // One that is used, and two ahead.
    private const int BlockCount = 3;

    // So many values take longer to read than threads to meet.
    private const long LeastValues = 1 << 17;

    private readonly RowSource _source;
    private readonly IRowReader _reader;
    private readonly int _first;
    private readonly int _own;
    private readonly int _batchesOfBlock;
    private readonly long _blocksOfEpoch;
    private readonly RowBlock[] _blocks;
    private readonly ReadAhead? _ahead;
    private int _epoch;
    private RowBlock? _block;
    private long _blockNumber = -1;

    /// <summary>Prepares the batches of a rank.</summary>
    /// <param name="source">The samples.</param>
    /// <param name="reader">In which order.</param>
    /// <param name="plan">The batches.</param>
    /// <param name="own">The places of a full batch that the rank has.</param>
    /// <param name="readsAhead">Whether a thread reads ahead, or the caller's does when it must.</param>
    public RowBatches(RowSource source, IRowReader reader, RowBatchPlan plan, (int First, int End) own, bool readsAhead)
    {
        _source = source;
        _reader = reader;
        BatchSize = plan.BatchSize;
        BatchCount = plan.BatchCount;
        _first = own.First;
        _own = own.End - own.First;
        long values = (long)_own * plan.BatchesOfStep * (source.InputSize + source.TargetSize + 1);
        int steps = (int)Math.Clamp(LeastValues / Math.Max(1, values), 1, 1 << 10);
        _batchesOfBlock = Math.Min(plan.BatchesOfStep * steps, plan.BatchCount);
        _blocksOfEpoch = ((long)BatchCount + _batchesOfBlock - 1) / _batchesOfBlock;
        int capacity = ElementCount.Of(_batchesOfBlock, "batches of a step", _own, "samples");
        _blocks = [.. Enumerable.Range(0, readsAhead ? BlockCount : 1).Select(_ => new RowBlock(source, capacity))];
        if (readsAhead)
            _ahead = new ReadAhead(Fill, _blocks, plan.Epochs * _blocksOfEpoch);
    }

    /// <summary>The batches of a run.</summary>
    public static RowBatches Of(RowSource source, TrainingSettings settings, World world)
    {
        RowBatchPlan plan = RowBatchPlan.Of(source.Count, settings);
        (int firstShard, int endShard) = ShardRange.OfRank(world.Rank, world.Size, settings.GradientShards);
        (int First, int End) own = (
            ShardRange.Places(firstShard, settings.GradientShards, plan.BatchSize).First,
            ShardRange.Places(endShard - 1, settings.GradientShards, plan.BatchSize).End
        );
        IRowReader reader =
            !settings.Shuffle ? new SequentialRowReader(source)
            : source.Blocks is var (rows, window) ? new BlockRowReader(source, rows, window, settings.Seed, settings.Epochs)
            : new ShuffledRowReader(source, settings.Seed);
        return new RowBatches(source, reader, plan, own, readsAhead: !OperatingSystem.IsBrowser());
    }

    /// <inheritdoc/>
    public int BatchCount { get; }

    /// <inheritdoc/>
    public int BatchSize { get; }

    /// <inheritdoc/>
    public bool HasWeights => _source.HasWeights;

    /// <inheritdoc/>
    public Batch this[int batch] => Own(batch, 0, (int)SampleCount(batch, batch + 1));

    /// <inheritdoc/>
    public Batch Shard(int batch, int shard, int shards)
    {
        (int first, int end) = ShardRange.Places(shard, shards, BatchSize);
        int count = (int)SampleCount(batch, batch + 1);
        first = Math.Min(first, count);
        return Own(batch, first, Math.Min(end, count) - first);
    }

    /// <inheritdoc/>
    public void BeginEpoch(int epoch) => _epoch = epoch;

    /// <inheritdoc/>
    public long SampleCount(int firstBatch, int endBatch) =>
        Math.Min((long)endBatch * BatchSize, _source.Count) - ((long)firstBatch * BatchSize);

    /// <inheritdoc/>
    public void Await(int batch, CancellationToken cancellationToken)
    {
        long number = (_epoch * _blocksOfEpoch) + (batch / _batchesOfBlock);
        if (number == _blockNumber)
            return;
        _block = _ahead is null ? FillNow(number) : _ahead.Take(number, cancellationToken);
        _blockNumber = number;
    }

    /// <inheritdoc/>
    public void Dispose() => _ahead?.Dispose();

    private Batch Own(int batch, int first, int count)
    {
        Await(batch, CancellationToken.None);
        return count == 0 ? default : _block!.Batch((batch % _batchesOfBlock * _own) + first - _first, count);
    }

    private RowBlock FillNow(long number)
    {
        Fill(number, _blocks[0]);
        return _blocks[0];
    }

    private void Fill(long number, RowBlock block)
    {
        int epoch = (int)(number / _blocksOfEpoch),
            firstBatch = (int)(number % _blocksOfEpoch) * _batchesOfBlock,
            endBatch = (int)Math.Min((long)firstBatch + _batchesOfBlock, BatchCount);
        for (int batch = firstBatch; batch < endBatch; batch++)
        {
            int count = (int)Math.Min(_own, SampleCount(batch, batch + 1) - _first);
            if (count > 0)
                _reader.Read(epoch, ((long)batch * BatchSize) + _first, count, block, (batch - firstBatch) * _own);
        }
    }
}
