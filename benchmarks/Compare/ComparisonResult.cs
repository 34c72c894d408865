namespace ModelCompiler.Benchmarks.Compare;

/// <summary>What a comparison found.</summary>
/// <param name="Measurements">The rows, in the order of the table.</param>
/// <param name="Unavailable">The engines that could not take part, with the reason.</param>
/// <param name="Peak">The multiply-add peak that our percentages refer to, in words.</param>
internal sealed record ComparisonResult(
    IReadOnlyList<Measurement> Measurements,
    IReadOnlyDictionary<string, string> Unavailable,
    string Peak
);
