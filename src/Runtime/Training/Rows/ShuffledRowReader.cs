namespace ModelCompiler;

/// <summary>Samples in a random order, each read on its own.</summary>
internal sealed class ShuffledRowReader(RowSource source, ulong seed) : IRowReader
{
    /// <inheritdoc/>
    public void Read(int epoch, long place, int count, RowBlock block, int at)
    {
        FeistelPermutation order = RowOrder.OfEpoch(source.Count, seed, epoch);
        for (int i = 0; i < count; i++)
            source.Read(order[place + i], 1, block, at + i);
    }
}
