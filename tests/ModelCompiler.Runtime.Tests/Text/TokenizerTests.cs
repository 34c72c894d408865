namespace ModelCompiler.Runtime.Tests.Text;

/// <summary>Texts as tokens and back.</summary>
public sealed class TokenizerTests
{
    [Fact]
    public void Characters_are_numbered_by_their_codes()
    {
        var tokenizer = new CharacterTokenizer("hello, world");
        Assert.Equal(" ,dehlorw", tokenizer.Characters);
        Assert.Equal(9, tokenizer.Vocabulary);
        Assert.Equal([4, 3, 5], tokenizer.Encode("hel"));
        Assert.Equal("world", tokenizer.Decode(tokenizer.Encode("world")));
        Assert.Empty(tokenizer.Encode(""));
    }

    [Fact]
    public void An_unknown_character_is_named_with_its_position()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new CharacterTokenizer("abc").Encode("abxa"));
        Assert.Contains("U+0078 at position 2", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new CharacterTokenizer(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CharacterTokenizer("abc").Decode(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CharacterTokenizer("abc").Decode(-1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("Grüße, 世界 😀")]
    public void Bytes_hold_any_text(string text) => Assert.Equal(text, ByteTokenizer.Decode(ByteTokenizer.Encode(text)));

    [Fact]
    public void What_is_no_byte_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => ByteTokenizer.Decode([65, 256]));
}
