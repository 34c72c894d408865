namespace ModelCompiler;

/// <summary>
/// A live, named view of one parameter (or of its gradient) inside a flat buffer, indexed as in PyTorch. Does not allocate.
/// </summary>
public readonly ref struct ParameterView
{
    private readonly Span<float> _buffer;

    /// <summary>Creates a view.</summary>
    /// <param name="descriptor">Which parameter.</param>
    /// <param name="buffer">The model's parameters, or a gradient of the same length.</param>
    /// <exception cref="ArgumentException">The buffer is too short to hold the parameter.</exception>
    public ParameterView(ParameterDescriptor descriptor, Span<float> buffer)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        if (buffer.Length < descriptor.Offset + descriptor.Layout.BufferLength)
            throw new ArgumentException($"The buffer has {buffer.Length} elements, too few for {descriptor}.", nameof(buffer));
        Descriptor = descriptor;
        _buffer = buffer.Slice(descriptor.Offset, descriptor.Layout.BufferLength);
    }

    /// <summary>Which parameter this is.</summary>
    public ParameterDescriptor Descriptor { get; }

    /// <summary>The name in PyTorch's form.</summary>
    public string Name => Descriptor.Name;

    /// <summary>The shape in PyTorch's order.</summary>
    public ReadOnlySpan<int> Shape => Descriptor.Shape;

    /// <summary>The number of elements.</summary>
    public int Count => Descriptor.Count;

    /// <summary>The element at (row, column): for a dense weight, (output, input).</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside the shape.</exception>
    public ref float this[int row, int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Descriptor.Layout.Rows, nameof(row));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)Descriptor.Layout.Columns, nameof(column));
            return ref _buffer[Descriptor.Layout.IndexOf(row, column)];
        }
    }

    /// <summary>The element at a row-major position: for a bias, the output.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the parameter.</exception>
    public ref float this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return ref _buffer[Descriptor.Layout.IndexOf(index / Descriptor.Layout.Columns, index % Descriptor.Layout.Columns)];
        }
    }

    /// <summary>Copies the values out in row-major order.</summary>
    /// <param name="destination">Exactly <see cref="Count"/> elements.</param>
    public void CopyTo(Span<float> destination)
    {
        CheckCount(destination.Length);
        for (int i = 0; i < destination.Length; i++)
            destination[i] = this[i];
    }

    /// <summary>Sets the values from row-major order.</summary>
    /// <param name="source">Exactly <see cref="Count"/> elements.</param>
    public void CopyFrom(ReadOnlySpan<float> source)
    {
        CheckCount(source.Length);
        for (int i = 0; i < source.Length; i++)
            this[i] = source[i];
    }

    /// <summary>The values as a new array in row-major order.</summary>
    public float[] ToArray()
    {
        float[] values = new float[Count];
        CopyTo(values);
        return values;
    }

    private void CheckCount(int length)
    {
        if (length != Count)
            throw new ArgumentException($"{Descriptor} has {Count} elements, but {length} were given.");
    }
}
