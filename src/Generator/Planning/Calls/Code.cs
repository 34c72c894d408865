using System.Runtime.CompilerServices;

namespace ModelCompiler.Generator.Planning.Calls;

/// <summary>
/// A line of generated code as it is written in the compiler: an interpolated string whose holes are pieces, numbers or other code.
/// </summary>
[InterpolatedStringHandler]
internal sealed class Code
{
    private readonly List<Piece> _pieces = [];

    public Code(int literalLength, int formattedCount) { }

    public IReadOnlyList<Piece> Pieces => _pieces;

    /// <summary>Code without the space at its end.</summary>
    public static Code Trimmed(Code code)
    {
        if (code._pieces[code._pieces.Count - 1] is TextPiece last)
            code._pieces[code._pieces.Count - 1] = new TextPiece(last.Text.TrimEnd());
        return code;
    }

    public void AppendLiteral(string text) => _pieces.Add(new TextPiece(text));

    public void AppendFormatted(Piece piece) => _pieces.Add(piece);

    public void AppendFormatted(Code code) => _pieces.AddRange(code._pieces);

    public void AppendFormatted(string text) => _pieces.Add(new TextPiece(text));

    public void AppendFormatted(int value) => _pieces.Add(new TextPiece(Text.Of(value)));

    public void AppendFormatted(long value) => _pieces.Add(new TextPiece(Text.Of(value)));

    public void AppendFormatted(double value) => _pieces.Add(new TextPiece(Text.Of(value)));

    public void AppendFormatted(bool value) => _pieces.Add(new TextPiece(Text.Of(value)));
}

/// <summary>A line of a step.</summary>
/// <param name="Depth">How many levels deeper than the step it stands.</param>
/// <param name="Pieces">What it consists of.</param>
internal sealed record CodeLine(int Depth, EquatableArray<Piece> Pieces);

/// <summary>Collects the lines of a step.</summary>
internal sealed class CodeLines
{
    private readonly List<CodeLine> _lines = [];

    /// <summary>The lines so far.</summary>
    public EquatableArray<CodeLine> Lines => _lines.ToEquatableArray();

    /// <summary>Adds a line.</summary>
    public CodeLines Line(Code code) => Add(0, code);

    /// <summary>Adds a continuation, one level deeper.</summary>
    public CodeLines Indented(Code code) => Add(1, code);

    /// <summary>Adds lines as they are.</summary>
    public CodeLines Add(IEnumerable<CodeLine> lines)
    {
        _lines.AddRange(lines);
        return this;
    }

    /// <summary>Adds lines as the body of what stands before them.</summary>
    public CodeLines Body(IEnumerable<CodeLine> lines)
    {
        Line($"{{");
        _lines.AddRange(lines.Select(line => line with { Depth = line.Depth + 1 }));
        return Line($"}}");
    }

    private CodeLines Add(int depth, Code code)
    {
        _lines.Add(new CodeLine(depth, code.Pieces.ToEquatableArray()));
        return this;
    }
}
