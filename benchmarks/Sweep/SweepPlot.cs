using ModelCompiler.Benchmarks.Compare;
using ScottPlot;

namespace ModelCompiler.Benchmarks.Sweep;

/// <summary>Draws throughput against width, one line for each engine.</summary>
internal static class SweepPlot
{
    /// <summary>Draws the measurements of the sweep into <c>sweep.png</c> in the folder of results.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="measurements">The measurements.</param>
    /// <returns>The path.</returns>
    public static string Save(string name, IReadOnlyList<Measurement> measurements)
    {
        using var plot = new Plot();
        Dictionary<string, int> widths = SweepWorkloads.Widths.ToDictionary(SweepWorkloads.Name);
        foreach (IGrouping<string, Measurement> engine in measurements.GroupBy(measurement => measurement.Engine))
        {
            ScottPlot.Plottables.Scatter line = plot.Add.Scatter(
                engine.Select(measurement => (double)widths[measurement.Workload]).ToArray(),
                engine.Select(measurement => measurement.Gflops).ToArray()
            );
            line.LegendText = engine.Key;
        }
        plot.Title("Dense layer of N by N with ReLU, batch 64, one thread");
        plot.XLabel("N");
        plot.YLabel("GFLOP/s");
        plot.Axes.SetLimitsX(0, SweepWorkloads.Widths[^1] + 2);
        plot.Axes.SetLimitsY(0, measurements.Max(measurement => measurement.Gflops) * 1.1);
        plot.ShowLegend(Alignment.UpperLeft);
        Directory.CreateDirectory(ResultFile.Folder);
        string path = Path.Combine(ResultFile.Folder, name);
        string temporary = $"{path}.{Environment.ProcessId}.png";
        plot.SavePng(temporary, 1200, 700);
        File.Move(temporary, path, overwrite: true);
        return path;
    }
}
