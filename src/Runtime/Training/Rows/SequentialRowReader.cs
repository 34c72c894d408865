namespace ModelCompiler;

/// <summary>Samples in the order of the source.</summary>
internal sealed class SequentialRowReader(RowSource source) : IRowReader
{
    /// <inheritdoc/>
    public void Read(int epoch, long place, int count, RowBlock block, int at) => source.Read(place, count, block, at);
}
