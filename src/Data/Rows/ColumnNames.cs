namespace ModelCompiler.Data;

/// <summary>The columns that are asked for, among those that a file has.</summary>
internal static class ColumnNames
{
    /// <summary>The positions of columns; without names, of all of them.</summary>
    /// <exception cref="InvalidDataException">One is missing, or there are none.</exception>
    public static int[] Find(string path, IReadOnlyList<string> existing, string[] wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        if (existing.Count == 0)
            throw new InvalidDataException($"'{path}' has no columns.");
        if (wanted.Length == 0)
            return [.. Enumerable.Range(0, existing.Count)];
        var positions = new List<int>();
        foreach (string name in wanted)
        {
            int position = existing.ToList().IndexOf(name);
            if (position < 0)
                throw new InvalidDataException($"'{path}' has no column '{name}'. It has: {string.Join(", ", existing)}.");
            positions.Add(position);
        }

        return [.. positions];
    }

    /// <summary>A column whose values are no numbers.</summary>
    public static InvalidDataException NoNumbers(string path, string column, string type) =>
        new(
            $"'{path}': column '{column}' holds {type}, which are no numbers. Leave it out by naming the columns, or make numbers of it "
                + "first."
        );
}
