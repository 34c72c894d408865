using System.Globalization;

namespace ModelCompiler.Benchmarks.Compare;

/// <summary>Prints the table, row by row as the measurements come in. Numbers are culture-invariant.</summary>
internal sealed class ResultTable(TextWriter output, int workloadWidth)
{
    private const int EngineWidth = 17;

    /// <summary>Prints the names of the columns.</summary>
    public void WriteHeader()
    {
        output.WriteLine(
            $"{"workload".PadRight(workloadWidth)}  {"engine", -EngineWidth} {"median", 10} {"min", 10} {"ratio", 8} "
                + $"{"allocated", 11} {"GFLOP/s", 9} {"of peak", 8}"
        );
        output.WriteLine(new string('-', workloadWidth + EngineWidth + 64));
    }

    /// <summary>Prints a measurement.</summary>
    /// <param name="row">The measurement.</param>
    /// <param name="ours">Ours at the same workload, or null when this build has none.</param>
    public void Write(Measurement row, Measurement? ours)
    {
        string ratio = ours is null ? "-" : Invariant($"{row.MedianMicroseconds / ours.MedianMicroseconds:0.00}x");
        output.WriteLine(
            $"{row.Workload.PadRight(workloadWidth)}  {row.Engine, -EngineWidth} {Time.Of(row.MedianMicroseconds), 10} "
                + $"{Time.Of(row.MinimumMicroseconds), 10} {ratio, 8} "
                + Invariant($"{row.AllocatedBytes:#,0} B").PadLeft(11)
                + Invariant($"{row.Gflops:0.00}").PadLeft(10)
                + Invariant($"{row.PercentOfPeak:0.0}%").PadLeft(9)
        );
    }

    /// <summary>Prints why an engine has no measurement.</summary>
    public void WriteUnavailable(string workload, string engine, string reason) =>
        output.WriteLine($"{workload.PadRight(workloadWidth)}  {engine, -EngineWidth} not available: {reason}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
