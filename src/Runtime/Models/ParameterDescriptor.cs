namespace ModelCompiler;

/// <summary>
/// Names one parameter of a model and says where it lies in the flat parameter buffer, and, at the same place, its gradient in a gradient
/// buffer. Immutable and thread-safe.
/// </summary>
public sealed class ParameterDescriptor
{
    private readonly int[] _shape;

    /// <summary>Creates a descriptor; generated code does.</summary>
    /// <param name="index">The position among the model's parameters.</param>
    /// <param name="name">The name in PyTorch's form, as <c>hidden.weight</c>.</param>
    /// <param name="shape">The shape in PyTorch's order.</param>
    /// <param name="offset">Where the parameter starts in the flat buffer.</param>
    /// <param name="layout">How it lies there.</param>
    /// <param name="initialization">How it starts; zeros by default.</param>
    public ParameterDescriptor(
        int index,
        string name,
        int[] shape,
        int offset,
        ParameterLayout layout,
        ParameterInitialization initialization = default
    )
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(shape);
        Index = index;
        Name = name;
        _shape = (int[])shape.Clone();
        Offset = offset;
        Layout = layout;
        Initialization = initialization;
    }

    /// <summary>The position among the model's parameters.</summary>
    public int Index { get; }

    /// <summary>The name in PyTorch's form, as <c>hidden.weight</c>.</summary>
    public string Name { get; }

    /// <summary>The shape in PyTorch's order, as [out, in].</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>Where the parameter starts in the flat buffer.</summary>
    public int Offset { get; }

    /// <summary>How the parameter lies in the flat buffer.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>How the parameter starts.</summary>
    public ParameterInitialization Initialization { get; }

    /// <summary>
    /// Whether this is a running statistic, as of batch normalisation: it follows the data, is saved and loaded like a parameter, has a
    /// gradient of zero, and is counted in no <see cref="ModelDescription.ParameterCount"/>.
    /// </summary>
    public bool IsStatistic { get; init; }

    /// <summary>The number of elements, the product of <see cref="Shape"/>.</summary>
    public int Count => Layout.ElementCount;

    /// <summary>Copies the parameter out of a flat buffer into row-major order of <see cref="Shape"/>. Does not allocate.</summary>
    /// <param name="buffer">A flat buffer of the model: its parameters, or a gradient.</param>
    /// <param name="destination">Exactly <see cref="Count"/> elements.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public void CopyTo(ReadOnlySpan<float> buffer, Span<float> destination)
    {
        ReadOnlySpan<float> part = Part(buffer);
        CheckCount(destination.Length, nameof(destination));
        int next = 0;
        for (int row = 0; row < Layout.Rows; row++)
        for (int column = 0; column < Layout.Columns; column++)
            destination[next++] = part[Layout.IndexOf(row, column)];
    }

    /// <summary>Copies row-major values into the parameter's place in a flat buffer. Does not allocate.</summary>
    /// <param name="source">Exactly <see cref="Count"/> elements in row-major order of <see cref="Shape"/>.</param>
    /// <param name="buffer">A flat buffer of the model: its parameters, or a gradient.</param>
    /// <exception cref="ArgumentException">A length is wrong; nothing has been written.</exception>
    public void CopyFrom(ReadOnlySpan<float> source, Span<float> buffer)
    {
        Part(buffer);
        CheckCount(source.Length, nameof(source));
        Span<float> part = buffer.Slice(Offset, Layout.BufferLength);
        int next = 0;
        for (int row = 0; row < Layout.Rows; row++)
        for (int column = 0; column < Layout.Columns; column++)
            part[Layout.IndexOf(row, column)] = source[next++];
    }

    /// <summary>The name and shape, as <c>hidden.weight [128, 784]</c>.</summary>
    public override string ToString() => $"{Name} [{string.Join(", ", _shape)}]";

    private ReadOnlySpan<float> Part(ReadOnlySpan<float> buffer) =>
        buffer.Length >= Offset + Layout.BufferLength
            ? buffer.Slice(Offset, Layout.BufferLength)
            : throw new ArgumentException(
                $"The buffer has {buffer.Length} elements, but {Name} ends at {Offset + Layout.BufferLength}: pass a buffer of the "
                    + $"model's ParameterBufferLength.",
                nameof(buffer)
            );

    private void CheckCount(int length, string argument)
    {
        if (length != Count)
            throw new ArgumentException($"{this} has {Count} elements, but {length} were given.", argument);
    }
}
