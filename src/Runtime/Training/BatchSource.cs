namespace ModelCompiler;

/// <summary>
/// Cuts a dataset into batches, the last one possibly smaller or dropped. Shuffled samples, and windows that overlap, are gathered into
/// buffers of its own; else a batch is a slice of the dataset and nothing is copied. Allocates only when created.
/// </summary>
internal sealed class BatchSource
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

    /// <summary>The batches of an epoch.</summary>
    public int BatchCount { get; }

    /// <summary>The samples of a batch that is full.</summary>
    public int BatchSize => _batchSize;

    /// <summary>The batches of an epoch of so many samples.</summary>
    public static int Count(int samples, int batchSize, bool dropLast)
    {
        int size = Math.Min(batchSize, samples);
        return (int)(((long)samples + (dropLast ? 0 : size - 1)) / size);
    }

    /// <summary>Prepares the order of an epoch, counted from 0.</summary>
    public void BeginEpoch(int epoch) => _order?.Shuffle(epoch);

    /// <summary>The number of samples of consecutive batches.</summary>
    public int SampleCount(int firstBatch, int endBatch) =>
        (int)Math.Min((long)endBatch * _batchSize, _data.Count) - (firstBatch * _batchSize);

    /// <summary>Whether samples have weights of their own.</summary>
    public bool HasWeights => _data.HasWeights;

    /// <summary>A batch of the epoch; valid until the next call.</summary>
    public Batch this[int batch] => Read(batch * _batchSize, SampleCount(batch, batch + 1));

    /// <summary>One of the shards of a batch, which can be empty; valid until the next call.</summary>
    public Batch Shard(int batch, int shard, int shards)
    {
        (int first, int end) = ShardRange.Places(shard, shards, _batchSize);
        int count = SampleCount(batch, batch + 1);
        first = Math.Min(first, count);
        return Read((batch * _batchSize) + first, Math.Min(end, count) - first);
    }

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
