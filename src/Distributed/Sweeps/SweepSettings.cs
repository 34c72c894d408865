namespace ModelCompiler.Distributed.Sweeps;

/// <summary>How a sweep is run. Immutable.</summary>
public sealed record SweepSettings
{
    /// <summary>The folder of the results. What is there already is not done again.</summary>
    public required string Folder { get; init; }

    /// <summary>
    /// How many trials run at once, at least 1; by default one for each processor. Small models train best with one thread each: set
    /// <see cref="IModel{TSelf}.MaxDegreeOfParallelism"/> to 1.
    /// </summary>
    public int Degree { get; init; } = Environment.ProcessorCount;

    /// <summary>In how many folds each trial is cross-validated; 1, the default, for none. Its objective is the mean of them.</summary>
    public int Folds { get; init; } = 1;

    /// <summary>Trains only the best trials to the end; null (the default) trains all of them once.</summary>
    public SuccessiveHalving? Halving { get; init; }

    /// <summary>Which of the trials this process does; all by default. Others share the folder.</summary>
    public SweepPart Part { get; init; } = SweepPart.Whole;

    /// <summary>Receives each result as it comes, one at a time, from the thread of its trial.</summary>
    public Action<SweepRecord>? Progress { get; init; }

    internal void Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(Folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(Degree, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Folds, 1);
        if (Part.Count < 1 || Part.Index < 0 || Part.Index >= Part.Count)
            throw new ArgumentException($"There is no part {Part.Index} of {Part.Count}.", nameof(Part));
    }
}
