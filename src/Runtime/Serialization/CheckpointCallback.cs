using System.Globalization;

namespace ModelCompiler;

/// <summary>
/// Saves checkpoints while training runs: after epochs, after steps, and when training is cancelled. A kill at any moment leaves the
/// previous checkpoint or the new one, never half of one (see <see cref="AtomicFile"/>). A checkpoint that cannot be written ends the
/// training with its exception.
/// </summary>
/// <example>
/// <code>
/// trainer.Callbacks.Add(new CheckpointCallback("run/last.safetensors"));
/// trainer.Callbacks.Add(new CheckpointCallback("run/best.safetensors") { BestOnly = true });
/// trainer.Callbacks.Add(new CheckpointCallback("run/step-{step}.safetensors") { EveryEpochs = 0, EverySteps = 1000, KeepLast = 3 });
/// </code>
/// </example>
public sealed class CheckpointCallback : TrainingCallback
{
    private readonly string _path;
    private readonly int _everyEpochs = 1;
    private readonly int _everySteps;
    private readonly int _keepLast;
    private readonly Queue<string> _written = new();
    private readonly List<string> _outdated = [];
    private double _best = double.NaN;

    /// <summary>Creates the callback.</summary>
    /// <param name="path">
    /// The file; its folder must exist. <c>{epoch}</c> and <c>{step}</c> in the file's name are replaced by the epoch, counted from 1, and
    /// the number of steps; without them one file is replaced again and again.
    /// </param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public CheckpointCallback(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = path;
    }

    /// <summary>Save after every so many epochs; 1 by default, 0 for never.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int EveryEpochs
    {
        get => _everyEpochs;
        init => _everyEpochs = NotNegative(value, nameof(EveryEpochs));
    }

    /// <summary>Save after every so many steps of the optimizer; 0, the default, for never.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int EverySteps
    {
        get => _everySteps;
        init => _everySteps = NotNegative(value, nameof(EverySteps));
    }

    /// <summary>
    /// Keep only so many of the files this callback has written during the run and delete the oldest; 0, the default, keeps all. Files of
    /// earlier runs are not touched. Only of use with <c>{epoch}</c> or <c>{step}</c> in the path. A file that cannot be deleted, because
    /// another program has it open, is tried again at the next save and ends nothing.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int KeepLast
    {
        get => _keepLast;
        init => _keepLast = NotNegative(value, nameof(KeepLast));
    }

    /// <summary>
    /// Save only after epochs whose <see cref="Monitor"/> beats that of all epochs before, those before a resumption included. Steps and
    /// cancellation then save nothing, because how good the model is is only known after an epoch. False by default.
    /// </summary>
    public bool BestOnly { get; init; }

    /// <summary>
    /// What <see cref="BestOnly"/> goes by; the validation loss by default. An epoch without that metric, or with NaN, is never the best.
    /// </summary>
    public MonitoredMetric Monitor { get; init; }

    /// <summary>Save when training is cancelled, in the middle of an epoch too; true by default.</summary>
    public bool OnCancellation { get; init; } = true;

    /// <inheritdoc/>
    public override bool ServesOneRunAtATime => true;

    /// <inheritdoc/>
    public override bool RunsOnEveryRank => false;

    /// <summary>
    /// Delete the files this callback has written, and the one it would have written where the path has no <c>{epoch}</c> and no
    /// <c>{step}</c>, when training has reached its end: all epochs or early stopping. A run that was stopped otherwise keeps them, to be
    /// continued. So the next run does not find a checkpoint of a finished one. False by default.
    /// </summary>
    public bool DeleteOnCompletion { get; init; }

    /// <summary>Finds the best epoch so far of a resumed run, and refuses a folder that does not exist before any work is done.</summary>
    public override void OnTrainingBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string? folder = Path.GetDirectoryName(Path.GetFullPath(_path));
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"The folder '{folder}' for checkpoints does not exist: create it before training.");
        _written.Clear();
        _best = double.NaN;
        foreach (EpochRecord epoch in context.History.Epochs)
            Improves(epoch);
    }

    /// <inheritdoc/>
    public override void OnStepEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!BestOnly && _everySteps > 0 && context.Step % _everySteps == 0)
            Save(context);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context, in EpochRecord record)
    {
        ArgumentNullException.ThrowIfNull(context);
        bool due = _everyEpochs > 0 && record.Epoch % _everyEpochs == 0;
        if (BestOnly ? Improves(record) : due)
            Save(context);
    }

    /// <inheritdoc/>
    public override void OnTrainingEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (OnCancellation && !BestOnly && context.History.Outcome == TrainingOutcome.Cancelled)
            Save(context);
        if (DeleteOnCompletion && context.History.Outcome is (TrainingOutcome.Completed or TrainingOutcome.StoppedEarly))
            DeleteAll();
    }

    private void DeleteAll()
    {
        string name = Path.GetFileName(_path);
        if (!name.Contains("{epoch}", StringComparison.Ordinal) && !name.Contains("{step}", StringComparison.Ordinal))
            _outdated.Add(_path);
        _outdated.AddRange(_written);
        _written.Clear();
        DeleteOutdated();
    }

    private static int NotNegative(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value, name);
        return value;
    }

    private bool Improves(in EpochRecord record)
    {
        // Compared so that smaller is better.
        double value = Monitor == MonitoredMetric.ValidationAccuracy ? -Monitor.Of(record) : Monitor.Of(record);
        if (double.IsNaN(value) || value >= _best)
            return false;
        _best = value;
        return true;
    }

    private void Save(TrainingContext context)
    {
        string path = Path.Combine(
            Path.GetDirectoryName(_path) ?? "",
            Path.GetFileName(_path)
                .Replace("{epoch}", context.Epoch.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("{step}", context.Step.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        );
        CheckpointFile.Write(path, context.Description, context.Parameters, context.Optimizer.State, context.CaptureState());
        _outdated.Remove(path);
        if (_written.Contains(path))
            return;
        _written.Enqueue(path);
        while (_keepLast > 0 && _written.Count > _keepLast)
            _outdated.Add(_written.Dequeue());
        DeleteOutdated();
    }

    // A viewer may have one open, which must not end the training: it is tried again at the next save.
    private void DeleteOutdated() => _outdated.RemoveAll(AtomicFile.TryDelete);
}
