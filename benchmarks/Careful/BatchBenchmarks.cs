using BenchmarkDotNet.Attributes;

namespace ModelCompiler.Benchmarks.Careful;

/// <summary>Predictions of a batch.</summary>
public class BatchBenchmarks : EngineBenchmarks
{
    /// <inheritdoc/>
    public override IEnumerable<BenchmarkCase> Cases => BenchmarkCase.Of(Workloads.Batches);

    /// <summary>The operation.</summary>
    [Benchmark]
    public void Predict() => Run(1);
}
