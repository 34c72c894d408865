using BenchmarkDotNet.Attributes;
using ModelCompiler.Benchmarks.Engines;

namespace ModelCompiler.Benchmarks.Careful;

/// <summary>What the careful benchmarks share: one engine, prepared before and released after.</summary>
[MemoryDiagnoser]
public abstract class EngineBenchmarks
{
    private Engine? _engine;

    /// <summary>The engine and the workload.</summary>
    [ParamsSource(nameof(Cases))]
    public BenchmarkCase Case { get; set; } = null!;

    /// <summary>The cases of the class.</summary>
    public abstract IEnumerable<BenchmarkCase> Cases { get; }

    /// <summary>Makes the engine.</summary>
    [GlobalSetup]
    public void CreateEngine() => _engine = Case.Create();

    /// <summary>Releases the engine.</summary>
    [GlobalCleanup]
    public void DisposeEngine() => _engine?.Dispose();

    /// <summary>Does the operation a number of times.</summary>
    protected void Run(int count) => _engine!.Run(count);
}
