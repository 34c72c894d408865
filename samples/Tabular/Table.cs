using System.Globalization;
using nietras.SeparatedValues;

namespace Tabular;

/// <summary>A table of texts with named columns, as in a CSV file.</summary>
internal sealed class Table
{
    private readonly string _name;
    private readonly string[] _columns;
    private readonly List<string[]> _rows;

    /// <summary>Makes a table.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="rows">A text per column each.</param>
    public Table(string name, string[] columns, List<string[]> rows) => (_name, _columns, _rows) = (name, columns, rows);

    /// <summary>The number of rows.</summary>
    public int RowCount => _rows.Count;

    /// <summary>Reads a file with a header line; the separator is found out, quoted texts may contain it.</summary>
    /// <exception cref="InvalidDataException">The file is no table.</exception>
    public static Table Read(string path)
    {
        try
        {
            using SepReader reader = Sep.Reader(options => options with { Unescape = true }).FromFile(path);
            string[] columns = [.. reader.Header.ColNames];
            var rows = new List<string[]>();
            foreach (SepReader.Row row in reader)
            {
                string[] texts = new string[columns.Length];
                for (int column = 0; column < columns.Length; column++)
                    texts[column] = row[column].ToString();
                rows.Add(texts);
            }

            return new Table(path, columns, rows);
        }
        catch (Exception problem) when (problem is ArgumentException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"{path} is no table with a header line: {problem.Message}", problem);
        }
    }

    /// <summary>A text, or null where there is none.</summary>
    /// <exception cref="InvalidDataException">There is no such column.</exception>
    public string? Text(int row, string column)
    {
        int index = Array.IndexOf(_columns, column);
        if (index < 0)
            throw new InvalidDataException($"{_name} has no column '{column}', but {string.Join(", ", _columns)}.");
        string text = _rows[row][index].Trim();
        return text is "" or "NA" or "NaN" or "nan" or "." ? null : text;
    }

    /// <summary>A number, or null where there is none.</summary>
    /// <exception cref="InvalidDataException">There is no such column, or the text is no number.</exception>
    public float? Number(int row, string column)
    {
        string? text = Text(row, column);
        if (text is null)
            return null;
        return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)
            ? value
            : throw new InvalidDataException($"{_name}, sample {row + 1}: '{text}' in column '{column}' is no number.");
    }

    /// <summary>The rows for which a condition holds, in a random order.</summary>
    public int[] Shuffled(Func<int, bool> condition, ulong seed)
    {
        int[] rows = [.. Enumerable.Range(0, RowCount).Where(condition)];
        new ModelCompiler.RandomSequence(seed).Shuffle(rows.AsSpan());
        return rows;
    }
}
