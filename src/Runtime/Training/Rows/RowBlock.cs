namespace ModelCompiler;

/// <summary>Memory for some samples of a source. Allocates only when created.</summary>
internal sealed class RowBlock
{
    private readonly int _inputSize;
    private readonly int _targetSize;
    private readonly AlignedBuffer _inputs;
    private readonly AlignedBuffer _targets;
    private readonly int[] _classes;
    private readonly float[] _weights;
    private readonly int _capacity;

    /// <summary>Reserves memory.</summary>
    /// <param name="source">The source.</param>
    /// <param name="capacity">How many samples there is room for.</param>
    public RowBlock(RowSource source, int capacity)
    {
        _capacity = capacity;
        _inputSize = source.InputSize;
        _targetSize = source.TargetSize;
        _inputs = new AlignedBuffer(ElementCount.Of(capacity, "samples", _inputSize, "inputs"));
        _targets = new AlignedBuffer(ElementCount.Of(capacity, "samples", _targetSize, "targets"));
        _classes = source.HasClasses ? new int[capacity] : [];
        _weights = source.HasWeights ? new float[capacity] : [];
    }

    public Span<float> Inputs => _inputs.Span;

    public Span<float> Targets => _targets.Span;

    public Span<int> Classes => _classes;

    public Span<float> Weights => _weights;

    /// <summary>Whether there is room for samples of a source.</summary>
    public bool Fits(RowSource source, int count) =>
        count <= _capacity
        && _inputSize == source.InputSize
        && _targetSize == source.TargetSize
        && source.HasClasses == (_classes.Length > 0)
        && source.HasWeights == (_weights.Length > 0);

    /// <summary>Some of the samples.</summary>
    public Batch Batch(int first, int count) =>
        new(
            Inputs.Slice(first * _inputSize, count * _inputSize),
            Targets.Slice(first * _targetSize, count * _targetSize),
            _classes.Length == 0 ? default : _classes.AsSpan(first, count),
            count
        )
        {
            Weights = _weights.Length == 0 ? default : _weights.AsSpan(first, count),
        };

    /// <summary>Copies one sample of a block of the same source.</summary>
    public void Copy(RowBlock from, int sample, int at)
    {
        from.Inputs.Slice(sample * _inputSize, _inputSize).CopyTo(Inputs[(at * _inputSize)..]);
        from.Targets.Slice(sample * _targetSize, _targetSize).CopyTo(Targets[(at * _targetSize)..]);
        if (_classes.Length > 0)
            _classes[at] = from._classes[sample];
        if (_weights.Length > 0)
            _weights[at] = from._weights[sample];
    }
}
