namespace ModelCompiler;

/// <summary>
/// Cuts a dataset into batches, the last one possibly smaller or dropped. Shuffled samples, and windows that overlap, are gathered into
/// buffers of its own; else a batch is a slice of the dataset and nothing is copied. Allocates only when created.
/// </summary>
internal sealed class BatchSource : IBatchSource
{
    private readonly Dataset _data;
    private readonly int _batchSize;
    private readonly EpochOrder? _order;
    private readonly int[] _classes = [];
    private readonly float[] _weights = [];
    private AlignedBuffer? _inputs;
    private AlignedBuffer? _targets;

    /// <summary>Creates a source.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="batchSize">The samples of a batch.</param>
    /// <param name="order">In which order; null for theirs.</param>
    /// <param name="dropLast">Whether a smaller last batch is left out.</param>
    public BatchSource(Dataset data, int batchSize, EpochOrder? order, bool dropLast = false)
    {
        _data = data;
        _batchSize = Math.Min(batchSize, data.Count);
        BatchCount = Count(data.Count, batchSize, dropLast);
        _order = order;
        bool gathers = order is not null;
        if (gathers && data.HasWeights)
            _weights = new float[_batchSize];
        if (gathers || !data.InputRows.IsSideBySide)
            _inputs = new AlignedBuffer(ElementCount.Of(_batchSize, "samples of a batch", data.InputSize, "inputs"));
        if (gathers && data.HasClasses)
            _classes = new int[_batchSize];
        else if (gathers || !data.TargetRows.IsSideBySide)
            _targets = new AlignedBuffer(ElementCount.Of(_batchSize, "samples of a batch", data.TargetSize, "targets"));
    }

    /// <inheritdoc/>
    public int BatchCount { get; }

    /// <inheritdoc/>
    public int BatchSize => _batchSize;

    /// <summary>The batches of an epoch of so many samples.</summary>
    /// <exception cref="InvalidOperationException">They are more than 31 bits count.</exception>
    public static int Count(long samples, int batchSize, bool dropLast)
    {
        long size = Math.Min(batchSize, samples),
            count = (samples + (dropLast ? 0 : size - 1)) / size;
        return count <= int.MaxValue
            ? (int)count
            : throw new InvalidOperationException(
                $"{samples} samples in batches of {size} are {count} batches; an epoch has at most {int.MaxValue}: set a larger "
                    + $"{nameof(Trainer<>.BatchSize)}."
            );
    }

    /// <inheritdoc/>
    public void BeginEpoch(int epoch) => _order?.Shuffle(epoch);

    /// <inheritdoc/>
    public void Await(int batch, CancellationToken cancellationToken) { }

    /// <inheritdoc/>
    public void Dispose() { }

    /// <inheritdoc/>
    public long SampleCount(int firstBatch, int endBatch) => Samples(firstBatch, endBatch);

    /// <inheritdoc/>
    public bool HasWeights => _data.HasWeights;

    /// <inheritdoc/>
    public Batch this[int batch] => Read(batch * _batchSize, Samples(batch, batch + 1));

    /// <inheritdoc/>
    public Batch Shard(int batch, int shard, int shards)
    {
        (int first, int end) = ShardRange.Places(shard, shards, _batchSize);
        int count = Samples(batch, batch + 1);
        first = Math.Min(first, count);
        return Read((batch * _batchSize) + first, Math.Min(end, count) - first);
    }

    private int Samples(int firstBatch, int endBatch) =>
        (int)Math.Min((long)endBatch * _batchSize, _data.Count) - (firstBatch * _batchSize);

    private Batch Read(int start, int count)
    {
        if (_order is { } order)
            return Gather(order.Samples.Slice(start, count));
        ReadOnlySpan<float> inputs = _data.InputRows.Read(start, count, ref _inputs);
        ReadOnlySpan<float> weights = _data.WeightRows(start, count);
        return _data.HasClasses
            ? new Batch(inputs, default, _data.Classes.Slice(start, count), count) { Weights = weights }
            : new Batch(inputs, _data.TargetRows.Read(start, count, ref _targets), default, count) { Weights = weights };
    }

    private Batch Gather(ReadOnlySpan<int> samples)
    {
        Span<float> inputs = _inputs!.Span[..(samples.Length * _data.InputSize)];
        _data.InputRows.Gather(samples, inputs);
        Span<float> weights = _weights.AsSpan(0, _weights.Length == 0 ? 0 : samples.Length);
        _data.GatherWeights(samples, weights);
        if (_data.HasClasses)
        {
            Span<int> classes = _classes.AsSpan(0, samples.Length);
            ReadOnlySpan<int> all = _data.Classes;
            for (int i = 0; i < classes.Length; i++)
                classes[i] = all[samples[i]];
            return new Batch(inputs, default, classes, samples.Length) { Weights = weights };
        }

        Span<float> targets = _targets!.Span[..(samples.Length * _data.TargetSize)];
        _data.TargetRows.Gather(samples, targets);
        return new Batch(inputs, targets, default, samples.Length) { Weights = weights };
    }
}
