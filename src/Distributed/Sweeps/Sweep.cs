using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Text;

namespace ModelCompiler.Distributed.Sweeps;

/// <summary>
/// Tries settings: trains a model for each point of a space and keeps what came out. A trial is a pure function of its index, so a sweep
/// that is killed goes on where it was, and any number of processes can share one.
/// </summary>
public static class Sweep
{
    /// <summary>Runs a sweep, or what is left of it.</summary>
    /// <param name="space">What is varied; at least one setting.</param>
    /// <param name="search">Which points are tried.</param>
    /// <param name="settings">Where results go, and how many trials run at once.</param>
    /// <param name="run">
    /// Trains one trial, with a model and an optimizer of its own, and returns what is to be small, such as the validation loss. Called by
    /// several threads. What it throws makes the trial a failed one, and the sweep goes on; that is not tried again.
    /// </param>
    /// <param name="cancellationToken">Ends the sweep after the trials that are under way, which should watch it too.</param>
    /// <returns>What is known now, with the results of other processes that share the folder.</returns>
    /// <exception cref="ArgumentException">The space is empty, or settings do not fit.</exception>
    /// <exception cref="InvalidOperationException">The folder belongs to another sweep.</exception>
    /// <exception cref="IOException">A result cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The sweep was cancelled; what has ended is kept.</exception>
    public static SweepResult Run(
        SweepSpace space,
        SweepSearch search,
        SweepSettings settings,
        Func<SweepTrial, double> run,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(run);
        if (space.Axes.Count == 0)
            throw new ArgumentException("The space has no setting to vary: add a range or a choice.", nameof(space));
        settings.Check();
        IReadOnlyList<int> budgets = settings.Halving?.Budgets ?? [0];
        int count = search.Count(space);
        var folder = new SweepFolder(settings.Folder, Describe(space, search, settings, count));
        var records = new List<SweepRecord>();
        int[] trials = [.. Enumerable.Range(0, count)];
        bool isComplete = true;
        foreach (int budget in budgets)
        {
            RunRound(space, search, settings, folder, [.. trials.Where(IsOurs)], budget, run, cancellationToken);
            List<SweepRecord> found = Collect(folder, trials, settings.Folds, budget);
            records.AddRange(found);
            isComplete = found.Count == trials.Length * settings.Folds;
            // The best of a round are known when all have ended, those of other processes too.
            if (!isComplete)
                break;
            trials = Best(space, found, Math.Max(1, trials.Length / (settings.Halving?.Factor ?? 1)));
        }

        SweepRecord[] sorted = [.. records.OrderBy(record => record.Index).ThenBy(record => record.Budget).ThenBy(record => record.Fold)];
        if (isComplete)
            folder.WriteLines(sorted);
        return new SweepResult(space, sorted, isComplete);

        bool IsOurs(int trial) => trial % settings.Part.Count == settings.Part.Index;
    }

    private static void RunRound(
        SweepSpace space,
        SweepSearch search,
        SweepSettings settings,
        SweepFolder folder,
        int[] trials,
        int budget,
        Func<SweepTrial, double> run,
        CancellationToken cancellationToken
    )
    {
        var left = new ConcurrentQueue<(int Trial, int Fold)>(
            trials
                .SelectMany(trial => Enumerable.Range(0, settings.Folds).Select(fold => (trial, fold)))
                .Where(each => folder.Read(each.trial, each.fold, budget) is null)
        );
        Exception? failure = null;
        var threads = Enumerable.Range(0, Math.Min(settings.Degree, left.Count)).Select(_ => new Thread(Work)).ToArray();
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
        cancellationToken.ThrowIfCancellationRequested();

        void Work()
        {
            try
            {
                while (!cancellationToken.IsCancellationRequested && failure is null && left.TryDequeue(out (int Trial, int Fold) next))
                {
                    SweepTrial trial = Trial(space, search, settings, next.Trial, next.Fold, budget);
                    if (Try(space, trial, run, cancellationToken) is not { } record)
                        return;
                    folder.Write(record);
                    lock (left)
                        settings.Progress?.Invoke(record);
                }
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref failure, exception, null);
            }
        }
    }

    // Null when it was cancelled: then nothing is kept of it.
    private static SweepRecord? Try(SweepSpace space, SweepTrial trial, Func<SweepTrial, double> run, CancellationToken cancellationToken)
    {
        var values = space.Axes.ToDictionary(axis => axis.Name, axis => trial[axis.Name]);
        long began = Stopwatch.GetTimestamp();
        double? objective = null;
        string? failure = null;
        try
        {
            double found = run(trial);
            if (double.IsFinite(found))
                objective = found;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            failure = $"{exception.GetType().Name}: {exception.Message}";
        }

        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return new SweepRecord(trial.Index, trial.Fold, trial.Budget, values, objective, failure, seconds);
    }

    private static SweepTrial Trial(SweepSpace space, SweepSearch search, SweepSettings settings, int index, int fold, int budget)
    {
        string[] values = search.Values(space, index);
        var byName = space.Axes.Zip(values).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        return new SweepTrial(index, search.SeedOf(index), byName, fold, budget, settings.Folder);
    }

    private static List<SweepRecord> Collect(SweepFolder folder, int[] trials, int folds, int budget) =>
        [.. trials.SelectMany(trial => Enumerable.Range(0, folds).Select(fold => folder.Read(trial, fold, budget))).OfType<SweepRecord>()];

    private static int[] Best(SweepSpace space, List<SweepRecord> records, int count) =>
        [.. new SweepResult(space, records, isComplete: true).Ranking.Take(count).Select(trial => trial.Index)];

    private static string Describe(SweepSpace space, SweepSearch search, SweepSettings settings, int count)
    {
        var text = new StringBuilder();
        foreach (SweepAxis axis in space.Axes)
            text.Append(axis.Description).Append('\n');
        text.Append(search).Append('\n');
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{count} trials, {settings.Folds} folds, ");
        text.Append(settings.Halving?.ToString() ?? "no halving").Append('\n');
        return text.ToString();
    }
}
