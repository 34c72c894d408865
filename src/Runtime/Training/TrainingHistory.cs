using System.Globalization;
using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>The finished epochs of a training run. Grows while the run is under way; not thread-safe meanwhile.</summary>
public sealed class TrainingHistory
{
    // Enough for nearly every run, so that recording an epoch does not allocate; a run of more epochs grows the list now and then.
    private const int LargestReservation = 4096;

    private readonly List<EpochRecord> _epochs;

    internal TrainingHistory(int expectedEpochs, IReadOnlyList<EpochRecord> earlier)
    {
        _epochs = new List<EpochRecord>(Math.Max(earlier.Count, Math.Min(expectedEpochs, LargestReservation)));
        _epochs.AddRange(earlier);
    }

    /// <summary>The finished epochs in order; after a resumption also those before it.</summary>
    public IReadOnlyList<EpochRecord> Epochs => _epochs;

    /// <summary>How the run ended.</summary>
    public TrainingOutcome Outcome { get; internal set; }

    /// <summary>Why the run ended before its last epoch, in words; null when it did not.</summary>
    public string? StopReason { get; internal set; }

    /// <summary>The epoch, counted from 1, with the best value of what early stopping watches; null without early stopping.</summary>
    public int? BestEpoch { get; internal set; }

    /// <summary>
    /// Writes a table with a header line: RFC 4180, comma-separated, invariant numbers that read back exactly, empty where there is no
    /// value.
    /// </summary>
    /// <remarks>The file appears under its name only when it is complete; one that exists is replaced.</remarks>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="IOException">The file cannot be written; an existing file is as it was.</exception>
    public void SaveCsv(string path) => AtomicFile.Write(path, stream => HistoryFile.WriteCsv(stream, CollectionsMarshal.AsSpan(_epochs)));

    /// <summary>Writes one JSON object per line and epoch (JSON Lines, UTF-8), null where there is no value or it is not finite.</summary>
    /// <remarks>The file appears under its name only when it is complete; one that exists is replaced.</remarks>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="IOException">The file cannot be written; an existing file is as it was.</exception>
    public void SaveJsonLines(string path) =>
        AtomicFile.Write(path, stream => HistoryFile.WriteJsonLines(stream, CollectionsMarshal.AsSpan(_epochs)));

    /// <summary>The last epoch in one line.</summary>
    public override string ToString()
    {
        if (_epochs.Count == 0)
            return $"no finished epoch ({Outcome})";
        EpochRecord last = _epochs[^1];
        string validation = last.ValidationLoss is double loss
            ? string.Create(CultureInfo.InvariantCulture, $", validation loss {loss:G5}")
            : "";
        string accuracy = last.ValidationAccuracy is double share
            ? string.Create(CultureInfo.InvariantCulture, $", validation accuracy {100 * share:F2}%")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{_epochs.Count} epochs ({Outcome}): loss {last.TrainingLoss:G5}{validation}{accuracy}"
        );
    }

    internal void Add(EpochRecord record) => _epochs.Add(record);
}
