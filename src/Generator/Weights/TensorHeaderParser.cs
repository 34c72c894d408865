using System.Globalization;
using System.Text;

namespace ModelCompiler.Generator.Weights;

/// <summary>
/// Reads names, types and shapes from the JSON of a safetensors header. What it takes to load a file safely is the runtime's business; this
/// reads as much as a comparison with the model needs. There is no JSON reader among what a compiler's extension may rely on.
/// </summary>
internal sealed class TensorHeaderParser
{
    private const string Metadata = "__metadata__";

    // As the runtime: what is nested deeper is an attack on the stack.
    private const int MaximumDepth = 64;

    private readonly string _json;
    private int _position;

    private TensorHeaderParser(string json) => _json = json;

    /// <summary>The tensors in the order of the header, or null when it is not one.</summary>
    public static IReadOnlyList<TensorHeader>? Parse(string json)
    {
        try
        {
            return new TensorHeaderParser(json).ParseHeader();
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private List<TensorHeader> ParseHeader()
    {
        var tensors = new List<TensorHeader>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        ParseObject(name =>
        {
            if (!names.Add(name))
                throw new FormatException();
            if (name == Metadata)
                ParseObject(_ => ParseText());
            else
                tensors.Add(ParseTensor(name));
        });
        if (Peek() != '\0')
            throw new FormatException();
        return tensors;
    }

    private TensorHeader ParseTensor(string name)
    {
        string? type = null;
        List<long>? shape = null;
        ParseObject(field =>
        {
            if (field == "dtype")
                type = ParseText();
            else if (field == "shape")
                shape = ParseNumbers();
            else if (field == "data_offsets")
                ParseNumbers();
            else
                SkipValue(depth: 0);
        });
        return type is not null && shape is not null ? new TensorHeader(name, type, shape) : throw new FormatException();
    }

    /// <summary>Passes over a field that another tool or a later version of the format has added, as the runtime does.</summary>
    private void SkipValue(int depth)
    {
        if (depth > MaximumDepth)
            throw new FormatException();
        char first = Peek();
        if (first == '"')
            ParseText();
        else if (first == '{')
            ParseObject(_ => SkipValue(depth + 1));
        else if (first == '[')
            SkipList(depth);
        else
            SkipWord();
    }

    private void SkipList(int depth)
    {
        Expect('[');
        if (Take(']'))
            return;
        do SkipValue(depth + 1);
        while (Take(','));
        Expect(']');
    }

    private void SkipWord()
    {
        int start = _position;
        while (_position < _json.Length && (char.IsLetterOrDigit(_json[_position]) || _json[_position] is '-' or '+' or '.'))
            _position++;
        if (_position == start)
            throw new FormatException();
    }

    private void ParseObject(Action<string> parseValue)
    {
        Expect('{');
        if (Take('}'))
            return;
        do
        {
            string key = ParseText();
            Expect(':');
            parseValue(key);
        } while (Take(','));
        Expect('}');
    }

    private List<long> ParseNumbers()
    {
        var numbers = new List<long>();
        Expect('[');
        if (Take(']'))
            return numbers;
        do
        {
            int start = Peek() == '\0' ? _json.Length : _position;
            while (_position < _json.Length && _json[_position] is >= '0' and <= '9')
                _position++;
            numbers.Add(
                long.TryParse(_json.Substring(start, _position - start), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                    ? number
                    : throw new FormatException()
            );
        } while (Take(','));
        Expect(']');
        return numbers;
    }

    private string ParseText()
    {
        Expect('"');
        var text = new StringBuilder();
        while (_position < _json.Length && _json[_position] != '"')
            text.Append(_json[_position++] is var character && character == '\\' ? ParseEscape() : character);
        Expect('"');
        return text.ToString();
    }

    private char ParseEscape()
    {
        char kind = _position < _json.Length ? _json[_position++] : '\0';
        switch (kind)
        {
            case '"' or '\\' or '/':
                return kind;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u'
                when _position + 4 <= _json.Length
                    && ushort.TryParse(
                        _json.Substring(_position, 4),
                        NumberStyles.AllowHexSpecifier,
                        CultureInfo.InvariantCulture,
                        out ushort code
                    ):
                _position += 4;
                return (char)code;
            default:
                throw new FormatException();
        }
    }

    private void Expect(char expected)
    {
        if (!Take(expected))
            throw new FormatException();
    }

    private bool Take(char expected)
    {
        if (Peek() != expected)
            return false;
        _position++;
        return true;
    }

    /// <summary>The next character that is no white space; zero at the end.</summary>
    private char Peek()
    {
        while (_position < _json.Length && _json[_position] is (' ' or '\t' or '\n' or '\r'))
            _position++;
        return _position < _json.Length ? _json[_position] : '\0';
    }
}
