using System.Globalization;

namespace ModelCompiler.Data;

/// <summary>
/// A table of texts with named columns, as in a CSV file; what it holds is read as texts or numbers when it is asked for. Immutable and
/// thread-safe.
/// </summary>
public sealed class Table
{
    private readonly string _name;
    private readonly string[] _columns;
    private readonly IReadOnlyList<string[]> _rows;
    private readonly TableOptions _options;
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);

    /// <summary>Makes a table.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="columns">The names of the columns, all different.</param>
    /// <param name="rows">A text per column each; kept, not copied.</param>
    /// <param name="options">How the texts are to be read; by default as <see cref="TableOptions"/> says.</param>
    /// <exception cref="ArgumentException">Two columns have one name, or a row has another number of texts.</exception>
    public Table(string name, string[] columns, IReadOnlyList<string[]> rows, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        (_name, _columns, _rows, _options) = (name, columns, rows, options ?? new TableOptions());
        for (int column = 0; column < columns.Length; column++)
            if (!_positions.TryAdd(columns[column], column))
                throw new ArgumentException($"{name} has two columns '{columns[column]}'.", nameof(columns));
        for (int row = 0; row < rows.Count; row++)
            if (rows[row].Length != columns.Length)
                throw new ArgumentException(
                    $"{name} has {columns.Length} columns, but row {row + 1} has {rows[row].Length} texts.",
                    nameof(rows)
                );
    }

    /// <summary>The rows of a file that stand before those of the table, where it is a part of one.</summary>
    internal long RowsBefore { get; init; }

    /// <summary>The number of rows, without the header.</summary>
    public int RowCount => _rows.Count;

    /// <summary>The names of the columns, in order.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>
    /// Reads a CSV file: in UTF-8 with or without a mark at its beginning, texts in quotes where they hold a separator, a quote or a line
    /// end. Blank lines are passed over.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is to be read; by default as <see cref="TableOptions"/> says.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no table; the message names the file and the line.</exception>
    public static Table Read(string path, TableOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var reader = new StreamReader(path);
        return TableReader.Read(reader, path, options ?? new TableOptions());
    }

    /// <summary>Reads a table as of a file, also behind a mark of the byte order; the reader stays open.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="options">How it is to be read; by default as <see cref="TableOptions"/> says.</param>
    /// <exception cref="InvalidDataException">The text is no table.</exception>
    public static Table Read(TextReader reader, string name = "the table", TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return TableReader.Read(reader, name, options ?? new TableOptions());
    }

    /// <summary>A text without the white space around it, or null where there is no value.</summary>
    /// <param name="row">The row, counted from 0.</param>
    /// <param name="column">The column's name.</param>
    /// <exception cref="InvalidDataException">There is no such column; the message lists those there are.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public string? Text(int row, string column)
    {
        if (!_positions.TryGetValue(column, out int position))
            throw new InvalidDataException($"{_name} has no column '{column}'. It has: {string.Join(", ", _columns)}.");
        if ((uint)row >= (uint)_rows.Count)
            throw new ArgumentOutOfRangeException(nameof(row), row, $"{_name} has {_rows.Count} rows, counted from 0.");
        string text = _rows[row][position].Trim();
        return text.Length == 0 || _options.MissingTexts.Contains(text) ? null : text;
    }

    /// <summary>A number, or null where there is no value.</summary>
    /// <param name="row">The row, counted from 0.</param>
    /// <param name="column">The column's name.</param>
    /// <exception cref="InvalidDataException">There is no such column, or the text is no finite number in the culture of
    /// <see cref="TableOptions.Culture"/>.</exception>
    public double? Number(int row, string column)
    {
        if (Text(row, column) is not { } text)
            return null;
        // Without separators of thousands: with them a culture would take the decimal sign of another for one and read 1,5 as 15.
        return double.TryParse(text, NumberStyles.Float, _options.Culture, out double value) && double.IsFinite(value)
            ? value
            : throw new InvalidDataException(
                $"{_name}, row {RowsBefore + row + 1}: '{text}' in column '{column}' is no number. Numbers are read with "
                    + $"'{_options.Culture.NumberFormat.NumberDecimalSeparator}' as the decimal sign; "
                    + $"another is set by {nameof(TableOptions)}.{nameof(TableOptions.Culture)}, and texts for no value "
                    + $"by {nameof(TableOptions.MissingTexts)}."
            );
    }

    /// <summary>A value that must not be missing.</summary>
    internal InvalidDataException Missing(int row, string column) => Wrong(row, column, "has no value: fill it or leave the row out");

    /// <summary>What is wrong with a value.</summary>
    internal InvalidDataException Wrong(int row, string column, string problem) =>
        new($"{_name}, row {RowsBefore + row + 1}: column '{column}' {problem}.");

    /// <summary>A column as numbers, with NaN where there is no value, as <see cref="Imputer"/> takes them.</summary>
    /// <param name="column">The column's name.</param>
    /// <exception cref="InvalidDataException">There is no such column, or a text is no number.</exception>
    public float[] Numbers(string column)
    {
        float[] numbers = new float[RowCount];
        for (int row = 0; row < numbers.Length; row++)
            numbers[row] = (float)(Number(row, column) ?? double.NaN);
        return numbers;
    }

    /// <summary>The rows for which a condition holds, in a random order.</summary>
    /// <param name="condition">Which rows, by their numbers from 0.</param>
    /// <param name="seed">Decides the order, on every machine alike.</param>
    public int[] Shuffled(Func<int, bool> condition, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(condition);
        int[] rows = [.. Enumerable.Range(0, RowCount).Where(condition)];
        new RandomSequence(seed).Shuffle(rows.AsSpan());
        return rows;
    }
}
