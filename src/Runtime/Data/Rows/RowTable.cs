namespace ModelCompiler;

/// <summary>
/// Rows of numbers, each as long as the others, that need not be in memory: of a file, or of anything a class of its own reads. Two of
/// them,
/// inputs and targets, are a <see cref="RowSource"/>. Reading is thread-safe; disposing is not, and closes what was opened.
/// </summary>
/// <remarks>
/// Values are finite floats: a NaN or an infinity is refused when it is read, with its file, row and column. Positions are 64-bit. A table
/// that derives from this one implements <see cref="ReadRows"/>, thread-safe too.
/// </remarks>
public abstract partial class RowTable : IDisposable
{
    /// <summary>Says what the table is.</summary>
    /// <param name="name">What messages call it: the path of a file.</param>
    /// <param name="count">The number of rows, at least 0.</param>
    /// <param name="size">The number of values of a row, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    protected RowTable(string name, long count, int size)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Name = name;
        Count = count;
        Size = size;
    }

    /// <summary>What messages call the table: the path of a file.</summary>
    public string Name { get; }

    /// <summary>The number of rows.</summary>
    public long Count { get; }

    /// <summary>The number of values of a row.</summary>
    public int Size { get; }

    /// <summary>
    /// A short text that tells these rows from others, the same on every machine; checkpoints keep it. Of files it is made of their size
    /// and of samples evenly spread over it, not of every value.
    /// </summary>
    public abstract string Fingerprint { get; }

    /// <summary>Whether rows are in memory, so that reading them one by one costs nothing.</summary>
    internal virtual bool IsInMemory => false;

    /// <summary>The same rows in memory, if they have at most so many values; else the table. Reads all of them.</summary>
    internal RowTable InMemoryIfSmall(int mostValues)
    {
        if (IsInMemory || Count > mostValues / Size)
            return this;
        float[] values = new float[Count * Size];
        Read(0, values);
        return new MemoryRows(Name, new SampleTable(values, (int)Count, Size));
    }

    /// <summary>Reads consecutive rows. Thread-safe; does not allocate once the thread has read before.</summary>
    /// <param name="first">The first row, from 0.</param>
    /// <param name="destination">Receives as many rows as it has room for: a whole number of rows of <see cref="Size"/> values.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rows reach outside the table.</exception>
    /// <exception cref="ArgumentException">The destination is no whole number of rows.</exception>
    /// <exception cref="InvalidDataException">A value is not finite, or the file has become shorter; the message names file, row and
    /// column.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void Read(long first, Span<float> destination)
    {
        int count = destination.Length / Size;
        if (count * Size != destination.Length)
            throw new ArgumentException(
                $"{Amount.Of(destination.Length, "value is", "values are")} no whole number of rows of {Amount.Of(Size, "value")}.",
                nameof(destination)
            );
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, Count - count);
        ReadRows(first, destination);
    }

    /// <summary>Closes what the table has opened.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads consecutive rows, which exist. Thread-safe.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="destination">A whole number of rows.</param>
    protected internal abstract void ReadRows(long first, Span<float> destination);

    /// <summary>Closes what the table has opened.</summary>
    /// <param name="disposing">Always true: a table has no finalizer.</param>
    protected virtual void Dispose(bool disposing) { }

    /// <summary>Refuses values that are not finite; a table calls it for what it has read, unless its elements cannot be such.</summary>
    /// <param name="first">The row that the values begin with.</param>
    /// <param name="values">Whole rows.</param>
    /// <param name="nameOfColumn">The name of a column by its number; null to name it by its number.</param>
    /// <exception cref="InvalidDataException">One is a NaN or an infinity.</exception>
    protected void CheckFinite(long first, ReadOnlySpan<float> values, Func<int, string>? nameOfColumn = null)
    {
        int index = FiniteValues.IndexOfNonFinite(values);
        if (index < 0)
            return;
        string value =
            float.IsNaN(values[index]) ? "NaN"
            : values[index] > 0 ? "infinity"
            : "-infinity";
        string column = nameOfColumn is null ? $"column {index % Size}" : $"column '{nameOfColumn(index % Size)}'";
        throw new InvalidDataException(
            $"'{Name}', row {first + (index / Size)}, {column} is {value}: repair the row or leave it out. Rows are counted from 0."
        );
    }
}
