using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace ModelCompiler;

/// <content>The loop, as pieces of work one after the other, so that it can be run at once or in slices of time.</content>
internal sealed partial class TrainingRun<TModel>
{
    private Stage _stage;
    private int _begun;

    /// <summary>What comes next.</summary>
    private enum Stage
    {
        Beginning,
        BetweenEpochs,
        Steps,
        Evaluations,
    }

    /// <summary>Runs to the end.</summary>
    public TrainingHistory Run(CancellationToken cancellationToken)
    {
        while (Advance(cancellationToken)) { }

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
            // posted at once would overtake input and drawing. Without the token, because cancellation is found between two steps, and
            // ends a run in one way only.
            await Task.Delay(1, CancellationToken.None);
            began = Stopwatch.GetTimestamp();
        }

        return History;
    }

    // Does the next piece of the run, and tells whether there is more to do.
    private bool Advance(CancellationToken cancellationToken)
    {
        TrainingOutcome? outcome;
        try
        {
            outcome = DoNextPiece(cancellationToken);
            if (outcome is null)
                return true;
            RestoreBest();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested || _ballot.Result == Vote.Cancel)
        {
            End(TrainingOutcome.Cancelled, "cancelled");
            throw;
        }
        catch (Exception exception)
        {
            try
            {
                End(TrainingOutcome.Failed, exception.Message);
            }
            finally
            {
                // Unless all ranks have met with the same, the others would wait for this one.
                if (exception is not (NumericalInstabilityException or WorldException))
                    World.Abort($"{exception.GetType().Name}: {exception.Message}");
            }

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
        _batches.Dispose();
        EndCallbacks();
    }

    // Each has something to close, whatever the others do: the first exception is thrown when all have ended.
    private void EndCallbacks()
    {
        ExceptionDispatchInfo? first = null;
        foreach (TrainingCallback callback in _callbacks.AsSpan(0, _begun))
        {
            try
            {
                callback.OnTrainingEnd(this);
            }
            catch (Exception exception)
            {
                first ??= ExceptionDispatchInfo.Capture(exception);
            }
        }

        if (_settings.Schedule is not null)
            Optimizer.LearningRate = _ownRate;
        first?.Throw();
    }

    private void RestoreBest()
    {
        if (_earlyStopping is null)
            return;
        using ParameterGuard.Scope change = ParameterGuard.Changing(_model);
        _earlyStopping.RestoreBest(_model.Parameters);
    }

    // A step, a batch of an evaluation, or what lies between them: nothing that takes longer. Returns how the run has ended, or null while
    // there is more to do.
    private TrainingOutcome? DoNextPiece(CancellationToken cancellationToken)
    {
        switch (_stage)
        {
            case Stage.Beginning:
                for (; _begun < _callbacks.Length; _begun++)
                    _callbacks[_begun].OnTrainingBegin(this);
                _stage = Stage.BetweenEpochs;
                break;
            case Stage.BetweenEpochs:
                CastVote(cancellationToken);
                _agreement.Meet(_model.Parameters, _completedEpochs);
                FollowVotes();
                if (ReasonToEnd() is TrainingOutcome outcome)
                    return outcome;
                ThrowIfCancelled(cancellationToken);
                BeginEpoch();
                _stage = Stage.Steps;
                break;
            case Stage.Steps when _completedBatches == _batches.BatchCount:
                EndSteps();
                _stage = Stage.Evaluations;
                break;
            case Stage.Steps when RequestedStop is not null && (World.Size == 1 || _ballot.Result == Vote.Stop):
                _stage = Stage.BetweenEpochs;
                break;
            case Stage.Steps:
                CastVote(cancellationToken);
                if (World.Size == 1)
                    ThrowIfCancelled(cancellationToken);
                // With several ranks cancellation is a vote, which none can wait for instead of taking part in.
                _batches.Await(_completedBatches, World.Size == 1 ? cancellationToken : CancellationToken.None);
                TakeStep();
                FollowVotes();
                if (_ballot.Result == Vote.Cancel)
                    ThrowIfCancelled(cancellationToken);
                break;
            case Stage.Evaluations:
                if (Evaluate(_trainingPass, ref _trainingSums) || Evaluate(_validationPass, ref _validationSums))
                    break;
                _stage = Stage.BetweenEpochs;
                EndEpoch();
                break;
        }

        return null;
    }

    private bool Evaluate(EvaluationPass? pass, ref EvaluationSums sums) =>
        pass is { } given && _agreement.Next(in given, _model, ref sums);

    private void CastVote(CancellationToken cancellationToken) =>
        _ballot.Own =
            World.Size == 1 ? Vote.Continue
            : cancellationToken.IsCancellationRequested ? Vote.Cancel
            : RequestedStop is not null ? Vote.Stop
            : Vote.Continue;

    // A stop that another rank has asked for is one here too.
    private void FollowVotes()
    {
        if (_ballot.Result == Vote.Stop && RequestedStop is null)
            RequestStop($"rank {_ballot.Rank} has asked for it");
    }

    private void ThrowIfCancelled(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_ballot.Result == Vote.Cancel)
            throw new OperationCanceledException($"Rank {_ballot.Rank} was cancelled, and the run with it.");
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
        _epochWeightSum = 0;
        _headLossSums.AsSpan().Clear();
        _states?.Clear();
        foreach (TrainingCallback callback in _callbacks)
            callback.OnEpochBegin(this);
    }
}
