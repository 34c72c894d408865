using BenchmarkDotNet.Attributes;

namespace ModelCompiler.Benchmarks.Careful;

/// <summary>Training steps.</summary>
public class TrainingStepBenchmarks : EngineBenchmarks
{
    /// <inheritdoc/>
    public override IEnumerable<BenchmarkCase> Cases => BenchmarkCase.Of(Workloads.TrainingSteps);

    /// <summary>The operation.</summary>
    [Benchmark]
    public void Step() => Run(1);
}
