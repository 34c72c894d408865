namespace ModelCompiler.Benchmarks.Compare;

/// <summary>How long and how often to measure.</summary>
/// <param name="Rounds">The number of rounds; each engine of a workload runs once in each.</param>
/// <param name="SliceMilliseconds">How long an engine runs in a round.</param>
/// <param name="WarmUpPasses">The least number of passes over the engines before the first round.</param>
/// <param name="Filter">Texts of which a workload's name must contain one; empty for all.</param>
internal sealed record CompareOptions(int Rounds, double SliceMilliseconds, int WarmUpPasses, IReadOnlyList<string> Filter)
{
    /// <summary>The settings of a full comparison.</summary>
    public static CompareOptions Full { get; } = new(Rounds: 40, SliceMilliseconds: 12, WarmUpPasses: 6, Filter: []);

    /// <summary>The settings of a quick look.</summary>
    public static CompareOptions Quick { get; } = new(Rounds: 12, SliceMilliseconds: 5, WarmUpPasses: 4, Filter: []);

    /// <summary>Whether a workload is wanted.</summary>
    public bool Wants(Workload workload) =>
        Filter.Count == 0 || Filter.Any(text => workload.Name.Contains(text, StringComparison.OrdinalIgnoreCase));
}
