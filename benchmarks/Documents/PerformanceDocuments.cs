using System.Globalization;
using ModelCompiler.Benchmarks.Compare;
using ModelCompiler.Benchmarks.Sweep;

namespace ModelCompiler.Benchmarks.Documents;

/// <summary>Writes measured tables into the documents, so that nobody types a number.</summary>
internal static class PerformanceDocuments
{
    private static readonly string[] _shortTable =
    [
        "2-4-1 relu, one sample",
        "4-8-6-3 tanh, one sample",
        "64-64 linear, one sample",
        "784-128-10, one sample",
        "784-512-256-10, one sample",
        "784-128-10, batch 64",
        "784-512-256-10, batch 256",
        "2-4-1, batch 4, SGD step",
        "784-128-10, batch 64, Adam step",
        "784-512-256-10, batch 128, Adam step",
        "784-512-256-10, batch 128, Adam step, 2 threads",
        "LeNet-5, one sample",
        "LeNet-5, batch 64",
        "LeNet-5, batch 64, Adam step",
    ];

    private static string Details => Path.Combine(ResultFile.RepositoryRoot, "docs", "performance.md");

    private static string Readme => Path.Combine(ResultFile.RepositoryRoot, "README.md");

    /// <summary>
    /// Writes the table of a comparison into <c>docs/performance.md</c>, and a shorter one into the readme when it is the whole normal
    /// comparison.
    /// </summary>
    /// <param name="section">The section's name, that of the result file.</param>
    /// <param name="command">The arguments that made the result.</param>
    /// <param name="load">The machine's load before the run, if known.</param>
    /// <param name="result">The result.</param>
    /// <param name="isWhole">Whether no workload was left out.</param>
    public static void WriteComparison(string section, string command, double? load, ComparisonResult result, bool isWhole)
    {
        string origin = Origin(command, load, result);
        MarkedSection.Replace(Details, section, $"{origin}\n\n{Table(result, result.Measurements)}{Missing(result)}");
        if (section == "compare" && isWhole)
            MarkedSection.Replace(
                Readme,
                "performance",
                $"{Table(result, result.Measurements.Where(row => _shortTable.Contains(row.Workload)))}{Missing(result)}\n\n{origin}"
            );
    }

    /// <summary>Writes the throughput by width of a sweep into <c>docs/performance.md</c>, with its plot beside.</summary>
    /// <inheritdoc cref="WriteComparison"/>
    /// <param name="section"></param>
    /// <param name="command"></param>
    /// <param name="load"></param>
    /// <param name="result"></param>
    /// <param name="plot">The plot's file.</param>
    public static void WriteSweep(string section, string command, double? load, ComparisonResult result, string plot)
    {
        string name = $"performance-{section}.png";
        string[] engines = Engines(result);
        var rows = result
            .Measurements.GroupBy(row => row.Workload)
            .Select(row => $"| {row.Key} | {string.Join(" | ", engines.Select(engine => Gflops(row, engine)))} |");
        MarkedSection.Replace(
            Details,
            section,
            $"{Origin(command, load, result)}\n\n![GFLOP/s by width]({name})\n\n| GFLOP/s | {string.Join(" | ", engines)} |\n| "
                + $"--- |{string.Concat(engines.Select(_ => " ---: |"))}\n{string.Join('\n', rows)}"
        );
        File.Copy(plot, Path.Combine(Path.GetDirectoryName(Details)!, name), overwrite: true);
    }

    private static string Table(ComparisonResult result, IEnumerable<Measurement> measurements)
    {
        string[] engines = Engines(result);
        var lines = new List<string>
        {
            $"| workload | {OurEngines.Name} | of peak | allocated | "
                + $"{string.Join(" | ", engines.Where(engine => engine != OurEngines.Name))} |",
            $"| --- | ---: | ---: | ---: |{string.Concat(engines.Where(engine => engine != OurEngines.Name).Select(_ => " ---: |"))}",
        };
        foreach (IGrouping<string, Measurement> rows in measurements.GroupBy(row => row.Workload))
        {
            Measurement ours = rows.First(row => row.Engine == OurEngines.Name);
            var rivals = engines
                .Where(engine => engine != OurEngines.Name)
                .Select(engine =>
                    rows.FirstOrDefault(row => row.Engine == engine) is { } row
                        ? Invariant($"{Time.Of(row.MedianMicroseconds)} ({Ratio(row.MedianMicroseconds / ours.MedianMicroseconds)})")
                        : "-"
                );
            lines.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {rows.Key} | **{Time.Of(ours.MedianMicroseconds)}** | {ours.PercentOfPeak:0.0}% | "
                        + $"{ours.AllocatedBytes:0.###} B | {string.Join(" | ", rivals)} |"
                )
            );
        }
        return string.Join('\n', lines);
    }

    private static string Missing(ComparisonResult result) =>
        string.Concat(result.Unavailable.Select(entry => $"\n\n{entry.Key} took no part: {entry.Value.TrimEnd('.')}."));

    private static string Origin(string command, double? load, ComparisonResult result) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Medians. {DateTime.UtcNow:yyyy-MM-dd}; {Machine.Description}; peak {result.Peak}. {Busy(load)}Made by `dotnet run "
                + $"-c Release --project benchmarks -- {command}`."
        );

    // A machine that already has something to do on most of its processors makes every time too long.
    private static string Busy(double? load) =>
        load > 0.75 * Environment.ProcessorCount
            ? Invariant($"**The machine was busy with other work (load {load:0.0} before the run): all times are too long.** ")
            : "";

    private static string Gflops(IEnumerable<Measurement> row, string engine) =>
        row.FirstOrDefault(cell => cell.Engine == engine) is { } cell ? Invariant($"{cell.Gflops:0.0}") : "-";

    private static string[] Engines(ComparisonResult result) => [.. result.Measurements.Select(row => row.Engine).Distinct()];

    private static string Ratio(double ratio) => ratio >= 10 ? Invariant($"{ratio:0}×") : Invariant($"{ratio:0.0}×");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
