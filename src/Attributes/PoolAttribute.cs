namespace ModelCompiler;

/// <summary>What the pools have in common: one value of each window, channel by channel.</summary>
/// <param name="kernel">The size of the window in each dimension, at least 1.</param>
public abstract class PoolAttribute(int kernel) : LayerAttribute
{
    /// <summary>The size of the window in each dimension.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>The distance between two windows, at least 1; the size of the window by default.</summary>
    public int Stride { get; set; }

    /// <summary>
    /// How far windows reach beyond each end, at most half their size, or <see cref="ModelCompiler.Padding.Same"/>; 0 by default.
    /// </summary>
    public int Padding { get; set; }
}
