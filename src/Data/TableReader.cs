using nietras.SeparatedValues;

namespace ModelCompiler.Data;

/// <summary>Reads tables by the library Sep, and says in words what it refuses.</summary>
internal static class TableReader
{
    public static Table Read(TextReader text, string name, TableOptions options)
    {
        // A mark of the byte order: a file's reader takes it away, but text that was decoded in another way still begins with it.
        if (text.Peek() == '\uFEFF')
            text.Read();
        try
        {
            using SepReader reader = Sep.Reader(sep =>
                    sep with
                    {
                        Sep = options.Separator is { } separator ? new Sep(separator) : null,
                        HasHeader = options.HasHeader,
                        Unescape = true,
                        DisableColCountCheck = true,
                    }
                )
                .From(new OpenReader(text));
            string[]? columns = options.HasHeader ? [.. reader.Header.ColNames.Select(column => column.Trim())] : null;
            var rows = new List<string[]>();
            foreach (SepReader.Row row in reader)
            {
                if (row.ColCount == 0 || (row.ColCount == 1 && row[0].Span.IsWhiteSpace()))
                    continue;
                columns ??= [.. Enumerable.Range(1, row.ColCount).Select(number => FormattableString.Invariant($"column{number}"))];
                if (row.ColCount != columns.Length)
                    throw new InvalidDataException(
                        $"{name}, line {row.LineNumberFrom}: {row.ColCount} fields instead of {columns.Length}. Is a text "
                            + $"with a separator not in quotes?"
                    );
                rows.Add(Texts(row));
            }

            return columns is { Length: > 0 }
                ? new Table(name, columns, rows, options)
                : throw new InvalidDataException($"{name} is empty.");
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
