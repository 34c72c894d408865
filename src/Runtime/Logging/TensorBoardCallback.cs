using System.Globalization;

namespace ModelCompiler;

/// <summary>
/// Logs each epoch for TensorBoard: <c>loss/training</c>, <c>loss/validation</c>, <c>accuracy/training</c>, <c>accuracy/validation</c> (those that were measured) and
/// <c>learning rate</c>, over the epochs. Each run writes one file, which a running TensorBoard can read meanwhile.
/// </summary>
/// <remarks>Allocates at the end of an epoch; adds nothing to a step. One callback may serve one run after the other, each with a file of its own, but not two at a time.</remarks>
/// <example><code>
/// trainer.Callbacks.Add(new TensorBoardCallback("logs/first"));
/// // tensorboard --logdir logs
/// </code></example>
public sealed class TensorBoardCallback : TrainingCallback
{
    private readonly string _folder;
    private readonly TimeProvider _time;
    private EventFile? _file;

    /// <summary>Creates the callback.</summary>
    /// <param name="folder">The folder of the run; made if it is not there.</param>
    /// <param name="time">The clock; by default the system's.</param>
    /// <exception cref="ArgumentException"><paramref name="folder"/> is empty.</exception>
    public TensorBoardCallback(string folder, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = folder;
        _time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public override bool ServesOneRunAtATime => true;

    /// <summary>Begins a file.</summary>
    /// <exception cref="IOException">It cannot be created.</exception>
    public override void OnTrainingBegin(TrainingContext context)
    {
        DateTimeOffset now = _time.GetUtcNow();
        Directory.CreateDirectory(_folder);

        // TensorBoard knows event files by "tfevents" in the name and reads those of a folder in the order of their names.
        string name = string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{now.ToUnixTimeSeconds():D10}.{Guid.NewGuid():N}");
        _file?.Dispose();
        _file = new EventFile(new FileStream(Path.Combine(_folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.Read), now);
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
        Write("learning rate", record.Epoch, record.LearningRate, now);
        _file.Flush();
    }

    /// <summary>Closes the file.</summary>
    public override void OnTrainingEnd(TrainingContext context)
    {
        _file?.Dispose();
        _file = null;
    }

    private void Write(string name, int epoch, double? value, DateTimeOffset time)
    {
        if (value is double number)
            _file!.WriteScalar(name, epoch, (float)number, time);
    }
}
