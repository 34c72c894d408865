namespace ModelCompiler;

/// <summary>Names in messages: the first few, and how many more.</summary>
internal static class NameList
{
    private const int Shown = 10;

    public static string Of(IReadOnlyList<string> names, string otherwise = "") =>
        names.Count == 0
            ? otherwise
            : string.Join(", ", names.Take(Shown)) + (names.Count > Shown ? $" and {names.Count - Shown} more" : "");
}
