namespace ModelCompiler;

/// <summary>One run of a trainer: the loop over epochs and steps, and all that changes during it.</summary>
internal sealed partial class TrainingRun<TModel> : TrainingContext
    where TModel : class, IModel<TModel>
{
    private readonly TModel _model;
    private readonly TrainingSettings _settings;
    private readonly TrainingCallback[] _callbacks;
    private readonly double _ownRate;
    private readonly ISamples _trainingSet;
    private readonly long _stepsPerEpoch;
    private readonly IBatchSource _batches;
    private readonly LaneStates? _states;
    private readonly IGradientSource _gradients;
    private readonly Ballot _ballot = new();
    private readonly RankAgreement _agreement;
    private readonly EvaluationPass? _trainingPass;
    private readonly EvaluationPass? _validationPass;
    private readonly EarlyStoppingTracker? _earlyStopping;
    private readonly ProgressReporter _reporter;
    private int _completedEpochs;
    private int _completedBatches;
    private long _step;
    private readonly double[] _headLossSums;
    private double _epochLossSum;
    private double _epochWeightSum;
    private double _stepLoss = double.NaN;
    private float? _rate;
    private bool _epochJustEnded;
    private EvaluationSums _trainingSums;
    private EvaluationSums _validationSums;

    public TrainingRun(
        TModel model,
        Optimizer optimizer,
        TrainingSettings settings,
        TrainingCallback[] callbacks,
        ISamples trainingSet,
        ModelData train,
        ModelData? validation,
        IProgress<TrainingProgress>? progress,
        TrainerState? state,
        World world
    )
        : base(optimizer, new TrainingHistory(settings.Epochs, state?.History ?? []), world)
    {
        _model = model;
        _settings = settings;
        _callbacks = callbacks;
        _ownRate = state?.UnscheduledLearningRate ?? optimizer.LearningRate;
        _trainingSet = trainingSet;
        _batches = train.Data.Batches(settings, world);
        _states = settings.CarriedState ? new LaneStates((ICarriedStateModel)model, _batches.BatchSize) : null;
        _stepsPerEpoch = settings.StepsPerEpoch(_batches.BatchCount);
        bool accumulate = settings.GradientAccumulation > 1;
        _gradients =
            settings.GradientShards == 1
                ? new GradientSource<TModel>(model, _batches, train.Data.HasClasses, accumulate, _states)
                : new ShardedGradientSource<TModel>(
                    model,
                    _batches,
                    train.Data.HasClasses,
                    accumulate,
                    _states,
                    settings.GradientShards,
                    world,
                    _ballot
                );
        _headLossSums = new double[_gradients.HeadLosses.Length];
        _agreement = new RankAgreement(world, _ballot, train.Accuracy == AccuracyKind.Heads ? TModel.Description.Heads.Count() : 0);
        if (settings.MeasureTrainingAccuracy && train.Accuracy is not (AccuracyKind.None or AccuracyKind.Heads))
            _trainingPass = Pass(train);
        if (validation is ModelData data)
            _validationPass = Pass(data);
        if (settings.EarlyStopping is not null)
            _earlyStopping = new EarlyStoppingTracker(settings.EarlyStopping, model.Parameters.Length, state);
        _reporter = new ProgressReporter(progress, settings.Epochs, _batches.BatchCount);
        if (state is null || state.SampleCount == 0)
            settings.Schedule?.Reset();
        if (state is null)
            return;
        if (state.CompletedBatches > _batches.BatchCount)
            throw new InvalidOperationException(
                $"The restored state has {state.CompletedBatches} completed batches, but an epoch has {_batches.BatchCount}."
            );
        _completedEpochs = state.CompletedEpochs;
        _completedBatches = state.CompletedBatches;
        _step = state.Step;
        _epochLossSum = state.EpochLossSum;
        _epochWeightSum = state.EpochWeightSum ?? _batches.SampleCount(0, _completedBatches);
        for (int head = 0; head < Math.Min(_headLossSums.Length, state.HeadLossSums.Count); head++)
            _headLossSums[head] = state.HeadLossSums[head];
        if (_completedBatches > 0)
            state.CarriedStates?.Span.CopyTo(_states!.Values);
        model.RandomState = state.RandomState;
        model.Freezing?.Restore(state.FrozenParameters);
        if (state.SampleCount > 0)
            settings.Schedule?.Restore(state.ScheduleState);
    }

    /// <summary>The average that follows the parameters; null for none.</summary>
    public ParameterAverage<TModel>? Average { get; init; }

    public override ModelDescription Description => TModel.Description;

    public override Span<float> Parameters => _model.Parameters;

    public override int Epoch => _epochJustEnded ? _completedEpochs : _completedEpochs + 1;

    public override int Epochs => _settings.Epochs;

    public override int Batch => _epochJustEnded ? _batches.BatchCount : _completedBatches;

    public override int Batches => _batches.BatchCount;

    public override long Step => _step;

    public override double StepLoss => _stepLoss;

    private double TrainingLoss => _epochWeightSum == 0 ? 0 : _epochLossSum / _epochWeightSum;

    public override TrainerState CaptureState() =>
        new()
        {
            Seed = _settings.Seed,
            Shuffle = _settings.Shuffle,
            BatchSize = _settings.BatchSize,
            DropLast = _settings.DropLast,
            GradientAccumulation = _settings.GradientAccumulation,
            GradientShards = _settings.GradientShards,
            SampleCount = _trainingSet.Count,
            DataFingerprint = _trainingSet.Fingerprint,
            Recipe = TrainingRecipe.Of(_settings, _step, _stepsPerEpoch),
            Tag = _settings.Tag,
            CompletedEpochs = _completedEpochs,
            CompletedBatches = _completedBatches,
            Step = _step,
            RandomState = _model.RandomState,
            FrozenParameters = _model.Freezing?.Names ?? [],
            EpochLossSum = _epochLossSum,
            EpochWeightSum = _epochWeightSum,
            HeadLossSums = _headLossSums.Length == 0 ? [] : [.. _headLossSums],
            History = [.. History.Epochs],
            ScheduleState = _settings.Schedule?.State ?? TrainerState.NoScheduleState,
            UnscheduledLearningRate = _settings.Schedule is null ? null : (float)_ownRate,
            BestMetric = _earlyStopping?.Best,
            BestEpoch = _earlyStopping?.BestEpoch ?? 0,
            EpochsWithoutImprovement = _earlyStopping?.EpochsWithoutImprovement ?? 0,
            BestParameters = _earlyStopping?.CopyOfBestParameters(),
            AveragedParameters = Average is null ? default(ReadOnlyMemory<float>?) : Average.Values.ToArray(),
            AverageUpdates = Average?.UpdateCount ?? 0,
            CarriedStates = _states is null ? default(ReadOnlyMemory<float>?) : _states.Values.ToArray(),
        };

    // With carried states fewer samples at a time, which go on for longer: as many as in training.
    private EvaluationPass Pass(ModelData data)
    {
        int batchSize = _states is null ? _settings.EvaluationBatchSize : Math.Min(_settings.BatchSize, _settings.EvaluationBatchSize);
        return new EvaluationPass(data, TModel.Description.OutputSize, batchSize, _states?.Model);
    }

    private void TakeStep()
    {
        int endBatch = (int)Math.Min((long)_completedBatches + _settings.GradientAccumulation, _batches.BatchCount);
        int samples = (int)_batches.SampleCount(_completedBatches, endBatch);
        ulong randomState = _model.RandomState;
        double loss = _gradients.Compute(_completedBatches, endBatch, out Span<float> gradient);
        if (_ballot.Result != Vote.Continue)
        {
            // As if this gradient had not been computed: a run of one rank would have stopped before it.
            _gradients.TakeBackStatistics();
            _model.RandomState = randomState;
            return;
        }

        foreach (TrainingCallback callback in _callbacks)
            callback.OnGradient(this, gradient);
        if (_settings.DetectAnomalies)
            CheckStep(loss, gradient, endBatch);
        if (_settings.GradientClipValue is double value)
            GradientClipping.ClipByValue(gradient, value);
        if (_settings.GradientClipNorm is double norm)
            GradientClipping.ClipByNorm(gradient, norm);
        if (_settings.Schedule is { } schedule)
            Optimizer.LearningRate = ScheduledRate(schedule, _step);
        Optimizer.Step(_model, gradient);
        Average?.Update();
        _rate = (float)Optimizer.LearningRate;

        int batches = endBatch - _completedBatches;
        _stepLoss = loss;
        _epochLossSum += loss * _gradients.Weight;
        _epochWeightSum += _gradients.Weight;
        for (int head = 0; head < _headLossSums.Length; head++)
            _headLossSums[head] += _gradients.HeadLosses[head] * samples;
        _completedBatches = endBatch;
        _step++;
        foreach (TrainingCallback callback in _callbacks)
            callback.OnStepEnd(this);
        _reporter.Step(Epoch, endBatch, batches, samples, _step, TrainingLoss, (float)Optimizer.LearningRate);
    }

    private float ScheduledRate(LearningRateSchedule schedule, long step) =>
        schedule.Rate(new TrainingPosition(step, _stepsPerEpoch, _settings.Epochs));

    // The model stays as after the last good step: the gradient has moved its running statistics already.
    private void CheckStep(double loss, ReadOnlySpan<float> gradient, int endBatch)
    {
        try
        {
            AnomalyGuard.CheckStep(TModel.Description, loss, gradient, _model.Parameters, Epoch, endBatch, _step + 1);
        }
        catch (NumericalInstabilityException)
        {
            _gradients.TakeBackStatistics();
            throw;
        }
    }

    private void EndSteps()
    {
        _reporter.MeasureSpeed();
        if (_settings.DetectAnomalies)
            AnomalyGuard.CheckParameters(TModel.Description, TrainingLoss, _model.Parameters, Epoch, _batches.BatchCount, _step);
        _trainingSums = default;
        _validationSums = default;
    }

    private void EndEpoch()
    {
        Evaluation? training = _trainingPass?.Result<TModel>(in _trainingSums);
        Evaluation? validation = _validationPass?.Result<TModel>(in _validationSums);
        double trainingLoss = TrainingLoss;

        // A run that is continued at the very end of an epoch has taken no step: the optimizer has its own rate again.
        float rate =
            _rate ?? (_settings.Schedule is { } schedule ? ScheduledRate(schedule, Math.Max(0, _step - 1)) : (float)Optimizer.LearningRate);
        var record = new EpochRecord(
            Epoch,
            trainingLoss,
            training?.Accuracy,
            validation?.Loss,
            validation?.Accuracy,
            rate,
            _reporter.EpochElapsed.TotalSeconds,
            _reporter.SamplesPerSecond
        )
        {
            Heads = Heads(validation),
        };
        History.Add(record);
        _earlyStopping?.Judge(record, _model.Parameters);
        _settings.Schedule?.Observe(_settings.ScheduleMonitor?.Of(record) ?? record.ValidationLoss ?? trainingLoss);
        _completedEpochs++;
        _completedBatches = 0;
        _epochLossSum = 0;
        _epochWeightSum = 0;
        _headLossSums.AsSpan().Clear();
        _epochJustEnded = true;
        _reporter.EndEpoch(record, _step);
        foreach (TrainingCallback callback in _callbacks)
            callback.OnEpochEnd(this, record);
    }

    private HeadRecord[] Heads(Evaluation? validation) => _agreement.HasHeads ? HeadRecords(validation) : [];

    // Apart, because what the lambda captures is allocated where a method begins.
    private HeadRecord[] HeadRecords(Evaluation? validation)
    {
        long samples = _batches.SampleCount(0, _batches.BatchCount);
        return
        [
            .. TModel.Description.Heads.Select(
                (head, index) =>
                    new HeadRecord(
                        head.Name,
                        _headLossSums.Length == 0 ? null : _headLossSums[index] / samples,
                        validation?.Heads[index].Loss,
                        validation?.Heads[index].Accuracy
                    )
            ),
        ];
    }
}
