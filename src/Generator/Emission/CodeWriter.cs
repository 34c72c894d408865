using System.Text;

namespace ModelCompiler.Generator.Emission;

/// <summary>Collects indented lines of C#. Line ends are '\n' everywhere, so that equal plans give equal bytes on every machine.</summary>
internal sealed class CodeWriter
{
    /// <summary>The characters of the longest line.</summary>
    public const int LineLength = 140;

    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes lines at the current depth; an empty line stays empty, one that is too long is broken.</summary>
    public void Line(string lines = "")
    {
        foreach (string line in lines.Split('\n').SelectMany(line => LineBreaks.Of(line.TrimEnd('\r'), LineLength - (4 * _depth))))
        {
            if (line.Length > 0)
                _text.Append(' ', 4 * _depth).Append(line);
            _text.Append('\n');
        }
    }

    /// <summary>
    /// Writes a head, with its continuation one level deeper, and opens a block, which ends where the result is disposed.
    /// </summary>
    public Block Open(string head, params string[] continuation)
    {
        Line(head);
        foreach (string line in continuation)
            Indented(line);
        Line("{");
        _depth++;
        return new Block(this);
    }

    /// <summary>Opens a namespace; what is in it stays at the margin, since a file has two and everything is in one of them.</summary>
    public Block OpenNamespace(string name)
    {
        Block block = Open("namespace " + name);
        _depth--;
        return block with { IsFlat = true };
    }

    /// <summary>Writes continuation lines, one level deeper or more.</summary>
    public void Indented(string lines, int levels = 1)
    {
        _depth += levels;
        Line(lines);
        _depth -= levels;
    }

    public override string ToString() => _text.ToString();

    /// <summary>An open block; disposing it closes it.</summary>
    internal readonly record struct Block(CodeWriter Writer) : IDisposable
    {
        public bool IsFlat { get; init; }

        public void Dispose()
        {
            if (!IsFlat)
                Writer._depth--;
            Writer.Line("}");
        }
    }
}
