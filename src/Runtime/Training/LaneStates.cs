namespace ModelCompiler;

/// <summary>
/// The states that a model carries from batch to batch, one row for each lane of samples. Allocates only when created.
/// </summary>
internal sealed class LaneStates
{
    private readonly AlignedBuffer _values;
    private readonly AlignedBuffer _before;
    private readonly int _size;

    /// <summary>Reserves the states of some lanes, all of which begin.</summary>
    public LaneStates(ICarriedStateModel model, int lanes)
    {
        Model = model;
        _size = model.CarriedStateSize;
        _values = new AlignedBuffer(ElementCount.Of(lanes, "samples of a batch", _size, "values of states"));
        _before = new AlignedBuffer(_values.Length);
    }

    /// <summary>The model that carries them.</summary>
    public ICarriedStateModel Model { get; }

    /// <summary>All states.</summary>
    public Span<float> Values => _values.Span;

    /// <summary>Those of the first lanes.</summary>
    public Span<float> Of(int lanes) => _values.Span[..(lanes * _size)];

    /// <summary>Those of some lanes.</summary>
    public Span<float> Of(int first, int lanes) => _values.Span.Slice(first * _size, lanes * _size);

    /// <summary>The floats of one lane.</summary>
    public int Size => _size;

    /// <summary>A copy of those of the first lanes, for a pass that is to leave them as they are.</summary>
    public Span<float> CopyOf(int lanes)
    {
        Note();
        return _before.Span[..(lanes * _size)];
    }

    /// <summary>Lets all lanes begin anew.</summary>
    public void Clear() => _values.Span.Clear();

    /// <summary>Notes the states as they are.</summary>
    public void Note() => _values.Span.CopyTo(_before.Span);

    /// <summary>Goes back to what was noted.</summary>
    public void TakeBack() => _before.Span.CopyTo(_values.Span);
}
