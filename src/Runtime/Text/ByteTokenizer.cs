using System.Text;

namespace ModelCompiler;

/// <summary>Tokens that are the bytes of a text in UTF-8: any text in any language has them. Stateless and thread-safe.</summary>
public static class ByteTokenizer
{
    /// <summary>The number of different tokens.</summary>
    public const int Vocabulary = 256;

    /// <summary>The tokens of a text.</summary>
    /// <param name="text">The text.</param>
    public static int[] Encode(ReadOnlySpan<char> text)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        return Array.ConvertAll(bytes, value => (int)value);
    }

    /// <summary>The text of tokens; what is no UTF-8 becomes U+FFFD.</summary>
    /// <param name="tokens">Each from 0 to 255.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such token.</exception>
    public static string Decode(ReadOnlySpan<int> tokens)
    {
        byte[] bytes = new byte[tokens.Length];
        for (int position = 0; position < tokens.Length; position++)
            bytes[position] = tokens[position] is >= 0 and < Vocabulary
                ? (byte)tokens[position]
                : throw new ArgumentOutOfRangeException(nameof(tokens), tokens[position], "Tokens are 0 to 255.");
        return Encoding.UTF8.GetString(bytes);
    }
}
