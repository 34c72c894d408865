using nietras.SeparatedValues;

namespace ModelCompiler.Data;

/// <summary>Reads tables by the library Sep, and says in words what it refuses.</summary>
internal static class TableReader
{
    /// <summary>All rows as one table.</summary>
    public static Table Read(TextReader text, string name, TableOptions options) =>
        ReadParts(text, name, options, int.MaxValue).SingleOrDefault() ?? throw new InvalidDataException($"{name} is empty.");

    /// <summary>The rows as tables of so many, the last one of fewer; one without rows where there is nothing but a header.</summary>
    public static IEnumerable<Table> ReadParts(TextReader text, string name, TableOptions options, int rowsOfPart)
    {
        // A mark of the byte order: a file's reader takes it away, but text that was decoded in another way still begins with it.
        if (text.Peek() == '\uFEFF')
            text.Read();
        using SepReader reader = Guard(
            name,
            () =>
                Sep.Reader(sep =>
                        sep with
                        {
                            Sep = options.Separator is { } separator ? new Sep(separator) : null,
                            HasHeader = options.HasHeader,
                            Unescape = true,
                            DisableColCountCheck = true,
                        }
                    )
                    .From(new OpenReader(text))
        );
        string[]? columns = options.HasHeader ? [.. reader.Header.ColNames.Select(column => column.Trim())] : null;
        long before = 0;
        var rows = new List<string[]>();
        while (Guard(name, () => MoveToRow(reader, name, ref columns, rows)))
        {
            if (rows.Count < rowsOfPart)
                continue;
            yield return Guard(name, () => new Table(name, columns!, rows, options) { RowsBefore = before });
            before += rows.Count;
            rows = [];
        }

        if (columns is { Length: > 0 } && (rows.Count > 0 || before == 0))
            yield return Guard(name, () => new Table(name, columns, rows, options) { RowsBefore = before });
    }

    // Reads a row, unless it is blank. Returns whether there was one.
    private static bool MoveToRow(SepReader reader, string name, ref string[]? columns, List<string[]> rows)
    {
        if (!reader.MoveNext())
            return false;
        SepReader.Row row = reader.Current;
        if (row.ColCount == 0 || (row.ColCount == 1 && row[0].Span.IsWhiteSpace()))
            return true;
        columns ??= [.. Enumerable.Range(1, row.ColCount).Select(number => FormattableString.Invariant($"column{number}"))];
        if (row.ColCount != columns.Length)
            throw new InvalidDataException(
                $"{name}, line {row.LineNumberFrom}: {row.ColCount} fields instead of {columns.Length}. Is a text "
                    + $"with a separator not in quotes?"
            );
        rows.Add(Texts(row));
        return true;
    }

    // An iterator cannot yield where it catches.
    private static T Guard<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (problem is ArgumentException or IndexOutOfRangeException or NotSupportedException)
        {
            throw new InvalidDataException($"{name} is no table: {problem.Message}", problem);
        }
    }

    private static string[] Texts(SepReader.Row row)
    {
        string[] texts = new string[row.ColCount];
        for (int column = 0; column < texts.Length; column++)
            texts[column] = row[column].ToString();
        return texts;
    }

    /// <summary>Keeps the caller's reader open when Sep closes its own.</summary>
    private sealed class OpenReader(TextReader inner) : TextReader
    {
        public override int Read(char[] buffer, int index, int count) => inner.Read(buffer, index, count);

        public override int Read(Span<char> buffer) => inner.Read(buffer);

        public override int Read() => inner.Read();

        public override int Peek() => inner.Peek();
    }
}
