namespace ModelCompiler.Generator.Emission;

/// <summary>Breaks lines of C# that are too long where a person would: behind a comma or a parenthesis, and comments at words.</summary>
internal static class LineBreaks
{
    private const string Documentation = "/// ",
        Comment = "// ";

    /// <summary>The lines of one line, the further ones with an indentation of four.</summary>
    /// <param name="line">The line.</param>
    /// <param name="room">The characters that a line may have.</param>
    public static IEnumerable<string> Of(string line, int room)
    {
        if (line.Length <= room)
            return [line];
        string text = line.TrimStart(' ');
        string indentation = line.Substring(0, line.Length - text.Length);

        // The rows of a table stay whole.
        if (text.StartsWith(Documentation, StringComparison.Ordinal))
            return text.Contains("  ") ? [line] : Words(text.Substring(Documentation.Length), indentation + Documentation, room);
        if (text.StartsWith(Comment, StringComparison.Ordinal))
            return Words(text.Substring(Comment.Length), indentation + Comment, room);
        int comment = Scan(text).FirstOrDefault(place => place.IsComment).Position;
        return comment > 0
            ?
            [
                .. Words(text.Substring(comment + Comment.Length), indentation + Comment, room),
                .. Of(indentation + text.Substring(0, comment).TrimEnd(), room),
            ]
            : Code(text, indentation, room);
    }

    private static IEnumerable<string> Words(string text, string start, int room) =>
        WrappedLines.Of(text.Split(' '), room - start.Length).Select(line => start + line);

    private static IEnumerable<string> Code(string text, string indentation, int room)
    {
        string further = indentation + "    ";
        string start = indentation;
        while (start.Length + text.Length > room)
        {
            // As far out as possible and, of those places, as far right.
            Place[] places = [.. Scan(text).Where(place => !place.IsComment && start.Length + place.Position <= room)];
            if (places.Length == 0)
                break;
            int depth = places.Min(place => place.Depth);
            int end = places.Last(place => place.Depth == depth).Position;
            yield return start + text.Substring(0, end).TrimEnd(' ');
            text = text.Substring(end).TrimStart(' ');
            start = further;
        }

        yield return start + text;
    }

    /// <summary>The places where code can be broken, and where a comment behind it begins.</summary>
    private static IEnumerable<Place> Scan(string text)
    {
        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"':
                    for (i++; text[i] != '"'; i++)
                        if (text[i] == '\\')
                            i++;
                    break;
                case '/' when i > 0 && i + 1 < text.Length && text[i + 1] == '/':
                    yield return new Place(i, 0, IsComment: true);
                    yield break;
                case '(' or '[' or '{':
                    depth++;
                    if (text[i] == '(' && i + 1 < text.Length && text[i + 1] != ')')
                        yield return new Place(i + 1, depth, IsComment: false);
                    break;
                case ')' or ']' or '}':
                    depth--;
                    break;
                case ',' when i + 1 < text.Length && text[i + 1] == ' ':
                    yield return new Place(i + 1, depth, IsComment: false);
                    break;
                case '>' when i > 1 && i + 1 < text.Length && text[i - 1] == '=' && text[i - 2] == ' ':
                    yield return new Place(i + 1, depth, IsComment: false);
                    break;
                case '=' when i > 0 && i + 1 < text.Length && text[i - 1] == ' ' && text[i + 1] == ' ':
                    yield return new Place(i + 1, depth, IsComment: false);
                    break;
                case '&' or '|' or '+' or ':' or '?' when i > 0 && i + 1 < text.Length && text[i - 1] == ' ' && text[i + 1] == ' ':
                    yield return new Place(i, depth, IsComment: false);
                    break;
            }
        }
    }

    private readonly record struct Place(int Position, int Depth, bool IsComment);
}
