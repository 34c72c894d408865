namespace ModelCompiler;

/// <summary>Where the blocks of all ranks are in a piece of memory: block <c>i</c> is that of rank <c>i</c>.</summary>
/// <param name="starts">The first byte of each.</param>
/// <param name="lengths">The bytes of each; zero for none.</param>
public readonly ref struct ByteBlocks(ReadOnlySpan<int> starts, ReadOnlySpan<int> lengths)
{
    /// <summary>The first byte of each.</summary>
    public ReadOnlySpan<int> Starts { get; } = starts;

    /// <summary>The bytes of each.</summary>
    public ReadOnlySpan<int> Lengths { get; } = lengths;

    /// <summary>Checks that there is one for each rank, within the memory.</summary>
    internal void Check(int ranks, int length, string argument)
    {
        bool fit = Starts.Length == ranks && Lengths.Length == ranks;
        for (int rank = 0; fit && rank < ranks; rank++)
            fit = Starts[rank] >= 0 && Lengths[rank] >= 0 && (long)Starts[rank] + Lengths[rank] <= length;
        if (!fit)
            throw new ArgumentException(
                $"The world has {Amount.Of(ranks, "rank")}, so there are as many blocks, each of them within the memory of "
                    + $"{Amount.Of(length, "byte")}.",
                argument
            );
    }
}
