using System.Numerics;

namespace ModelCompiler;

/// <content>What a run is made of, and the checks before it.</content>
public sealed partial class Trainer<TModel>
{
    // Makes the run that Fit and FitAsync do, and takes what serves one run at a time. Without success nothing is taken.
    private object[] Begin(ISamples train, ISamples? validation, IProgress<TrainingProgress>? progress)
    {
        ArgumentNullException.ThrowIfNull(train);
        if (Interlocked.Exchange(ref _isRunning, 1) != 0)
            throw new InvalidOperationException(
                "This trainer is training already. Start the next run when the one before has ended: neither a callback nor another "
                    + "thread can call Fit meanwhile, and a task of FitAsync must be awaited."
            );
        object[] used = [];
        try
        {
            ModelData trainData = ModelData.For(TModel.Description, train, "training data", nameof(train));
            ModelData? validationData = validation is null
                ? null
                : ModelData.For(TModel.Description, validation, "validation data", nameof(validation));
            CheckMonitor(nameof(EarlyStopping), EarlyStopping?.Monitor, validationData);
            CheckMonitor(nameof(Schedule), Schedule is null ? null : ScheduleMonitor, validationData);
            TrainingSettings settings = Settings();
            Check(settings, train, trainData, validationData);
            TrainingCallback[] callbacks = [.. Callbacks.Where(callback => World.Rank == 0 || callback.RunsOnEveryRank)];
            object[] wanted = OfOneRun(settings.Schedule, callbacks);
            ActiveRuns.Enter(wanted);
            used = wanted;
            _run = new TrainingRun<TModel>(
                Model,
                Optimizer,
                settings,
                callbacks,
                train,
                trainData,
                validationData,
                World.Rank == 0 ? progress : null,
                _restored,
                World
            )
            {
                Average = ParameterAverage,
            };
            if (_restored is { AveragedParameters: { } average })
                ParameterAverage!.Restore(average.Span, _restored.AverageUpdates);
            if (World.Size > 1)
                RankComparison.Meet(World, Model, Optimizer, _run.CaptureState(), settings, validation);
            _restored = null;
            return used;
        }
        catch (Exception exception)
        {
            End(used);
            // The other ranks would wait for this one.
            if (exception is not WorldException)
                World.Abort($"{exception.GetType().Name}: {exception.Message}");
            throw;
        }
    }

    private void Check(TrainingSettings settings, ISamples train, ModelData trainData, ModelData? validationData)
    {
        CheckShards();
        settings.CheckBatches(TModel.Description, train.Count);
        settings.CheckHeads(TModel.Description, trainData);
        settings.CheckCarriedState(Model, TModel.Description, trainData, validationData);
        if (_restored is not null)
        {
            settings.CheckResumable(_restored, train);
            CheckStates(_restored, train);
        }

        Optimizer.CheckModel(Model, TModel.Description);
        CheckAverage(_restored);
    }

    private void CheckShards()
    {
        if (World.Size > GradientShards)
            throw new InvalidOperationException(
                $"There are {World.Size} ranks, but a batch has {Amount.Of(GradientShards, "shard")}: set {nameof(GradientShards)} to "
                    + $"{BitOperations.RoundUpToPowerOf2((uint)World.Size)} or more, or start fewer ranks."
            );
    }

    private void End(object[] used)
    {
        ActiveRuns.Exit(used);
        Volatile.Write(ref _isRunning, 0);
    }

    /// <summary>What serves one run at a time.</summary>
    private object[] OfOneRun(LearningRateSchedule? schedule, TrainingCallback[] callbacks)
    {
        var used = new List<object> { Model, Optimizer };
        if (schedule is { State.Count: > 0 })
            used.Add(schedule);
        foreach (TrainingCallback callback in callbacks)
            if (callback.ServesOneRunAtATime)
                used.Add(callback);
        return [.. used];
    }

