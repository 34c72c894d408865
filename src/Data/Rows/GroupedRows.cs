namespace ModelCompiler.Data;

/// <summary>
/// Rows of a file that is stored in groups of columns, of which one can only be read as a whole: the latest group stays in memory. Made for
/// reading in order. Thread-safe, one thread at a time.
/// </summary>
internal abstract class GroupedRows : RowTable
{
    private readonly string[] _columns;
    private readonly long[] _starts;
    private readonly Lock _lock = new();
    private float[] _values = [];
    private int _group = -1;

    /// <summary>Says what the groups are.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="groups">The rows of each group.</param>
    protected GroupedRows(string path, string[] columns, IReadOnlyList<long> groups)
        : base(path, groups.Sum(), columns.Length)
    {
        _columns = columns;
        _starts = new long[groups.Count + 1];
        for (int group = 0; group < groups.Count; group++)
        {
            if (groups[group] * columns.Length > Array.MaxLength)
                throw new InvalidDataException(
                    $"'{path}': group {group} has {groups[group]} rows of {columns.Length} columns, more than one array can hold. Write "
                        + "the file with smaller groups, or read fewer columns."
                );
            _starts[group + 1] = _starts[group] + groups[group];
        }
    }

    /// <inheritdoc/>
    public override string Fingerprint =>
        FormattableString.Invariant($"{Count} x {Size} of {new FileInfo(Name).Length} bytes, {string.Join(", ", _columns)}: {Sample():R}");

    /// <inheritdoc/>
    protected override void ReadRows(long first, Span<float> destination)
    {
        lock (_lock)
        {
            while (!destination.IsEmpty)
            {
                int group = GroupOf(first);
                Load(group);
                int count = (int)Math.Min(_starts[group + 1] - first, destination.Length / Size);
                _values.AsSpan((int)(first - _starts[group]) * Size, count * Size).CopyTo(destination);
                first += count;
                destination = destination[(count * Size)..];
            }
        }
    }

    /// <summary>Reads one column of a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="column">The column, by its place among those that are read.</param>
    /// <param name="values">Receives every <see cref="RowTable.Size"/>-th value, the first at the beginning.</param>
    /// <exception cref="MissingValueException">A value is missing.</exception>
    protected abstract void ReadColumn(int group, int column, Span<float> values);

    private int GroupOf(long row)
    {
        int found = Array.BinarySearch(_starts, row);
        // Of empty groups several begin at the same row: the last one has it.
        int group = found >= 0 ? found : ~found - 1;
        while (_starts[group + 1] <= row)
            group++;
        return group;
    }

    private void Load(int group)
    {
        if (_group == group)
            return;
        _group = -1;
        int length = (int)((_starts[group + 1] - _starts[group]) * Size);
        if (_values.Length < length)
            _values = new float[length];
        for (int column = 0; column < Size; column++)
        {
            try
            {
                ReadColumn(group, column, _values.AsSpan(column, length - column));
            }
            catch (MissingValueException missing)
            {
                throw new InvalidDataException(
                    $"'{Name}', row {_starts[group] + missing.Row}, column '{_columns[column]}' has no value: fill it or leave the row "
                        + "out. Rows are counted from 0."
                );
            }
        }

        CheckFinite(_starts[group], _values.AsSpan(0, length), column => _columns[column]);
        _group = group;
    }

    // The first and the last row stand for the contents.
    private double Sample()
    {
        if (Count == 0)
            return 0;
        float[] row = new float[Size];
        double sum = 0;
        foreach (long each in new[] { Count - 1, 0 })
        {
            Read(each, row);
            for (int column = 0; column < row.Length; column++)
                sum = (sum * 0.75) + row[column];
        }

        return sum;
    }
}
