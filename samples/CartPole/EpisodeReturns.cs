namespace CartPole;

/// <summary>The returns of all episodes in the order in which they ended, and their moving mean. Not thread-safe.</summary>
internal sealed class EpisodeReturns
{
    /// <summary>The episodes over which the mean goes.</summary>
    public const int Window = 100;

    // Room from the start for more episodes than a run has, so that adding does not allocate.
    private readonly List<double> _means = new(16384);
    private readonly int[] _last = new int[Window];
    private int _sum;

    /// <summary>How many episodes have ended.</summary>
    public int Count => _means.Count;

    /// <summary>The mean return of the last 100 episodes, or of all while there are fewer; 0 without any.</summary>
    public double Mean => Count == 0 ? 0 : _means[^1];

    /// <summary>Adds the return of an episode.</summary>
    public void Add(int value)
    {
        ref int oldest = ref _last[Count % Window];
        _sum += value - oldest;
        oldest = value;
        _means.Add((double)_sum / Math.Min(Count + 1, Window));
    }

    /// <summary>Whether there have been 100 episodes, and the mean return of the last 100 is at least that.</summary>
    public bool HasReached(double mean) => Count >= Window && Mean >= mean;

    /// <summary>The mean return of the 100 episodes up to one, counted from 1; NaN, which plots leave out, behind the last.</summary>
    public double MeanAt(double episode) => episode > Count ? double.NaN : _means[Math.Max((int)episode, 1) - 1];
}
