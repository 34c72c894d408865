using System.Diagnostics;
using System.Globalization;

namespace CartPole;

/// <summary>One run of an algorithm: it learns until the pole stands long enough.</summary>
/// <param name="Returns">The returns of all episodes.</param>
/// <param name="AllocatedBytes">What learning allocated after the first episodes, which bring everything into being.</param>
internal sealed record Run(EpisodeReturns Returns, long AllocatedBytes)
{
    private const int EpisodesPerLine = 50;

    /// <summary>Learns, and writes the mean return now and then.</summary>
    /// <param name="settings">When the run ends.</param>
    /// <param name="seed">Decides everything that is random.</param>
    /// <param name="cancellationToken">Ends the run between two steps.</param>
    public static Run Learn(Settings settings, int seed, CancellationToken cancellationToken)
    {
        ILearner learner = settings.Algorithm.Create((ulong)seed);
        var returns = new EpisodeReturns();
        int next = EpisodesPerLine;
        long allocated = 0;
        long start = Stopwatch.GetTimestamp();
        while (!returns.HasReached(settings.Target) && learner.Steps < settings.StepLimit)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long before = GC.GetAllocatedBytesForCurrentThread();
            learner.Learn(returns);
            if (next > EpisodesPerLine)
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            if (returns.Count < next)
                continue;
            Print($"episode {returns.Count, 5}, step {learner.Steps, 6}: mean return {returns.Mean, 5:F1}");
            next += EpisodesPerLine;
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        int counted = Math.Min(returns.Count, EpisodeReturns.Window);
        Print($"{settings.Algorithm.Name}, seed {seed}: mean return {returns.Mean:F1} of the last {counted} episodes");
        Print($"{returns.Count} episodes, {learner.Steps} steps in {seconds:F1} s: {learner.Steps / seconds:F0} steps/s");
        return new Run(returns, allocated);
    }

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
