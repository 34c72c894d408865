namespace ModelCompiler.Generator.Emission;

/// <summary>
/// Prints short pieces of code behind one another, as many as a line holds: a deep model has hundreds of places and constants, which would
/// be longer than its passes with a line each.
/// </summary>
internal static class WrappedLines
{
    // The longest line, without what the deepest of these stands in.
    private const int Width = CodeWriter.LineLength - 12;

    /// <summary>Prints the pieces.</summary>
    public static void Write(CodeWriter code, IEnumerable<string> pieces)
    {
        foreach (string line in Of(pieces))
            code.Line(line);
    }

    /// <summary>Prints the pieces one level deeper.</summary>
    public static void WriteIndented(CodeWriter code, IEnumerable<string> pieces)
    {
        foreach (string line in Of(pieces))
            code.Indented(line);
    }

    /// <summary>The lines.</summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="width">The characters of the longest line.</param>
    public static IEnumerable<string> Of(IEnumerable<string> pieces, int width = Width)
    {
        string line = string.Empty;
        foreach (string piece in pieces)
        {
            if (line.Length > 0 && line.Length + 1 + piece.Length > width)
            {
                yield return line;
                line = string.Empty;
            }

            line += (line.Length == 0 ? string.Empty : " ") + piece;
        }

        if (line.Length > 0)
            yield return line;
    }
}
