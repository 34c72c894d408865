namespace ModelCompiler;

/// <summary>
/// Cuts a dataset into batches, the last one possibly smaller or dropped. Shuffled samples are gathered into buffers of its own; without
/// shuffling a batch is a slice of the dataset and nothing is copied. Allocates only when created.
/// </summary>
internal sealed class BatchSource
{
    private readonly Dataset _data;
    private readonly int _batchSize;
    private readonly EpochOrder? _order;
    private readonly AlignedBuffer? _inputs;
    private readonly AlignedBuffer? _targets;
    private readonly int[] _classes = [];

    /// <summary>Creates a source.</summary>
    public BatchSource(Dataset data, int batchSize, bool shuffle, ulong seed, bool dropLast = false)
    {
        _data = data;
        _batchSize = Math.Min(batchSize, data.Count);
        BatchCount = Count(data.Count, batchSize, dropLast);
        if (!shuffle)
            return;
        _order = new EpochOrder(data.Count, seed);
        _inputs = new AlignedBuffer(ElementCount.Of(_batchSize, "samples of a batch", data.InputSize, "inputs"));
        if (data.HasClasses)
            _classes = new int[_batchSize];
        else
            _targets = new AlignedBuffer(ElementCount.Of(_batchSize, "samples of a batch", data.TargetSize, "targets"));
    }

    /// <summary>The batches of an epoch.</summary>
    public int BatchCount { get; }

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

    /// <summary>A batch of the epoch; valid until the next call.</summary>
    public Batch this[int batch]
    {
        get
        {
            int start = batch * _batchSize;
            int count = SampleCount(batch, batch + 1);
            if (_order is null)
            {
                ReadOnlySpan<float> inputs = _data.Inputs.Slice(start * _data.InputSize, count * _data.InputSize);
                return _data.HasClasses
                    ? new Batch(inputs, default, _data.Classes.Slice(start, count), count)
                    : new Batch(inputs, _data.Targets.Slice(start * _data.TargetSize, count * _data.TargetSize), default, count);
            }

            return Gather(_order.Samples.Slice(start, count));
        }
    }

    private Batch Gather(ReadOnlySpan<int> samples)
    {
        Span<float> inputs = _inputs!.Span[..(samples.Length * _data.InputSize)];
        SampleRows.Gather(_data.Inputs, _data.InputSize, samples, inputs);
        if (_data.HasClasses)
        {
            Span<int> classes = _classes.AsSpan(0, samples.Length);
            SampleRows.Gather(_data.Classes, samples, classes);
            return new Batch(inputs, default, classes, samples.Length);
        }

        Span<float> targets = _targets!.Span[..(samples.Length * _data.TargetSize)];
        SampleRows.Gather(_data.Targets, _data.TargetSize, samples, targets);
        return new Batch(inputs, targets, default, samples.Length);
    }
}
