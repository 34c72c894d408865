namespace ModelCompiler.Distributed.Sweeps;

/// <summary>Cuts a dataset into folds, each of which is left out once for validation.</summary>
public static class CrossValidation
{
    private const ulong Stream = RandomSequence.DefaultStream + 3;

    /// <summary>The training and validation data of one fold. Copies them.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="folds">The number of folds, from 2 to the number of samples. They differ by one sample at most.</param>
    /// <param name="fold">The fold that is validated on, from 0 on.</param>
    /// <param name="seed">Decides which samples are together; the same for all folds.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are too few or too many folds, or there is no such fold.</exception>
    public static (Dataset Train, Dataset Validation) Fold(this Dataset data, int folds, int fold, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(folds, data.Count);
        ArgumentOutOfRangeException.ThrowIfNegative(fold);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fold, folds);
        int[] order = [.. Enumerable.Range(0, data.Count)];
        new RandomSequence(seed, Stream).Shuffle<int>(order);
        int first = (int)((long)data.Count * fold / folds),
            end = (int)((long)data.Count * (fold + 1) / folds);
        return (data.Subset([.. order[..first], .. order[end..]]), data.Subset(order.AsSpan(first..end)));
    }
}
