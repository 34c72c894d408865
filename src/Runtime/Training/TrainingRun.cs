using System.Diagnostics;

namespace ModelCompiler;

/// <summary>One run of a trainer: the loop over epochs and steps, and all that changes during it.</summary>
internal sealed class TrainingRun<TModel> : TrainingContext
    where TModel : class, IModel<TModel>
{
    private readonly TModel _model;
    private readonly TrainingSettings _settings;
    private readonly TrainingCallback[] _callbacks;
    private readonly int _sampleCount;
    private readonly long _stepsPerEpoch;
    private readonly BatchSource _batches;
    private readonly GradientSource<TModel> _gradients;
    private readonly EvaluationPass? _trainingPass;
    private readonly EvaluationPass? _validationPass;
    private readonly EarlyStoppingTracker? _earlyStopping;
    private readonly ProgressReporter _reporter;
    private int _completedEpochs;
    private int _completedBatches;
    private long _step;
    private double _epochLossSum;
    private double _stepLoss = double.NaN;
    private bool _epochJustEnded;
    private Stage _stage;

    /// <summary>What comes next.</summary>
    private enum Stage
    {
        Beginning,
        BetweenEpochs,
        Steps,
        Evaluations,
    }

    public TrainingRun(
        TModel model,
        Optimizer optimizer,
        TrainingSettings settings,
        TrainingCallback[] callbacks,
        ModelData train,
        ModelData? validation,
        IProgress<TrainingProgress>? progress,
        TrainerState? state)
        : base(optimizer, new TrainingHistory(settings.Epochs, state?.History ?? []))
    {
        _model = model;
        _settings = settings;
        _callbacks = callbacks;
        _sampleCount = train.Data.Count;
        _batches = new BatchSource(train.Data, settings.BatchSize, settings.Shuffle, settings.Seed, settings.DropLast);
        _stepsPerEpoch = (_batches.BatchCount + (long)settings.GradientAccumulation - 1) / settings.GradientAccumulation;
        _gradients = new GradientSource<TModel>(model, _batches, train.Data.HasClasses, settings.GradientAccumulation > 1);
        int outputSize = TModel.Description.OutputSize;
        if (settings.MeasureTrainingAccuracy && train.Accuracy != AccuracyKind.None)
            _trainingPass = new EvaluationPass(train, outputSize, settings.EvaluationBatchSize);
        if (validation is ModelData data)
            _validationPass = new EvaluationPass(data, outputSize, settings.EvaluationBatchSize);
        if (settings.EarlyStopping is not null)
            _earlyStopping = new EarlyStoppingTracker(settings.EarlyStopping, model.Parameters.Length, state);
        _reporter = new ProgressReporter(progress, settings.Epochs, _batches.BatchCount);
        if (state is null)
            return;
        if (state.CompletedBatches > _batches.BatchCount)
            throw new InvalidOperationException($"The restored state has {state.CompletedBatches} completed batches, but an epoch has {_batches.BatchCount}.");
        _completedEpochs = state.CompletedEpochs;
        _completedBatches = state.CompletedBatches;
        _step = state.Step;
        _epochLossSum = state.EpochLossSum;
        model.RandomState = state.RandomState;
        if (state.SampleCount > 0)
            settings.Schedule?.Restore(state.ScheduleState);
    }

    public override ModelDescription Description => TModel.Description;

    public override Span<float> Parameters => _model.Parameters;

    public override int Epoch => _epochJustEnded ? _completedEpochs : _completedEpochs + 1;

    public override int Epochs => _settings.Epochs;

    public override int Batch => _epochJustEnded ? _batches.BatchCount : _completedBatches;

    public override int Batches => _batches.BatchCount;

    public override long Step => _step;

    public override double StepLoss => _stepLoss;

    private double TrainingLoss => _epochLossSum / _batches.SampleCount(0, _batches.BatchCount);

    /// <summary>Runs to the end.</summary>
    public TrainingHistory Run(CancellationToken cancellationToken)
    {
        while (Advance(cancellationToken))
        {
        }

        return History;
    }

    /// <summary>Runs to the end, and gives the thread back whenever it has had it for a while.</summary>
    /// <param name="slice">How long it may keep the thread; it does so for one piece of work at least.</param>
    /// <param name="cancellationToken">As for <see cref="Run"/>.</param>
    public async Task<TrainingHistory> RunAsync(TimeSpan slice, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        while (Advance(cancellationToken))
        {
            if (Stopwatch.GetElapsedTime(began) < slice)
                continue;
            // A timer and not Task.Yield: on a thread with a queue of its own, such as that of a user interface, a continuation that is
            // posted at once would overtake
            // input and drawing. Without the token, because cancellation is found between two steps, and ends a run in one way only.
            await Task.Delay(1, CancellationToken.None);
            began = Stopwatch.GetTimestamp();
        }

        return History;
    }

    public override TrainerState CaptureState() => new()
    {
        Seed = _settings.Seed,
        Shuffle = _settings.Shuffle,
        BatchSize = _settings.BatchSize,
        DropLast = _settings.DropLast,
        GradientAccumulation = _settings.GradientAccumulation,
        SampleCount = _sampleCount,
        CompletedEpochs = _completedEpochs,
        CompletedBatches = _completedBatches,
        Step = _step,
        RandomState = _model.RandomState,
        EpochLossSum = _epochLossSum,
        History = [.. History.Epochs],
        ScheduleState = _settings.Schedule?.State ?? TrainerState.NoScheduleState,
        BestMetric = _earlyStopping?.Best,
        BestEpoch = _earlyStopping?.BestEpoch ?? 0,
        EpochsWithoutImprovement = _earlyStopping?.EpochsWithoutImprovement ?? 0,
        BestParameters = _earlyStopping?.CopyOfBestParameters(),
    };

    // Does the next piece of the run, and tells whether there is more to do.
    private bool Advance(CancellationToken cancellationToken)
    {
        TrainingOutcome? outcome;
        try
        {
            outcome = DoNextPiece(cancellationToken);
            if (outcome is null)
                return true;
            _earlyStopping?.RestoreBest(_model.Parameters);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            End(TrainingOutcome.Cancelled, "cancelled");
            throw;
        }
        catch (Exception exception)
        {
            End(TrainingOutcome.Failed, exception.Message);
            throw;
        }

        End(outcome.Value, History.StopReason);
        return false;
    }

    private void End(TrainingOutcome outcome, string? reason)
    {
        History.StopReason = reason;
        History.Outcome = outcome;
        History.BestEpoch = _earlyStopping is { BestEpoch: > 0 } tracker ? tracker.BestEpoch : null;
        foreach (TrainingCallback callback in _callbacks)
            callback.OnTrainingEnd(this);
    }

    // A step, a batch of an evaluation, or what lies between them: nothing that takes longer. Returns how the run has ended, or null while
    // there is more to do.
    private TrainingOutcome? DoNextPiece(CancellationToken cancellationToken)
    {
        switch (_stage)
        {
            case Stage.Beginning:
                foreach (TrainingCallback callback in _callbacks)
                    callback.OnTrainingBegin(this);
                _stage = Stage.BetweenEpochs;
                break;
            case Stage.BetweenEpochs:
                if (ReasonToEnd() is TrainingOutcome outcome)
                    return outcome;
                cancellationToken.ThrowIfCancellationRequested();
                BeginEpoch();
                _stage = Stage.Steps;
                break;
            case Stage.Steps when _completedBatches == _batches.BatchCount:
                EndSteps();
                _stage = Stage.Evaluations;
                break;
            case Stage.Steps when RequestedStop is not null:
                _stage = Stage.BetweenEpochs;
                break;
            case Stage.Steps:
                cancellationToken.ThrowIfCancellationRequested();
                TakeStep();
                break;
            case Stage.Evaluations:
                if (_trainingPass?.Next(_model) is true || _validationPass?.Next(_model) is true)
                    break;
                _stage = Stage.BetweenEpochs;
                EndEpoch();
                break;
        }

        return null;
    }

    private TrainingOutcome? ReasonToEnd()
    {
        if (_earlyStopping is { ShouldStop: true })
        {
            History.StopReason = _earlyStopping.Reason;
            return TrainingOutcome.StoppedEarly;
        }

        if (RequestedStop is not null)
        {
            History.StopReason = RequestedStop;
            return TrainingOutcome.StopRequested;
        }

        return _completedEpochs >= _settings.Epochs ? TrainingOutcome.Completed : null;
    }

    // An epoch, or the rest of one.
    private void BeginEpoch()
    {
        _epochJustEnded = false;
        _batches.BeginEpoch(_completedEpochs);
        _reporter.BeginEpoch();
        if (_completedBatches > 0)
            return;
        _epochLossSum = 0;
        foreach (TrainingCallback callback in _callbacks)
            callback.OnEpochBegin(this);
    }

    private void TakeStep()
    {
        int endBatch = (int)Math.Min((long)_completedBatches + _settings.GradientAccumulation, _batches.BatchCount);
        int samples = _batches.SampleCount(_completedBatches, endBatch);
        double loss = _gradients.Compute(_completedBatches, endBatch, out Span<float> gradient);
        Span<float> parameters = _model.Parameters;
        if (_settings.DetectAnomalies)
            CheckStep(loss, gradient, endBatch);
        if (_settings.GradientClipValue is float value)
            GradientClipping.ClipByValue(gradient, value);
        if (_settings.GradientClipNorm is float norm)
            GradientClipping.ClipByNorm(gradient, norm);
        if (_settings.Schedule is not null)
            Optimizer.LearningRate = _settings.Schedule.Rate(new TrainingPosition(_step, _stepsPerEpoch, _settings.Epochs));
        Optimizer.StepTrainable(parameters, gradient, TModel.Description, _model.MaxDegreeOfParallelism);

        int batches = endBatch - _completedBatches;
        _stepLoss = loss;
        _epochLossSum += loss * samples;
        _completedBatches = endBatch;
        _step++;
        foreach (TrainingCallback callback in _callbacks)
            callback.OnStepEnd(this);
        double meanLoss = _epochLossSum / _batches.SampleCount(0, endBatch);
        _reporter.Step(Epoch, endBatch, batches, samples, _step, meanLoss, Optimizer.LearningRate);
    }

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
        _trainingPass?.Begin();
        _validationPass?.Begin();
    }

    private void EndEpoch()
    {
        Evaluation? training = _trainingPass?.Result<TModel>();
        Evaluation? validation = _validationPass?.Result<TModel>();
        double trainingLoss = TrainingLoss;
        var record = new EpochRecord(
            Epoch, trainingLoss, training?.Accuracy, validation?.Loss, validation?.Accuracy, Optimizer.LearningRate,
            _reporter.EpochElapsed.TotalSeconds, _reporter.SamplesPerSecond);
        History.Add(record);
        _earlyStopping?.Judge(record, _model.Parameters);
        _settings.Schedule?.Observe(_settings.ScheduleMonitor?.Of(record) ?? record.ValidationLoss ?? trainingLoss);
        _completedEpochs++;
        _completedBatches = 0;
        _epochLossSum = 0;
        _epochJustEnded = true;
        _reporter.EndEpoch(record, _step);
        foreach (TrainingCallback callback in _callbacks)
            callback.OnEpochEnd(this, record);
    }
}
