using BenchmarkDotNet.Attributes;

namespace ModelCompiler.Benchmarks.Careful;

/// <summary>Predictions of one sample.</summary>
public class OneSampleBenchmarks : EngineBenchmarks
{
    /// <inheritdoc/>
    public override IEnumerable<BenchmarkCase> Cases => BenchmarkCase.Of(Workloads.OneSample);

    /// <summary>The operation.</summary>
    [Benchmark(OperationsPerInvoke = 64)]
    public void Predict() => Run(64);
}
