namespace ModelCompiler;

/// <summary>
/// How the ranks agree to end a run: each says what it wants with what it sends anyway, and all do what the largest vote says, at the same
/// step.
/// </summary>
internal sealed class Ballot
{
    /// <summary>What this rank wants.</summary>
    public Vote Own { get; set; }

    /// <summary>What all ranks do.</summary>
    public Vote Result { get; private set; }

    /// <summary>The first rank that wanted it.</summary>
    public int Rank { get; private set; }

    /// <summary>Begins a count.</summary>
    public void Open() => (Result, Rank) = (Vote.Continue, 0);

    /// <summary>Counts the vote of a rank.</summary>
    public void Count(int rank, Vote vote)
    {
        if (vote > Result)
            (Result, Rank) = (vote, rank);
    }
}
