namespace ModelCompiler;

/// <summary>What the pools have in common: one value of each window, channel by channel.</summary>
public abstract class PoolAttribute : LayerAttribute
{
    /// <summary>The distance between two windows, at least 1; the size of the window by default.</summary>
    public int Stride { get; set; }

    /// <summary>
    /// How far windows reach beyond each end, at most half their size, or <see cref="ModelCompiler.Padding.Same"/>; 0 by default.
    /// </summary>
    public int Padding { get; set; }

    /// <summary>
    /// Whether a rest at the end that no window fits into gets one that reaches further, as long as it starts in the input or in the
    /// padding before it: <c>ceil</c> in place of <c>floor</c> in the number of windows; false by default.
    /// </summary>
    public bool CeilMode { get; set; }
}
