namespace ModelCompiler;

/// <summary>
/// The rows of samples in one memory, each a fixed distance behind the one before: side by side, or, as windows over a series are,
/// overlapping or with gaps. Copies nothing, and does not allocate but where it says so.
/// </summary>
/// <param name="memory">The values, from the first row's first to at least the last row's last.</param>
/// <param name="count">The number of rows.</param>
/// <param name="size">The number of values of a row.</param>
/// <param name="distance">From the start of a row to that of the next one, at least 1.</param>
internal readonly struct SampleTable(ReadOnlyMemory<float> memory, int count, int size, int distance)
{
    private readonly ReadOnlyMemory<float> _memory = memory;

    /// <summary>Rows side by side, which take up the whole memory.</summary>
    public SampleTable(ReadOnlyMemory<float> memory, int count, int size)
        : this(memory, count, size, size) { }

    /// <summary>The number of rows.</summary>
    public int Count { get; } = count;

    /// <summary>The number of values of a row.</summary>
    public int Size { get; } = size;

    /// <summary>From the start of a row to that of the next one.</summary>
    public int Distance { get; } = distance;

    /// <summary>Whether each row begins where the one before ends, so that rows are one span.</summary>
    public bool IsSideBySide => Distance == Size || Count <= 1;

    /// <summary>All that the rows cover, each value once, and the values between them.</summary>
    public ReadOnlySpan<float> Covered => Count == 0 ? [] : _memory.Span[..(((Count - 1) * Distance) + Size)];

    /// <summary>One row.</summary>
    public ReadOnlySpan<float> this[int row] => _memory.Span.Slice(row * Distance, Size);

    /// <summary>Consecutive rows.</summary>
    public SampleTable Slice(int start, int count) =>
        new(count == 0 ? default : _memory.Slice(start * Distance, ((count - 1) * Distance) + Size), count, Size, Distance);

    /// <summary>
    /// Consecutive rows as one span: where they lie, if they are side by side, else a copy in the buffer, which grows where it is too
    /// short.
    /// </summary>
    public ReadOnlySpan<float> Read(int start, int count, ref AlignedBuffer? buffer)
    {
        if (IsSideBySide)
            return _memory.Span.Slice(start * Size, count * Size);
        Span<float> copy = AlignedBuffer.Grow(ref buffer, ElementCount.Of(count, "samples", Size, "values"))[..(count * Size)];
        Copy(start, copy);
        return copy;
    }

    /// <summary>Copies consecutive rows; as many as there is room for.</summary>
    public void Copy(int start, Span<float> destination)
    {
        for (int at = 0; at < destination.Length; at += Size)
            this[start++].CopyTo(destination.Slice(at, Size));
    }

    /// <summary>Copies the named rows, in order, the way a shuffled batch is made.</summary>
    public void Gather(ReadOnlySpan<int> rows, Span<float> destination)
    {
        // A copy call costs more than it moves when a row is one value, which is what most regression targets are.
        if (Size == 1)
        {
            ReadOnlySpan<float> values = _memory.Span;
            for (int i = 0; i < rows.Length; i++)
                destination[i] = values[rows[i] * Distance];
            return;
        }

        for (int i = 0; i < rows.Length; i++)
            this[rows[i]].CopyTo(destination.Slice(i * Size, Size));
    }

    /// <summary>All rows, one after the other, as a copy. Allocates it.</summary>
    public float[] ToArray()
    {
        float[] copy = new float[ElementCount.Of(Count, "samples", Size, "values")];
        Copy(0, copy);
        return copy;
    }
}