    /// <summary>Checks that a run on this data would continue a state exactly. Changes nothing.</summary>
    /// <exception cref="InvalidOperationException">It would not.</exception>
    internal void CheckResumable(TrainerState state, ISamples train)
    {
        TrainingSettings settings = Settings();
        settings.CheckResumable(state, train);
        settings.CheckRecipe(state, train);
        CheckStates(state, train);
        CheckAverage(state);
        if (EarlyStopping is not null)
            _ = new EarlyStoppingTracker(EarlyStopping, Model.Parameters.Length, state);
    }

    private void CheckStates(TrainerState state, ISamples train)
    {
        if (state.CarriedStates is not { } states || Model is not ICarriedStateModel carrier)
            return;
        long expected = Math.Min(BatchSize, train.Count) * carrier.CarriedStateSize;
        if (states.Length != expected)
            throw new InvalidOperationException(
                $"The restored state has {states.Length} values of {nameof(TrainerState.CarriedStates)}, but this model and its batches "
                    + $"have {expected}: it belongs to another run."
            );
    }

    private void CheckAverage(TrainerState? state)
    {
        if (ParameterAverage is { } average && average.Model != Model)
            throw new InvalidOperationException(
                $"{nameof(ParameterAverage)} follows another {TModel.Description.Name} than the one that this trainer trains: create it "
                    + "with the trainer's model."
            );
        if (state is not { SampleCount: > 0 })
            return;
        bool wasAveraged = state.AveragedParameters is not null;
        if (wasAveraged != ParameterAverage is not null)
            throw new InvalidOperationException(
                $"The restored state was captured {(wasAveraged ? "with" : "without")} a {nameof(ParameterAverage)}, but there is "
                    + $"{(wasAveraged ? "none" : "one")} now, so training would not resume exactly: set {nameof(ParameterAverage)} "
                    + $"{(wasAveraged ? "to one of the same decay" : "to null")}, or start a new run with the restored parameters only."
            );
        if (state.AveragedParameters is { } values && values.Length != Model.Parameters.Length)
            throw new InvalidOperationException(
                $"The restored state has {values.Length} averaged parameters, but the model has {Model.Parameters.Length}: it belongs to "
                    + "another model."
            );
    }

    private static int AtLeastOne(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        return value;
    }

    private static double? PositiveOrNull(double? value, string name) =>
        value is null || (float.IsFinite((float)value.Value) && (float)value.Value > 0)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "The limit must be finite and greater than 0; null means none.");

    private static void CheckMonitor(string watcher, MonitoredMetric? metric, ModelData? validation)
    {
        if (metric is null or MonitoredMetric.TrainingLoss)
            return;
        if (validation is null)
            throw new InvalidOperationException(
                $"{watcher} watches {metric}, but there is no validation data: pass some to Fit, or watch "
                    + $"{nameof(MonitoredMetric.TrainingLoss)}."
            );
        if (metric == MonitoredMetric.ValidationAccuracy && validation.Value.Accuracy is AccuracyKind.None or AccuracyKind.Heads)
            throw new InvalidOperationException(
                $"{watcher} watches {metric}, but {TModel.Description.Name} "
                    + (
                        validation.Value.Accuracy == AccuracyKind.Heads
                            ? "has one of each head: "
                            : $"with {TModel.Description.Loss} on target values has none: "
                    )
                    + $"watch {nameof(MonitoredMetric.ValidationLoss)}."
            );
    }

    private TrainingSettings Settings() =>
        new(
            BatchSize,
            Epochs,
            Seed,
            Shuffle,
            GradientAccumulation,
            Schedule,
            ScheduleMonitor,
            GradientClipNorm,
            GradientClipValue,
            EarlyStopping,
            DetectAnomalies,
            MeasureTrainingAccuracy,
            EvaluationBatchSize,
            DropLast,
            CarriedState,
            Tag,
            ParameterAverage is { } average ? (average.Decay, average.Warmup) : null,
            GradientShards
        );
}
