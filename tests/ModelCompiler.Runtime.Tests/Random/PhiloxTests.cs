namespace ModelCompiler.Runtime.Tests.Random;

public class PhiloxTests
{
    // The known answers published with Random123 (kat_vectors, philox4x32 10).
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(
        uint.MaxValue,
        uint.MaxValue,
        uint.MaxValue,
        uint.MaxValue,
        uint.MaxValue,
        uint.MaxValue,
        0x408f276du,
        0x41c83b0eu,
        0xa20bc7c6u,
        0x6d5451fdu
    )]
    [InlineData(
        0x243f6a88u,
        0x85a308d3u,
        0x13198a2eu,
        0x03707344u,
        0xa4093822u,
        0x299f31d0u,
        0xd16cfe09u,
        0x94fdccebu,
        0x5001e420u,
        0x24126ea1u
    )]
    public void Block_gives_the_published_words(
        uint c0,
        uint c1,
        uint c2,
        uint c3,
        uint k0,
        uint k1,
        uint word0,
        uint word1,
        uint word2,
        uint word3
    ) => Assert.Equal((word0, word1, word2, word3), Philox4x32.Block(c0, c1, c2, c3, k0, k1));

    [Fact]
    public void An_index_is_one_word_of_a_block()
    {
        var random = new CounterRandom(0x299f31d0_a4093822, 0x03707344_13198a2e);
        uint[] words = [.. Enumerable.Range(0, 8).Select(i => random.UInt32((ulong)i))];
        (uint a0, uint a1, uint a2, uint a3) = Philox4x32.Block(0, 0, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0);
        (uint b0, uint b1, uint b2, uint b3) = Philox4x32.Block(1, 0, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0);
        Assert.Equal([a0, a1, a2, a3, b0, b1, b2, b3], words);
    }

    [Fact]
    public void The_upper_half_of_an_index_counts()
    {
        var random = new CounterRandom(7, 8);
        Assert.Equal(Philox4x32.Block(0x40000000, 1, 8, 0, 7, 0).Word3, random.UInt32((0x1_4000_0000UL * 4) + 3));
    }
}
