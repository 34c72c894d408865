namespace ModelCompiler;

/// <summary>
/// A layer that makes channels of blocks of pixels: <c>[C, H r, W r]</c> becomes <c>[C r^2, H, W]</c>, as
/// <c>torch.nn.PixelUnshuffle</c>, the reverse of <see cref="PixelShuffleAttribute"/>.
/// </summary>
/// <param name="factor">The height and the width of a block, at least 1; it divides those of the image.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class PixelUnshuffleAttribute(int factor) : LayerAttribute
{
    /// <summary>The height and the width of a block.</summary>
    public int Factor { get; } = factor;
}
