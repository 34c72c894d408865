namespace ModelCompiler;

/// <summary>The random numbers that orders of rows are made of: pure functions of seed, epoch and place.</summary>
internal static class RowOrder
{
    // The stream behind that of EpochOrder, for orders of all rows or of blocks, and the one behind it for the rows of a window.
    private const ulong RowStream = RandomSequence.DefaultStream + 2,
        WindowStream = RandomSequence.DefaultStream + 3;

    // As many windows an epoch as have numbers of their own: 2^60 orders for 2^31 epochs at most.
    private const int BitsOfWindow = 29;

    /// <summary>The order of all rows, or blocks, of an epoch.</summary>
    public static FeistelPermutation OfEpoch(long count, ulong seed, int epoch) =>
        new(count, new CounterRandom(seed, RowStream), (ulong)epoch);

    /// <summary>The order of the rows of a window.</summary>
    public static FeistelPermutation OfWindow(long count, ulong seed, int epoch, long window) =>
        new(count, new CounterRandom(seed, WindowStream), ((ulong)epoch << BitsOfWindow) | (ulong)window);
}
