namespace ModelCompiler;

/// <summary>
/// A layer that makes blocks of pixels of channels: <c>[C r^2, H, W]</c> becomes <c>[C, H r, W r]</c>, as
/// <c>torch.nn.PixelShuffle</c> (Shi 2016).
/// </summary>
/// <param name="factor">How many times as high and as wide the image becomes, at least 1; its square divides the channels.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class PixelShuffleAttribute(int factor) : LayerAttribute
{
    /// <summary>How many times as high and as wide the image becomes.</summary>
    public int Factor { get; } = factor;
}
