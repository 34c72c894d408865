namespace ModelCompiler;

/// <summary>One pattern of a <see cref="NameMap"/>.</summary>
internal sealed class NamePattern
{
    private readonly List<(string Text, bool IsWord)> _file;
    private readonly string? _inModel;

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="ArgumentException">It is malformed.</exception>
    public NamePattern(string inFile, string? inModel)
    {
        ArgumentNullException.ThrowIfNull(inFile);
        InFile = inFile;
        _inModel = inModel;
        if (inModel is { Length: > 0 } && IsBeginning(inFile) != IsBeginning(inModel))
            throw new ArgumentException(
                $"\"{inFile}\" and \"{inModel}\" must both end with a dot, for the beginnings of names, or neither of them, "
                    + "for whole names."
            );
        _file = Parts(inFile);
        if (inFile.Contains("}{", StringComparison.Ordinal))
            throw new ArgumentException($"\"{inFile}\" is no pattern: nothing stands between two words, so where does the first one end?");
        if (inModel is not null && Parts(inModel).Except(_file).FirstOrDefault(part => part.IsWord).Text is { } unknown)
            throw new ArgumentException($"\"{inModel}\" has {{{unknown}}}, which \"{inFile}\" has not.");
    }

    /// <summary>The pattern for names in the file.</summary>
    public string InFile { get; }

    /// <summary>Whether a name is meant, and what it becomes; null leaves the tensor out.</summary>
    public bool Fits(string name, out string? renamed)
    {
        renamed = null;
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        if (End(name, 0, 0, words) is not { } end)
            return false;
        if (_inModel is not null)
            renamed = string.Concat(Parts(_inModel).Select(part => part.IsWord ? words[part.Text] : part.Text)) + name[end..];
        return true;
    }

    /// <summary>As it is written in C#.</summary>
    public override string ToString() => $"(\"{InFile}\", {(_inModel is null ? "null" : $"\"{_inModel}\"")})";

    private static bool IsBeginning(string pattern) => pattern.Length == 0 || pattern.EndsWith('.');

    // Where in the name the parts from one on end; null when they do not fit. A word takes as many characters as it can.
    private int? End(string name, int place, int part, Dictionary<string, string> words)
    {
        if (part == _file.Count)
            return IsBeginning(InFile) || place == name.Length ? place : null;
        (string text, bool isWord) = _file[part];
        string? known = isWord ? words.GetValueOrDefault(text) : text;
        if (known is not null)
            return string.CompareOrdinal(name, place, known, 0, known.Length) == 0
                ? End(name, place + known.Length, part + 1, words)
                : null;
        int dot = name.IndexOf('.', place);
        for (int end = dot < 0 ? name.Length : dot; end > place; end--)
        {
            words[text] = name[place..end];
            if (End(name, end, part + 1, words) is { } found)
                return found;
            words.Remove(text);
        }

        return null;
    }

    private static List<(string Text, bool IsWord)> Parts(string pattern)
    {
        List<(string Text, bool IsWord)> parts = [];
        for (int start = 0; start < pattern.Length; )
        {
            int open = pattern.IndexOf('{', start),
                close = open < 0 ? -1 : pattern.IndexOf('}', open);
            string text =
                open < 0 ? pattern[start..]
                : open > start ? pattern[start..open]
                : pattern[(open + 1)..Math.Max(close, open + 1)];
            bool isWord = open == start;
            if (isWord && (text.Length == 0 || !text.All(char.IsAsciiLetter)))
                throw new ArgumentException(
                    $"\"{pattern}\" is no pattern: between braces stands a word of letters, as in \"features.{{n}}.\"."
                );
            parts.Add((text, isWord));
            start += text.Length + (isWord ? 2 : 0);
        }

        return parts;
    }
}
