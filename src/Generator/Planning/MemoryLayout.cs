using ModelCompiler.Shared;

namespace ModelCompiler.Generator.Planning;

/// <summary>How rows of floats are padded and how far apart they lie.</summary>
internal static class MemoryLayout
{
    /// <summary>The lanes of the widest vector.</summary>
    public const int WidestVector = Storage.WidestVector;

    /// <summary>The rows of a full panel of a packed weight.</summary>
    public const int PanelWidth = Storage.PanelWidth;

    /// <summary>A width rounded up to whole vectors: 4, 8 or a multiple of 16.</summary>
    public static int Padded(int width) => Storage.Padded(width);

    /// <summary>
    /// The floats from one sample to the next. A distance of a power of two would map all samples to the same few sets of the first-level
    /// cache, so such rows get one vector more.
    /// </summary>
    public static int Stride(int width)
    {
        int padded = Padded(width);
        return padded >= 256 && padded % 128 == 0 ? padded + WidestVector : padded;
    }

    public static int RoundUp(int value, int multiple) => Storage.RoundUp(value, multiple);
}
