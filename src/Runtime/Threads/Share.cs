using System.Runtime.CompilerServices;
using ModelCompiler.Shared;

namespace ModelCompiler.Threads;

/// <summary>Cuts ranges into parts of whole tiles.</summary>
public static class Share
{
    /// <summary>The samples of a tile, the grain in which threads share those of a batch.</summary>
    internal const int TileSamples = 8;

    /// <summary>The rows of three tiles of a weight gradient, the grain in which threads share them.</summary>
    internal const int TileRows = 24;

    private const int Line = 16;

    /// <summary>The samples of one part, in whole tiles of eight.</summary>
    /// <returns>The first sample, and the number of samples; it can be zero.</returns>
    public static (int Start, int Count) Samples(int samples, int part, int parts) => Of(samples, part, parts, TileSamples);

    /// <summary>
    /// The samples of one part, one by one: an image is work enough for kernels of its own, and few fit a block of a workspace.
    /// </summary>
    /// <returns>The first sample, and the number of samples; it can be zero.</returns>
    public static (int Start, int Count) Images(int samples, int part, int parts) => Of(samples, part, parts, 1);

    /// <summary>The rows of a weight gradient that belong to one part, in whole groups of tiles.</summary>
    /// <returns>The first row, and the number of rows; it can be zero.</returns>
    public static (int Start, int Count) Rows(int rows, int part, int parts) => Of(rows, part, parts, TileRows);

    /// <summary>The panels of a repacked weight that belong to one part.</summary>
    /// <returns>The first panel, and the number of panels; it can be zero.</returns>
    internal static (int Start, int Count) Panels(int panels, int part, int parts) => Of(panels, part, parts, 1);

    /// <summary>
    /// The block of a matrix that belongs to one part: whole panels of its columns and, of these, whole tiles of rows. Unless threads
    /// outnumber panels, all parts of one thread have the same columns, in every work on a matrix of so many columns: the thread that
    /// multiplies with a weight's panels also sums their gradient and takes their step. Where they do, several parts share the rows of each
    /// panel.
    /// </summary>
    /// <returns>The first column and their number, and the first row and their number; a number can be zero.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static (int Column, int Columns, int Row, int Rows) Block(int columns, int rows, int tileRows, int part, int parts)
    {
        (int panel, int panels, int among, int sharers) = Group((columns + Storage.PanelWidth - 1) / Storage.PanelWidth, part, parts);
        (int row, int count) = Of(rows, among, sharers, tileRows);
        int column = panel * Storage.PanelWidth;
        return (column, Math.Min(columns - column, panels * Storage.PanelWidth), row, count);
    }

    /// <summary>
    /// The floats of a weight in panels that belong to one part: those of the panels that <see cref="Block"/> gives its thread.
    /// </summary>
    /// <param name="length">The floats of the weight.</param>
    /// <param name="panelLength">The floats of a panel.</param>
    /// <param name="part">The part, from 0.</param>
    /// <param name="parts">The number of parts.</param>
    /// <returns>The first float, and the number of floats; it can be zero.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static (int Start, int Count) PanelFloats(int length, int panelLength, int part, int parts)
    {
        (int panel, int panels, int among, int sharers) = Group((length + panelLength - 1) / panelLength, part, parts);
        int first = panel * panelLength;
        (int start, int count) = Of(Math.Min(length - first, panels * panelLength), among, sharers, Line);
        return (first + start, count);
    }

    /// <summary>The entries of a table that belong to one part, one by one.</summary>
    /// <returns>The first entry, and the number of entries; it can be zero.</returns>
    internal static (int Start, int Count) Entries(int entries, int part, int parts) => Of(entries, part, parts, 1);

    /// <summary>The floats of a buffer that belong to one part, in whole cache lines, so that threads never contend for one.</summary>
    /// <returns>The first float, and the number of floats; it can be zero.</returns>
    internal static (int Start, int Count) Floats(int length, int part, int parts) => Of(length, part, parts, Line);

    /// <summary>Which panels a part belongs to, and which of how many parts with these panels it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int Panel, int Panels, int Among, int Sharers) Group(int panels, int part, int parts)
    {
        int groups = Math.Min((parts + Team.PartsPerThread - 1) / Team.PartsPerThread, panels);
        int group = part * groups / parts;
        int first = FirstPart(group),
            end = FirstPart(group + 1);
        (int panel, int count) = Of(panels, group, groups, 1);
        return (panel, count, part - first, end - first);

        // The least part whose group is this one.
        int FirstPart(int of) => ((of * parts) + groups - 1) / groups;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
