namespace ModelCompiler;

/// <summary>Reads the samples of a source in the order of an epoch. For one thread.</summary>
internal interface IRowReader
{
    /// <summary>Reads the samples of consecutive places; those of later places are read later. Allocates nothing after the first.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="place">The first place.</param>
    /// <param name="count">How many.</param>
    /// <param name="block">Receives them.</param>
    /// <param name="at">Where in the block the first one goes.</param>
    void Read(int epoch, long place, int count, RowBlock block, int at);
}
