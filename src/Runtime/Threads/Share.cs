namespace ModelCompiler.Threads;

/// <summary>Cuts ranges into parts of whole tiles.</summary>
public static class Share
{
    /// <summary>The samples of a tile, the grain in which threads share those of a batch.</summary>
    internal const int TileSamples = 8;

    private const int TileRows = 24;
    private const int Line = 16;

    /// <summary>The samples of one part, in whole tiles of eight.</summary>
    /// <returns>The first sample, and the number of samples; it can be zero.</returns>
    public static (int Start, int Count) Samples(int samples, int part, int parts) => Of(samples, part, parts, TileSamples);

    /// <summary>The samples of one part, one by one: an image is work enough for kernels of its own, and few fit a block of a workspace.</summary>
    /// <returns>The first sample, and the number of samples; it can be zero.</returns>
    public static (int Start, int Count) Images(int samples, int part, int parts) => Of(samples, part, parts, 1);

    /// <summary>The rows of a weight gradient that belong to one part, in whole groups of tiles.</summary>
    /// <returns>The first row, and the number of rows; it can be zero.</returns>
    public static (int Start, int Count) Rows(int rows, int part, int parts) => Of(rows, part, parts, TileRows);

    /// <summary>The panels of a repacked weight that belong to one part.</summary>
    /// <returns>The first panel, and the number of panels; it can be zero.</returns>
    internal static (int Start, int Count) Panels(int panels, int part, int parts) => Of(panels, part, parts, 1);

    /// <summary>The floats of a buffer that belong to one part, in whole cache lines, so that threads never contend for one.</summary>
    /// <returns>The first float, and the number of floats; it can be zero.</returns>
    internal static (int Start, int Count) Floats(int length, int part, int parts) => Of(length, part, parts, Line);

    private static (int Start, int Count) Of(int total, int part, int parts, int tile)
    {
        if (parts == 1)
            return (0, total);
        int tiles = (total + tile - 1) / tile;
        int start = Math.Min(total, (int)((long)tiles * part / parts) * tile);
        int end = Math.Min(total, (int)((long)tiles * (part + 1) / parts) * tile);
        return (start, end - start);
    }
}
