namespace ModelCompiler;

/// <summary>
/// Where a training run stands between two steps. Together with the model's parameters and the optimizer's <see cref="Optimizer.State"/> it
/// is all that is needed to resume with the bits of an uninterrupted run. Immutable.
/// </summary>
/// <remarks>
/// There is no position of a random generator but <see cref="RandomState"/>: the order of the samples in an epoch is a pure function of
/// <see cref="Seed"/>, the epoch and <see cref="SampleCount"/>.
/// </remarks>
public sealed record TrainerState
{
    internal static readonly IReadOnlyDictionary<string, double> NoScheduleState = new Dictionary<string, double>();

    /// <summary>The seed of the order of the samples.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Whether the samples are shuffled.</summary>
    public required bool Shuffle { get; init; }

    /// <summary>The samples of a batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Whether a last batch of fewer samples is left out.</summary>
    public bool DropLast { get; init; }

    /// <summary>The batches of a step.</summary>
    public required int GradientAccumulation { get; init; }

    /// <summary>The shards of a batch; 1 when an older version captured the state.</summary>
    public int GradientShards { get; init; } = 1;

    /// <summary>The samples of the training data; 0 when no run has begun.</summary>
    public required long SampleCount { get; init; }

    /// <summary>
    /// The training data's <see cref="Dataset.Fingerprint"/> or <see cref="RowSource.Fingerprint"/>; null when no run has begun or an older
    /// version captured the state.
    /// </summary>
    public string? DataFingerprint { get; init; }

    /// <summary>
    /// What clipping and schedule did to the steps taken, in words that are compared; null when no run has begun or an older version
    /// captured the state.
    /// </summary>
    public string? Recipe { get; init; }

    /// <summary>The <see cref="Trainer{TModel}.Tag"/> of the run.</summary>
    public string? Tag { get; init; }

    /// <summary>The epochs that are finished and validated.</summary>
    public required int CompletedEpochs { get; init; }

    /// <summary>The batches that are done of the epoch after those.</summary>
    public required int CompletedBatches { get; init; }

    /// <summary>The steps of the optimizer since training began; learning rate schedules go by it.</summary>
    public required long Step { get; init; }

    /// <summary>The model's <see cref="IModel{TSelf}.RandomState"/>; zero for models without random layers.</summary>
    public ulong RandomState { get; init; }

    /// <summary>
    /// The parameters that were frozen while the program ran (<see cref="ModelFreezing.Freeze"/>), by name; resuming freezes the same ones.
    /// Empty for most runs.
    /// </summary>
    public IReadOnlyList<string> FrozenParameters { get; init; } = [];

    /// <summary>The sum of the losses of the samples of the unfinished epoch.</summary>
    public required double EpochLossSum { get; init; }

    /// <summary>
    /// What the batches so far count for in the mean loss of the epoch under way: their samples, or the weights of those; null where it is
    /// not known.
    /// </summary>
    public double? EpochWeightSum { get; init; }

    /// <summary>The sum of losses of each of several heads; empty where the model has one loss.</summary>
    public IReadOnlyList<double> HeadLossSums { get; init; } = [];

    /// <summary>The finished epochs.</summary>
    public required IReadOnlyList<EpochRecord> History { get; init; }

    /// <summary>
    /// The state of the schedule (<see cref="LearningRateSchedule.State"/>); empty without one and for those that are closed formulas.
    /// </summary>
    public IReadOnlyDictionary<string, double> ScheduleState { get; init; } = NoScheduleState;

    /// <summary>
    /// The optimizer's own learning rate, which it has again when the run ends; null without a schedule, which is what replaces it
    /// meanwhile.
    /// </summary>
    public float? UnscheduledLearningRate { get; init; }

    /// <summary>
    /// What the recurrent layers carry from the latest batch to the next one, lane after lane; null without
    /// <see cref="Trainer{TModel}.CarriedState"/>.
    /// </summary>
    public ReadOnlyMemory<float>? CarriedStates { get; init; }

    /// <summary>
    /// A copy of the average of the parameters (<see cref="Trainer{TModel}.ParameterAverage"/>), laid out as the flat parameter buffer;
    /// null without one.
    /// </summary>
    public ReadOnlyMemory<float>? AveragedParameters { get; init; }

    /// <summary>The updates that <see cref="AveragedParameters"/> has had.</summary>
    public long AverageUpdates { get; init; }

    /// <summary>The best value that early stopping has seen; null when it has seen none.</summary>
    public double? BestMetric { get; init; }

    /// <summary>The epoch, counted from 1, of <see cref="BestMetric"/>; 0 when there is none.</summary>
    public int BestEpoch { get; init; }

    /// <summary>The epochs since <see cref="BestMetric"/>.</summary>
    public int EpochsWithoutImprovement { get; init; }

    /// <summary>
    /// A copy of the flat parameter buffer after <see cref="BestEpoch"/>, in the layout of the model's plan
    /// (<see cref="ParameterDescriptor.CopyTo"/> takes single parameters out); null unless early stopping keeps it.
    /// </summary>
    public ReadOnlyMemory<float>? BestParameters { get; init; }
}
