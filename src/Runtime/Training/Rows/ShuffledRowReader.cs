namespace ModelCompiler;

/// <summary>Samples in a random order, each read on its own; targets and weights that are few are read at once, with the first.</summary>
internal sealed class ShuffledRowReader(RowSource source, ulong seed) : IRowReader
{
    // 64 MB. A read of a class costs as much as one of a row of inputs.
    private const int MostTargetsInMemory = 1 << 24;

    private RowSource? _prepared;

    /// <inheritdoc/>
    public void Read(int epoch, long place, int count, RowBlock block, int at)
    {
        RowSource rows = _prepared ??= source.WithSmallTargetsInMemory(MostTargetsInMemory);
        FeistelPermutation order = RowOrder.OfEpoch(rows.Count, seed, epoch);
        for (int i = 0; i < count; i++)
            rows.Read(order[place + i], 1, block, at + i);
    }
}
