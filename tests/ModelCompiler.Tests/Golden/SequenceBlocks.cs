namespace ModelCompiler.Tests.Golden;

/// <summary>The blocks of the golden files of sequences, as docs/transformers.md declares them, of two heads and without dropout.</summary>
internal static class SequenceBlocks
{
    /// <summary>The block of an encoder, by its norm and its activation.</summary>
    public static string Encoder(bool isNormFirst, string activation) => $"{(isNormFirst ? "Pre" : "Post")}Norm{activation}Encoder";

    /// <summary>The block of a decoder.</summary>
    public const string Decoder = "GoldenDecoderBlock";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Declarations { get; } =
    [
        Block(
            Encoder(true, "Gelu"),
            """
            [LayerNorm(Key = "norm1")]
            [Attention(2, Key = "self_attn")]
            [Add(Block.Input, Name = "attended")]
            [LayerNorm(Key = "norm2")]
            [Dense(4 * Block.Channels, Activation.Gelu, Key = "linear1")]
            [Dense(Block.Channels, Key = "linear2")]
            [Add("attended")]
            """
        ),
        Block(
            Encoder(false, "Relu"),
            """
            [Attention(2, Key = "self_attn")]
            [Add(Block.Input)]
            [LayerNorm(Name = "attended", Key = "norm1")]
            [Dense(4 * Block.Channels, Activation.Relu, Key = "linear1")]
            [Dense(Block.Channels, Key = "linear2")]
            [Add("attended")]
            [LayerNorm(Key = "norm2")]
            """
        ),
        Block(
            Decoder,
            """
            [LayerNorm(Key = "norm1")]
            [Attention(2, Causal = true, Projections = Projections.Separate, Key = "attention")]
            [Add(Block.Input, Name = "attended")]
            [LayerNorm(Key = "norm2")]
            [Dense(4 * Block.Channels, Activation.Gelu, Key = "up")]
            [Dense(Block.Channels, Key = "down")]
            [Add("attended")]
            """
        ),
    ];

    private static string Block(string name, string layers) =>
        $"/// <summary>{name}.</summary>\n[Block]\n{layers}\npublic sealed class {name};\n";
}
