using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ModelCompiler.Distributed.Sweeps;

/// <summary>
/// The folder of a sweep: a file for each finished trial, which appears whole or not at all, and one that says which sweep it is. Several
/// processes may share it.
/// </summary>
internal sealed class SweepFolder
{
    private const string Manifest = "sweep.txt",
        Lines = "trials.jsonl";

    private readonly string _path;

    /// <summary>Opens a folder, or creates it.</summary>
    /// <exception cref="InvalidOperationException">It belongs to another sweep.</exception>
    public SweepFolder(string path, string description)
    {
        _path = path;
        Directory.CreateDirectory(path);
        string manifest = Path.Combine(path, Manifest);
        if (!File.Exists(manifest))
            AtomicFile.Write(manifest, stream => stream.Write(Encoding.UTF8.GetBytes(description)));
        string found = File.ReadAllText(manifest);
        if (found != description)
            throw new InvalidOperationException(
                $"The folder '{path}' has results of another sweep:\n{found}This one is:\n{description}Give it a folder of its own, or "
                    + "delete that one."
            );
    }

    /// <summary>What a trial has brought; null when it has not ended.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public SweepRecord? Read(int index, int fold, int budget)
    {
        string path = PathOf(index, fold, budget);
        if (!File.Exists(path))
            return null;
        try
        {
            return SweepRecord.FromJson(File.ReadAllText(path));
        }
        catch (Exception exception)
            when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"'{path}' is no result of a trial: delete it, and the trial is run again.", exception);
        }
    }

    /// <summary>Keeps what a trial has brought.</summary>
    public void Write(SweepRecord record) =>
        AtomicFile.Write(
            PathOf(record.Index, record.Fold, record.Budget),
            stream => stream.Write(Encoding.UTF8.GetBytes(record.ToJson() + "\n"))
        );

    /// <summary>Writes all results into one file, a line each.</summary>
    public void WriteLines(IEnumerable<SweepRecord> records) =>
        AtomicFile.Write(
            Path.Combine(_path, Lines),
            stream =>
            {
                foreach (SweepRecord record in records)
                    stream.Write(Encoding.UTF8.GetBytes(record.ToJson() + "\n"));
            }
        );

    private string PathOf(int index, int fold, int budget) =>
        Path.Combine(_path, string.Create(CultureInfo.InvariantCulture, $"trial-{index:D6}-fold-{fold}-budget-{budget}.json"));
}
