using System.Runtime.CompilerServices;

namespace ModelCompiler;

/// <summary>Trains a compiled model by mini-batches. Not thread-safe; the model must not be used elsewhere while it trains.</summary>
/// <remarks>
/// <para>
/// The same model seed, data and settings give the same parameters, to the bit, on every run. After the first epoch a run allocates
/// nothing, apart from what callbacks and receivers of progress do, and from the history beyond its 4,096th epoch.
/// </para>
/// <para>
/// Every <see cref="Fit(Dataset, Dataset, IProgress{TrainingProgress}, CancellationToken)"/> is a new run: it begins at epoch 1 with a new
/// <see cref="History"/>, and schedule, early stopping, callbacks and
/// progress start anew. What belongs to the model goes on: its parameters, its random state and the optimizer's state, which is why an
/// optimizer refuses a second model until <see cref="Optimizer.Reset"/>. To continue a run that was interrupted, <see cref="Restore"/> its
/// state first.
/// </para>
/// <para>The model, the optimizer, and a schedule or callback that keeps something during a run serve one run at a time: a second one is
/// refused before anything has changed.</para>
/// </remarks>
/// <typeparam name="TModel">The model.</typeparam>
public sealed partial class Trainer<TModel>
    where TModel : class, IModel<TModel>
{
    private TrainingRun<TModel>? _run;
    private TrainerState? _restored;
    private int _isRunning;

    /// <summary>Creates a trainer.</summary>
    /// <param name="model">The model; its parameters change in place.</param>
    /// <param name="optimizer">The optimizer; it belongs to this model from its first step on.</param>
    /// <exception cref="ArgumentException">The model declares no loss.</exception>
    public Trainer(TModel model, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        if (TModel.Description.Loss is null)
            throw new ArgumentException(
                $"{TModel.Description.Name} declares no loss, so there is nothing to minimise: add [Loss(...)] to the class.",
                nameof(model)
            );
        Model = model;
        Optimizer = optimizer;
    }

    /// <summary>The model that is trained.</summary>
    public TModel Model { get; }

    /// <summary>The optimizer.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The samples of a batch, at least 1; 32 by default. The last batch of an epoch may be smaller.</summary>
    public int BatchSize
    {
        get;
        set => field = AtLeastOne(value, nameof(BatchSize));
    } = 32;

    /// <summary>
    /// Whether an epoch leaves out its last batch when that has fewer samples than the others; false by default. Batch normalisation over
    /// very few samples is noisy, and impossible over one. With <see cref="Shuffle"/> other samples are left out in each epoch. PyTorch's
    /// <c>drop_last</c>, but a dataset smaller than one batch is never dropped.
    /// </summary>
    public bool DropLast { get; set; }

    /// <summary>How often a run goes through the data, at least 1; 1 by default.</summary>
    public int Epochs
    {
        get;
        set => field = AtLeastOne(value, nameof(Epochs));
    } = 1;

    /// <summary>
    /// The seed of the order of the samples. The order in an epoch is a pure function of the seed, the epoch and the number of samples.
    /// </summary>
    public ulong Seed { get; set; }

    /// <summary>
    /// Whether each epoch has the samples in a new random order; true by default. Without it batches are slices of the dataset and nothing
    /// is copied.
    /// </summary>
    public bool Shuffle { get; set; } = true;

    /// <summary>
    /// Whether recurrent layers go on, in each batch, from the states that the batch before has left, instead of from zeros: truncated
    /// backpropagation through time over sequences that are longer than the model's. False by default. The gradient is cut where a sample
    /// begins.
    /// </summary>
    /// <remarks>
    /// The samples are consecutive pieces of one long sequence (<see cref="Dataset.Tokens"/>, or windows whose stride is as long as they
    /// are), which is cut into as many lanes as a batch has samples: batch by batch each lane goes a sample further. All states are zeros
    /// at the beginning of an epoch. Validation carries states likewise, in <see cref="BatchSize"/> lanes. Needs <see cref="Shuffle"/> =
    /// false and a model of forward recurrences (<see cref="ICarriedStateModel"/>).
    /// </remarks>
    public bool CarriedState { get; set; }

    /// <summary>The learning rate of each step; null (the default) leaves the optimizer's.</summary>
    /// <remarks>
    /// It starts anew with each run (<see cref="LearningRateSchedule.Reset"/>), and when the run ends the optimizer has its own rate again.
    /// </remarks>
    public LearningRateSchedule? Schedule { get; set; }

    /// <summary>
    /// What <see cref="Schedule"/> is told at the end of each epoch; null (the default) for the validation loss, or the training loss
    /// without validation data. Only <see cref="ReduceOnPlateau"/> listens.
    /// </summary>
    public MonitoredMetric? ScheduleMonitor { get; set; }

    /// <summary>
    /// Scales the gradient of a step down to this Euclidean norm when it is longer; null (the default) does not. Applied after
    /// <see cref="GradientClipValue"/>.
    /// </summary>
    public double? GradientClipNorm
    {
        get;
        set => field = PositiveOrNull(value, nameof(GradientClipNorm));
    }

    /// <summary>Clips each element of a step's gradient to between minus and plus this value; null (the default) does not.</summary>
    public double? GradientClipValue
    {
        get;
        set => field = PositiveOrNull(value, nameof(GradientClipValue));
    }

    /// <summary>
    /// How many batches make one step of the optimizer, at least 1; 1 by default. The step uses the mean gradient over the samples of all
    /// of them, as one large batch would, at the memory of a small one, but that batch normalisation works on each batch alone. The last
    /// step of an epoch may have fewer.
    /// </summary>
    public int GradientAccumulation
    {
        get;
        set => field = AtLeastOne(value, nameof(GradientAccumulation));
    } = 1;

    /// <summary>
    /// A moving average of the parameters that is updated after each step, and kept in checkpoints; null (the default) for none. It goes on
    /// from run to run, as the optimizer's state does. Validation and early stopping measure the model, not the average.
    /// </summary>
    public ParameterAverage<TModel>? ParameterAverage { get; set; }

    /// <summary>When to stop before the last epoch; null (the default) for never.</summary>
    public EarlyStopping? EarlyStopping { get; set; }

    /// <summary>
    /// Whether a NaN or an infinity in a loss, a gradient or (at the end of an epoch) a parameter ends training with a
    /// <see cref="NumericalInstabilityException"/> before the optimizer's step, which leaves model and optimizer as after the last good
    /// one; true by default. Costs one pass over the gradient per step.
    /// </summary>
    public bool DetectAnomalies { get; set; } = true;

    /// <summary>
    /// Whether each epoch ends with a pass over the training data to measure its accuracy; false by default, because it costs about as much
    /// as a third of the epoch. The training loss is always measured, at no cost.
    /// </summary>
    public bool MeasureTrainingAccuracy { get; set; }

    /// <summary>The samples that go through the model at once in validation, at least 1; 256 by default.</summary>
    public int EvaluationBatchSize
    {
        get;
        set => field = AtLeastOne(value, nameof(EvaluationBatchSize));
    } = 256;

    /// <summary>
    /// A text of your own that checkpoints keep and a resumption compares, such as the version of the data or the night of the run; null
    /// (the default) for none.
    /// </summary>
    public string? Tag { get; set; }

    /// <summary>
    /// Code to run during training, in this order. Adding null throws <see cref="ArgumentNullException"/>; a change during a run concerns
    /// the next one.
    /// </summary>
    public IList<TrainingCallback> Callbacks { get; } = new CallbackList();

    /// <summary>The history of the latest run, also when it was cancelled or failed; null before the first.</summary>
    public TrainingHistory? History => _run?.History;

    /// <summary>Trains the model.</summary>
    /// <param name="train">
    /// The training data; at least one sample. Class indices are made one-hot (0 or 1 for a single output), once, when the model's loss
    /// takes none.
    /// </param>
    /// <param name="validation">Data to measure the model on after each epoch; not trained on.</param>
    /// <param name="progress">
    /// Receives reports, at most every tenth of a second and at the end of each epoch, on the training thread; as
    /// <see cref="ConsoleProgress.Default"/>.
    /// </param>
    /// <param name="cancellationToken">
    /// Ends the run between two steps. The model and the optimizer are as after the last step, <see cref="History"/> holds the finished
    /// epochs, and <see cref="CaptureState"/> and <see cref="Restore"/> continue the run.
    /// </param>
    /// <returns>The history, which is also <see cref="History"/>.</returns>
    /// <exception cref="ArgumentException">Data is empty or does not fit the model; the message names both sizes.</exception>
    /// <exception cref="InvalidOperationException">
    /// Early stopping or the schedule lacks what it watches, a batch has too few samples to be normalised, states cannot be carried, a
    /// restored state does not fit the settings or the data, there are more ranks than shards, the optimizer has taken steps with another
    /// model, or this trainer, its model, its optimizer, its schedule or a callback that keeps something during a run is in another run
    /// that has not ended.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was signalled.</exception>
    /// <exception cref="NumericalInstabilityException">See <see cref="DetectAnomalies"/>.</exception>
    /// <exception cref="WorldException">The ranks are not alike, or one of them has ended the run or does not answer.</exception>
    [OverloadResolutionPriority(2)]
    public TrainingHistory Fit(
        Dataset train,
        Dataset? validation = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => Fit((ISamples)train, validation, progress, cancellationToken);

    /// <summary>
    /// Captures where the latest run stands, between two steps: in a callback, or after
    /// <see cref="Fit(Dataset, Dataset, IProgress{TrainingProgress}, CancellationToken)"/> has ended, by whatever cause.
    /// Save the model's parameters and <see cref="Optimizer.State"/> with it. After a run that has put back the best parameters of early
    /// stopping, the model no longer has those this state continues from: to prolong such a run, capture in
    /// <see cref="TrainingCallback.OnEpochEnd"/>. Allocates.
    /// </summary>
    public TrainerState CaptureState() =>
        _restored
        ?? _run?.CaptureState()
        ?? new TrainerState
        {
            Seed = Seed,
            Shuffle = Shuffle,
            BatchSize = BatchSize,
            DropLast = DropLast,
            GradientAccumulation = GradientAccumulation,
            GradientShards = GradientShards,
            SampleCount = 0,
            CompletedEpochs = 0,
            CompletedBatches = 0,
            Step = 0,
            RandomState = Model.RandomState,
            FrozenParameters = Model.Freezing?.Names ?? [],
            EpochLossSum = 0,
            History = [],
            Tag = Tag,
        };

    /// <summary>
    /// Makes the next <see cref="Fit(Dataset, Dataset, IProgress{TrainingProgress}, CancellationToken)"/> continue from a captured state,
    /// up to <see cref="Epochs"/> epochs in all. With the parameters and
    /// the optimizer's state restored as well (<see cref="Optimizer.Restore"/>), the same data and the same settings, it has the bits of a
    /// run that was never interrupted.
    /// </summary>
    /// <param name="state">A state of a trainer of this model.</param>
    /// <exception cref="ArgumentException">The state contradicts itself; nothing has changed.</exception>
    public void Restore(TrainerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (
            state.CompletedEpochs < 0
            || state.CompletedBatches < 0
            || state.Step < 0
            || state.SampleCount < 0
            || state.BestEpoch < 0
            || state.EpochsWithoutImprovement < 0
            || state.AverageUpdates < 0
        )
            throw new ArgumentException("The state has a negative count: it was not captured by a trainer.", nameof(state));
        if (state.UnscheduledLearningRate is float rate && !(float.IsFinite(rate) && rate >= 0))
            throw new ArgumentException(
                $"The state's {nameof(TrainerState.UnscheduledLearningRate)} is {rate}: a learning rate is finite and not negative.",
                nameof(state)
            );
        if (state.History is null || state.History.Count != state.CompletedEpochs)
            throw new ArgumentException(
                $"The state has {state.CompletedEpochs} completed epochs, but its history has {state.History?.Count ?? 0}.",
                nameof(state)
            );
        _restored = state;
    }
}
