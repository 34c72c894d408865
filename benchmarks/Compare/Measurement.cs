using System.Text.Json.Serialization;

namespace ModelCompiler.Benchmarks.Compare;

/// <summary>What was measured of one engine at one workload; a row of the table and of the result file.</summary>
/// <param name="Workload">The workload's name.</param>
/// <param name="Engine">The engine's name.</param>
/// <param name="MedianMicroseconds">The median over the rounds of the mean time of an operation.</param>
/// <param name="MinimumMicroseconds">The smallest of them.</param>
/// <param name="AllocatedBytes">The managed memory that one operation allocates.</param>
/// <param name="Gflops">The operations of the dense products in the median time, in 10^9 a second.</param>
/// <param name="PercentOfPeak">That as a percentage of the multiply-add peak measured between the same rounds.</param>
internal sealed record Measurement(
    [property: JsonPropertyName("workload")] string Workload,
    [property: JsonPropertyName("engine")] string Engine,
    [property: JsonPropertyName("median_us")] double MedianMicroseconds,
    [property: JsonPropertyName("min_us")] double MinimumMicroseconds,
    [property: JsonPropertyName("allocated_bytes")] double AllocatedBytes,
    [property: JsonPropertyName("gflops")] double Gflops,
    [property: JsonPropertyName("percent_of_peak")] double PercentOfPeak
);
