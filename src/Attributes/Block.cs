namespace ModelCompiler;

/// <summary>What the layers of a block can say about the block's input, which they do not know.</summary>
/// <remarks>
/// <see cref="Channels"/> and <see cref="Units"/> can be multiplied and divided: <c>Block.Channels / 4</c>, <c>4 * Block.Units</c>,
/// <c>Block.Channels * 3 / 2</c>. Divisors up to 16 are exact. The result must be a whole number for every use of the block.
/// </remarks>
public static class Block
{
    /// <summary>The name of the block's input: <c>[Add(Block.Input)]</c> adds it to the layer above.</summary>
    public const string Input = "input";

    /// <summary>
    /// As many channels as the block's input has: its first dimension. For the channels and groups of layers in a block. The number itself
    /// is a mark without a meaning.
    /// </summary>
    public const int Channels = -720720;

    /// <summary>
    /// As many units as the block's input has values. For the units of layers in a block. The number itself is a mark without a meaning.
    /// </summary>
    public const int Units = -720720;
}
