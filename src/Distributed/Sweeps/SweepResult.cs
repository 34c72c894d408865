using System.Globalization;
using System.Text;

namespace ModelCompiler.Distributed.Sweeps;

/// <summary>What a sweep has found so far. Immutable.</summary>
public sealed class SweepResult
{
    private readonly SweepSpace _space;

    internal SweepResult(SweepSpace space, IReadOnlyList<SweepRecord> records, bool isComplete)
    {
        _space = space;
        Records = records;
        IsComplete = isComplete;
        Ranking =
        [
            .. records
                .GroupBy(record => record.Index)
                .Select(Summary)
                .OrderByDescending(trial => trial.Budget)
                .ThenBy(trial => trial.Objective ?? double.PositiveInfinity)
                .ThenBy(trial => trial.Index),
        ];
    }

    /// <summary>All results, by trial, budget and fold.</summary>
    public IReadOnlyList<SweepRecord> Records { get; }

    /// <summary>
    /// A record for each trial, the best first: those with the longest training, of these the smallest objective, the mean over the folds.
    /// </summary>
    public IReadOnlyList<SweepRecord> Ranking { get; }

    /// <summary>The best trial; null when none has an objective.</summary>
    public SweepRecord? Best => Ranking.FirstOrDefault(trial => trial.Objective is not null);

    /// <summary>Whether all trials have ended. Else other processes have some to do: run the sweep again when they have.</summary>
    public bool IsComplete { get; }

    /// <summary>The best trials as a text table.</summary>
    /// <param name="most">The most rows.</param>
    public string ToTable(int most = 10)
    {
        string[] header = ["trial", .. _space.Axes.Select(axis => axis.Name), "budget", "objective"];
        List<string[]> rows = [header];
        foreach (SweepRecord trial in Ranking.Take(most))
            rows.Add([
                trial.Index.ToString(CultureInfo.InvariantCulture),
                .. _space.Axes.Select(axis => Short(trial.Values[axis.Name])),
                trial.Budget.ToString(CultureInfo.InvariantCulture),
                trial.Objective?.ToString("G5", CultureInfo.InvariantCulture) ?? trial.Failure ?? "not finite",
            ]);
        int[] widths = [.. header.Select((_, column) => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        foreach (string[] row in rows)
            text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadLeft(widths[column]))).TrimEnd());
        return text.ToString();
    }

    /// <summary>The table of the ten best.</summary>
    public override string ToString() => ToTable();

    private static string Short(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number.ToString("G4", CultureInfo.InvariantCulture)
            : value;

    // The longest training counts; a fold without an objective leaves the trial without one.
    private static SweepRecord Summary(IEnumerable<SweepRecord> ofTrial)
    {
        int budget = ofTrial.Max(record => record.Budget);
        SweepRecord[] folds = [.. ofTrial.Where(record => record.Budget == budget)];
        return folds[0] with
        {
            Objective = folds.Average(record => record.Objective ?? double.NaN) is var mean && double.IsFinite(mean) ? mean : null,
            Failure = Array.Find(folds, record => record.Failure is not null)?.Failure,
            Seconds = folds.Sum(record => record.Seconds),
        };
    }
}
