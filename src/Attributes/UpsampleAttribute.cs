namespace ModelCompiler;

/// <summary>
/// An image of shape [channels, height, width] or a signal of shape [channels, length] in another size: <c>[Upsample(2)]</c>,
/// <c>[Upsample(2, Interpolation.Bilinear)]</c>, <c>[Upsample(Height = 14, Width = 14)]</c>, <c>[Upsample(Length = 40)]</c>. As in PyTorch;
/// a size may also be smaller than that of the input.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class UpsampleAttribute : LayerAttribute
{
    /// <summary>An image or a signal several times as large.</summary>
    /// <param name="scale">How many times as large each dimension becomes, at least 1.</param>
    /// <param name="interpolation">What values between those of the input are; <see cref="Interpolation.Nearest"/> by default.</param>
    public UpsampleAttribute(int scale, Interpolation interpolation = Interpolation.Nearest)
        : this(scale, scale, interpolation) { }

    /// <summary>An image several times as large.</summary>
    /// <param name="scaleHeight">How many times as high it becomes, at least 1.</param>
    /// <param name="scaleWidth">How many times as wide it becomes, at least 1.</param>
    /// <param name="interpolation">What values between those of the input are; <see cref="Interpolation.Nearest"/> by default.</param>
    public UpsampleAttribute(int scaleHeight, int scaleWidth, Interpolation interpolation = Interpolation.Nearest)
    {
        ScaleHeight = scaleHeight;
        ScaleWidth = scaleWidth;
        Interpolation = interpolation;
    }

    /// <summary>An image of a <see cref="Height"/> and a <see cref="Width"/>, or a signal of a <see cref="Length"/>.</summary>
    /// <param name="interpolation">What values between those of the input are; <see cref="Interpolation.Nearest"/> by default.</param>
    public UpsampleAttribute(Interpolation interpolation = Interpolation.Nearest) => Interpolation = interpolation;

    /// <summary>How many times as high an image becomes; 0 when its height is given.</summary>
    public int ScaleHeight { get; }

    /// <summary>How many times as wide an image becomes, or as long a signal; 0 when that is given.</summary>
    public int ScaleWidth { get; }

    /// <summary>The height of the output, at least 1, in place of a scale.</summary>
    public int Height { get; set; }

    /// <summary>The width of the output, at least 1, in place of a scale.</summary>
    public int Width { get; set; }

    /// <summary>The length of the output, at least 1, in place of a scale.</summary>
    public int Length { get; set; }

    /// <summary>What values between those of the input are.</summary>
    public Interpolation Interpolation { get; }

    /// <summary>
    /// Whether the first and the last value of the output are those of the input, and the others lie evenly between them:
    /// <c>i (input - 1) / (output - 1)</c>. Otherwise values are the middles of intervals that cover input and output:
    /// <c>(i + 1/2) input / output - 1/2</c>, and not before the first. False by default; of no effect on
    /// <see cref="Interpolation.Nearest"/>.
    /// </summary>
    public bool AlignCorners { get; set; }
}
