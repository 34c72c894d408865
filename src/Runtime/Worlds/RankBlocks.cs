namespace ModelCompiler;

/// <summary>Blocks of ranks, counted in bytes, that are kept. Allocates when created.</summary>
internal sealed class RankBlocks
{
    /// <summary>Keeps blocks.</summary>
    public RankBlocks(int[] starts, int[] lengths)
    {
        Starts = starts;
        Lengths = lengths;
    }

    /// <summary>The first byte of each.</summary>
    public int[] Starts { get; }

    /// <summary>The bytes of each.</summary>
    public int[] Lengths { get; }

    /// <summary>The byte behind the last one.</summary>
    public int End => Starts[^1] + Lengths[^1];

    /// <summary>The blocks as operations take them. Does not allocate.</summary>
    public ByteBlocks AsBlocks => new(Starts, Lengths);

    /// <summary>Blocks one behind the other.</summary>
    public static RankBlocks Of(int[] lengths)
    {
        int[] starts = new int[lengths.Length];
        for (int rank = 1; rank < lengths.Length; rank++)
            starts[rank] = checked(starts[rank - 1] + lengths[rank - 1]);
        return new RankBlocks(starts, lengths);
    }

    /// <summary>Blocks of one length, one behind the other.</summary>
    public static RankBlocks Even(int ranks, int length) => Of([.. Enumerable.Repeat(length, ranks)]);
}
