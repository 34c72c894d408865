namespace ModelCompiler;

/// <summary>
/// Tokens that are the characters (UTF-16 units) of a text: each different one has a number, in the order of their codes. Immutable and
/// thread-safe.
/// </summary>
public sealed class CharacterTokenizer
{
    private readonly Dictionary<char, int> _numbers;

    /// <summary>A tokenizer of the characters that occur in a text.</summary>
    /// <param name="text">The text: all that will be encoded, or a list of the characters.</param>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public CharacterTokenizer(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            throw new ArgumentException("The text has no character.", nameof(text));
        var characters = new SortedSet<char>();
        foreach (char character in text)
            characters.Add(character);
        Characters = string.Concat(characters);
        _numbers = Characters.Select((character, number) => (character, number)).ToDictionary(pair => pair.character, pair => pair.number);
    }

    /// <summary>The characters, by their numbers: what must be kept to decode the same way later.</summary>
    public string Characters { get; }

    /// <summary>The number of different tokens.</summary>
    public int Vocabulary => Characters.Length;

    /// <summary>The tokens of a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>One token for each character.</returns>
    /// <exception cref="ArgumentException">A character is not in the vocabulary; the message names it and its position.</exception>
    public int[] Encode(ReadOnlySpan<char> text)
    {
        int[] tokens = new int[text.Length];
        for (int position = 0; position < text.Length; position++)
            if (!TryEncode(text[position], out tokens[position]))
                throw new ArgumentException(
                    $"The character U+{(int)text[position]:X4} at position {position} is none of the {Vocabulary} of the vocabulary.",
                    nameof(text)
                );
        return tokens;
    }

    /// <summary>The token of a character. Does not allocate.</summary>
    /// <param name="character">The character.</param>
    /// <param name="token">Its token, if it has one.</param>
    public bool TryEncode(char character, out int token) => _numbers.TryGetValue(character, out token);

    /// <summary>The character of a token. Does not allocate.</summary>
    /// <param name="token">From 0 to <see cref="Vocabulary"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such token.</exception>
    public char Decode(int token) =>
        (uint)token < (uint)Vocabulary
            ? Characters[token]
            : throw new ArgumentOutOfRangeException(nameof(token), token, $"Tokens are 0 to {Vocabulary - 1}.");

    /// <summary>The text of tokens.</summary>
    /// <param name="tokens">Each from 0 to <see cref="Vocabulary"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such token.</exception>
    public string Decode(ReadOnlySpan<int> tokens)
    {
        char[] text = new char[tokens.Length];
        for (int position = 0; position < tokens.Length; position++)
            text[position] = Decode(tokens[position]);
        return new string(text);
    }
}
