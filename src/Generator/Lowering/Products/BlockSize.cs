using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Lowering.Products;

/// <summary>
/// Chooses how a long sum is cut into blocks, which are summed separately and then added in order. It fixes the order of summation of every
/// output, for a sample alone and in a batch alike.
/// </summary>
internal static class BlockSize
{
    /// <summary>
    /// A panel of the weight streams from the second-level cache fast enough for a block to be this long; rounding limits it, not speed.
    /// </summary>
    private const int Largest = 1024;

    /// <summary>The independent sums that hide the latency of two multiply-adds per cycle, four cycles each.</summary>
    private const int WantedSums = 8;

    /// <summary>
    /// The floats from which on the weight comes from the second-level cache, 32 KB. That brings less than a vector in a cycle, so half the
    /// sums are enough.
    /// </summary>
    private const int FirstLevelCache = 8 * 1024;

    /// <summary>The number of k in one block.</summary>
    /// <param name="inner">All k.</param>
    /// <param name="columns">The outputs as stored.</param>
    public static int Choose(int inner, int columns)
    {
        int blocks = (inner + Largest - 1) / Largest;
        int vectors = (columns + MemoryLayout.WidestVector - 1) / MemoryLayout.WidestVector;

        // Four panels side by side have enough sums of their own; fewer need several blocks side by side, at most four.
        if (columns < 4 * MemoryLayout.PanelWidth)
        {
            int wanted = Math.Min(4, WantedSums / vectors);
            if (inner * columns > FirstLevelCache)
                wanted = Math.Min(wanted, Math.Max(2, WantedSums / 2 / vectors));
            blocks = Math.Max(blocks, Math.Max(1, Math.Min(wanted, inner / Smallest(inner, columns))));
        }

        return (inner + blocks - 1) / blocks;
    }

    // Short blocks cost a batch the passes between them, so only layers that are small anyway are cut finely.
    private static int Smallest(int inner, int columns) =>
        inner * columns <= 256 ? 2
        : inner * columns <= 4096 ? 8
        : 32;
}
