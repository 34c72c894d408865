using ModelCompiler.Benchmarks.Engines;

namespace ModelCompiler.Benchmarks.Careful;

/// <summary>An engine at a workload, as BenchmarkDotNet names it.</summary>
public sealed class BenchmarkCase
{
    private readonly Workload _workload;
    private readonly EngineEntry _entry;

    private BenchmarkCase(Workload workload, EngineEntry entry)
    {
        _workload = workload;
        _entry = entry;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{_workload.Name}: {_entry.Name}";

    /// <summary>Every available engine at each workload.</summary>
    internal static IEnumerable<BenchmarkCase> Of(IReadOnlyList<Workload> workloads) =>
        from workload in workloads
        from entry in EngineCatalogue.For(workload)
        where entry.Unavailable is null
        select new BenchmarkCase(workload, entry);

    /// <summary>Makes the engine.</summary>
    internal Engine Create() => _entry.Create(_workload);
}
