using System.Numerics;

namespace ModelCompiler;

/// <content>How several ranks train together.</content>
public sealed partial class Trainer<TModel>
{
    /// <summary>
    /// Into how many parts a batch is cut whose gradients are computed apart and added in a fixed binary tree: a power of two from 1, the
    /// default, to 1,024. As many ranks of a <see cref="World"/> as there are shards can share the work, and the parameters have the same
    /// bits for every number of ranks. It is part of the recipe: another number of shards rounds otherwise, batch normalisation works on
    /// each shard alone, and noise is that of the shard.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no power of two, or out of range.</exception>
    public int GradientShards
    {
        get;
        set =>
            field =
                value is >= 1 and <= 1024 && BitOperations.IsPow2(value)
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(GradientShards),
                        value,
                        "The number of shards is a power of two from 1 to 1024: shards are added in a binary tree."
                    );
    } = 1;

    /// <summary>
    /// The ranks that train the model together, <see cref="World.Alone"/> by default. All of them call
    /// <see cref="Fit(Dataset, Dataset, IProgress{TrainingProgress}, CancellationToken)"/> with the same data
    /// and settings, which is compared before anything is trained, and begin with the parameters of rank 0. <see cref="BatchSize"/> and all
    /// other numbers are those of the whole: ranks change how long a run takes, not its result, so the world is no part of a checkpoint.
    /// </summary>
    /// <remarks>
    /// Progress, checkpoints and logs are those of rank 0 (<see cref="TrainingCallback.RunsOnEveryRank"/>). A stop or a cancellation on one
    /// rank ends the run on all, after the same step. What else goes wrong on one rank ends all of them with <see cref="World.Abort"/>.
    /// </remarks>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public World World
    {
        get;
        set => field = value ?? throw new ArgumentNullException(nameof(value));
    } = World.Alone;
}
