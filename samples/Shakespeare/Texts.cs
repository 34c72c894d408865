using ModelCompiler;

namespace Shakespeare;

/// <summary>A text as tokens: the first nine tenths to learn from, the rest to be tested on.</summary>
/// <param name="Train">The tokens of the first part.</param>
/// <param name="Test">Those of the second, which follow.</param>
internal sealed record Texts(int[] Train, int[] Test)
{
    /// <summary>The 65 characters of Shakespeare's plays in plain spelling.</summary>
    public static CharacterTokenizer Tokenizer { get; } = new("\n !$&',-.3:;?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Reads a file, or eight sonnets when there is none.</summary>
    public static Texts Load(FileInfo? file)
    {
        using Stream stream = file?.OpenRead() ?? typeof(Texts).Assembly.GetManifestResourceStream("sonnets.txt")!;
        using var reader = new StreamReader(stream);
        string text = reader.ReadToEnd().ReplaceLineEndings("\n");
        int[] tokens = Tokenizer.Encode(text);
        int cut = tokens.Length * 9 / 10;
        return new Texts(tokens[..cut], tokens[cut..]);
    }
}
