namespace ModelCompiler.Benchmarks.Documents;

/// <summary>The part of a document between two comments, which a program writes.</summary>
internal static class MarkedSection
{
    /// <summary>Replaces what stands between <c>&lt;!-- name:begin --&gt;</c> and <c>&lt;!-- name:end --&gt;</c>.</summary>
    /// <param name="path">The document.</param>
    /// <param name="name">The name in the comments.</param>
    /// <param name="text">What shall stand there.</param>
    /// <exception cref="InvalidDataException">The document has no such comments; it is unchanged.</exception>
    public static void Replace(string path, string name, string text)
    {
        string begin = $"<!-- {name}:begin -->",
            end = $"<!-- {name}:end -->";
        string document = File.ReadAllText(path);
        int start = document.IndexOf(begin, StringComparison.Ordinal);
        int stop = start < 0 ? -1 : document.IndexOf(end, start, StringComparison.Ordinal);
        if (stop < 0)
            throw new InvalidDataException($"{path} has no place for this table: add the lines {begin} and {end}.");
        File.WriteAllText(path, $"{document[..(start + begin.Length)]}\n{text.Trim('\n')}\n{document[stop..]}");
    }
}
