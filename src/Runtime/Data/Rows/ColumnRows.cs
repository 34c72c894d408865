using System.Globalization;

namespace ModelCompiler;

/// <summary>Some columns of another table. The whole rows go through a buffer of the thread.</summary>
internal sealed class ColumnRows(RowTable rows, int start, int count) : RowTable(rows.Name, rows.Count, count)
{
    // As many values as stay in a cache, but one row at least.
    private const int ValuesAtATime = 1 << 14;

    [ThreadStatic]
    private static AlignedBuffer? _buffer;

    /// <inheritdoc/>
    public override string Fingerprint =>
        string.Create(CultureInfo.InvariantCulture, $"columns {start} to {start + Size - 1} of {rows.Fingerprint}");

    /// <inheritdoc/>
    protected internal override void ReadRows(long first, Span<float> destination)
    {
        // Taken while it is in use: the table that is read may be such a view itself.
        int most = Math.Max(1, ValuesAtATime / rows.Size);
        while (!destination.IsEmpty)
        {
            int part = Math.Min(most, destination.Length / Size);
            AlignedBuffer? buffer = _buffer;
            _buffer = null;
            Span<float> whole = AlignedBuffer.Grow(ref buffer, Math.Max(ValuesAtATime, rows.Size))[..(part * rows.Size)];
            rows.ReadRows(first, whole);
            for (int row = 0; row < part; row++)
                whole.Slice((row * rows.Size) + start, Size).CopyTo(destination.Slice(row * Size, Size));
            _buffer = buffer;
            first += part;
            destination = destination[(part * Size)..];
        }
    }
}
