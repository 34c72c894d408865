using System.Globalization;

namespace ModelCompiler;

/// <summary>
/// Logs each epoch for TensorBoard: <c>loss/training</c>, <c>loss/validation</c>, <c>accuracy/training</c>, <c>accuracy/validation</c>
/// (those that were measured) and <c>learning rate</c>, over the epochs. Each run writes one file, which a running TensorBoard can read
/// meanwhile, in a folder of its own, so that TensorBoard shows runs apart.
/// </summary>
/// <remarks>
/// Allocates at the end of an epoch; adds nothing to a step. One callback may serve one run after the other, each with a file of its own,
/// but not two at a time.
/// </remarks>
/// <example><code>
/// trainer.Callbacks.Add(new TensorBoardCallback("logs"));                    // logs/20261128-191748
/// trainer.Callbacks.Add(new TensorBoardCallback("logs", run: "wider"));      // logs/wider
/// // tensorboard --logdir logs
/// </code></example>
public sealed class TensorBoardCallback : TrainingCallback
{
    private readonly string _folder;
    private readonly string? _run;
    private readonly TimeProvider _time;
    private EventFile? _file;

    /// <summary>Creates the callback.</summary>
    /// <param name="folder">The folder of all runs, which TensorBoard is pointed at; made if it is not there.</param>
    /// <param name="run">
    /// The run's folder in it. Runs of the same name are drawn as one curve, as the parts of a run that was resumed should be. By default
    /// the time at which the run begins, in UTC, as <c>20261128-191748</c>.
    /// </param>
    /// <param name="time">The clock; by default the system's.</param>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public TensorBoardCallback(string folder, string? run = null, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (run is not null)
            ArgumentException.ThrowIfNullOrEmpty(run);
        _run = run;
        _folder = folder;
        _time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public override bool ServesOneRunAtATime => true;

    /// <inheritdoc/>
    public override bool RunsOnEveryRank => false;

    /// <summary>Begins a file.</summary>
    /// <exception cref="IOException">It cannot be created.</exception>
    public override void OnTrainingBegin(TrainingContext context)
    {
        DateTimeOffset now = _time.GetUtcNow();
        string folder = _run is null ? NewFolder(now) : Path.Combine(_folder, _run);
        Directory.CreateDirectory(folder);

        // TensorBoard knows event files by "tfevents" in the name and reads those of a folder in the order of their names.
        string name = string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{now.ToUnixTimeSeconds():D10}.{Guid.NewGuid():N}");
        _file?.Dispose();
        _file = new EventFile(new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.Read), now);
    }

    /// <summary>Writes the numbers of the epoch.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    public override void OnEpochEnd(TrainingContext context, in EpochRecord record)
    {
        if (_file is null)
            return;
        DateTimeOffset now = _time.GetUtcNow();
        Write("loss/training", record.Epoch, record.TrainingLoss, now);
        Write("loss/validation", record.Epoch, record.ValidationLoss, now);
        Write("accuracy/training", record.Epoch, record.TrainingAccuracy, now);
        Write("accuracy/validation", record.Epoch, record.ValidationAccuracy, now);
        foreach (HeadRecord head in record.Heads)
        {
            Write($"loss/{head.Name}/training", record.Epoch, head.TrainingLoss, now);
            Write($"loss/{head.Name}/validation", record.Epoch, head.ValidationLoss, now);
            Write($"accuracy/{head.Name}/validation", record.Epoch, head.ValidationAccuracy, now);
        }

        Write("learning rate", record.Epoch, record.LearningRate, now);
        _file.Flush();
    }

    /// <summary>Closes the file.</summary>
    public override void OnTrainingEnd(TrainingContext context)
    {
        _file?.Dispose();
        _file = null;
    }

    // Two runs may begin within a second.
    private string NewFolder(DateTimeOffset now)
    {
        string name = Path.Combine(_folder, now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)),
            folder = name;
        for (int next = 2; Directory.Exists(folder); next++)
            folder = string.Create(CultureInfo.InvariantCulture, $"{name}-{next}");
        return folder;
    }

    private void Write(string name, int epoch, double? value, DateTimeOffset time)
    {
        if (value is double number)
            _file!.WriteScalar(name, epoch, (float)number, time);
    }
}
