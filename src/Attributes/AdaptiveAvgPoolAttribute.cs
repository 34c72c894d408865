namespace ModelCompiler;

/// <summary>
/// The means of as many windows as the output has values, whatever the size of the input: [channels, height, width] or [channels, length]
/// becomes an image or a signal of the given size. Window <c>i</c> of <c>n</c> reaches from <c>floor(i input / n)</c> to
/// <c>ceil((i + 1) input / n)</c>, as in PyTorch: windows may overlap, and an output may be larger than its input.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AdaptiveAvgPoolAttribute : LayerAttribute
{
    /// <summary>Means of an image to a square one, or of a signal.</summary>
    /// <param name="size">The height and width of an image, or the length of a signal, at least 1.</param>
    public AdaptiveAvgPoolAttribute(int size)
        : this(size, size) { }

    /// <summary>Means of an image.</summary>
    /// <param name="height">The height, at least 1.</param>
    /// <param name="width">The width, at least 1.</param>
    public AdaptiveAvgPoolAttribute(int height, int width)
    {
        Height = height;
        Width = width;
    }

    /// <summary>The height of the output.</summary>
    public int Height { get; }

    /// <summary>The width of the output, or the length of a signal.</summary>
    public int Width { get; }
}
