using ModelCompiler.Benchmarks.Engines;

namespace ModelCompiler.Benchmarks.Compare;

/// <summary>Measures the engines of each workload side by side: in every round each of them runs for one slice of time.</summary>
internal sealed class Comparison(CompareOptions options, TextWriter output)
{
    private const int RestMilliseconds = 1_000;

    private readonly Dictionary<string, string> _unavailable = [];

    /// <summary>Measures and prints.</summary>
    /// <param name="workloads">The workloads; those that the filter leaves out are skipped.</param>
    /// <param name="enginesOf">The engines of a workload, ours first if there is one.</param>
    public ComparisonResult Run(IReadOnlyList<Workload> workloads, Func<Workload, IReadOnlyList<EngineEntry>> enginesOf)
    {
        Workload[] wanted = [.. workloads.Where(options.Wants)];
        if (wanted.Length == 0)
        {
            output.WriteLine(
                $"No workload's name contains {string.Join(" or ", options.Filter.Select(text => $"'{text}'"))}. There are: "
                    + $"{string.Join("; ", workloads.Select(w => w.Name))}."
            );
            return new ComparisonResult([], _unavailable, "");
        }
        var peak = new PeakMeter();
        peak.WriteAll(output);
        output.WriteLine(
            "Medians and minima over rounds of the mean time in a slice. Other work on the machine shows in the medians first: "
                + "compare minima then, or measure again."
        );
        output.WriteLine();
        var table = new ResultTable(output, wanted.Max(workload => workload.Name.Length));
        table.WriteHeader();
        var measurements = new List<Measurement>();
        foreach (Workload workload in wanted)
            measurements.AddRange(RunWorkload(workload, enginesOf(workload), peak, table));
        return new ComparisonResult(measurements, _unavailable, peak.OursInWords);
    }

    private List<Measurement> RunWorkload(Workload workload, IReadOnlyList<EngineEntry> entries, PeakMeter peak, ResultTable table)
    {
        Check(workload, entries);
        var contestants = new List<Contestant>();
        try
        {
            foreach (EngineEntry entry in entries.Where(entry => entry.Unavailable is null))
                contestants.Add(new Contestant(entry.Create(workload)));
            if (!new WarmUp(options.WarmUpPasses).Run(contestants))
                output.WriteLine($"{workload.Name}: times still fell, or methods were still compiled, when the warm-up ended.");
            foreach (Contestant contestant in contestants)
                contestant.Prepare(options.SliceMilliseconds, countAllThreads: workload.Threads > 1);
            peak.Reset();
            peak.Read();
            foreach (List<Contestant> together in Turns(workload, contestants))
            {
                if (workload.Threads > 1)
                    Thread.Sleep(RestMilliseconds);
                for (int round = 0; round < options.Rounds; round++)
                {
                    foreach (Contestant contestant in together)
                        contestant.RunRound(round, options.Rounds);
                    peak.Read();
                }
            }

            var rows = contestants.ConvertAll(contestant => Measure(workload, contestant, peak));
            Print(workload, entries, rows, table);
            return rows;
        }
        finally
        {
            contestants.ForEach(contestant => contestant.Dispose());
        }
    }

    // Threads of native engines wait for more work by spinning, on the processors that the next engine wants: with several threads each
    // engine has all its rounds for itself, after a rest. On one thread engines share every round, so that all meet the same machine.
    private static IEnumerable<List<Contestant>> Turns(Workload workload, List<Contestant> contestants) =>
        workload.Threads > 1 ? contestants.Select(contestant => new List<Contestant> { contestant }) : [contestants];

    private static void Check(Workload workload, IReadOnlyList<EngineEntry> entries)
    {
        Workload checkedWorkload = ResultCheck.ForChecking(workload);
        float[] expected = ResultCheck.ResultOf(checkedWorkload, EngineCatalogue.Reference);
        foreach (EngineEntry entry in entries.Where(entry => entry.Unavailable is null && entry.Name != PlainNetwork.EngineName))
            ResultCheck.Compare(workload.Name, entry.Name, expected, ResultCheck.ResultOf(checkedWorkload, entry.Create));
    }

    private static Measurement Measure(Workload workload, Contestant contestant, PeakMeter peak)
    {
        double gflops = workload.Flops / contestant.Median;
        double limit = workload.Threads * (contestant.Name == OurEngines.Name ? peak.OurGflops : peak.WidestGflops);
        return new Measurement(
            workload.Name,
            contestant.Name,
            Math.Round(contestant.Median / 1e3, 6),
            Math.Round(contestant.Minimum / 1e3, 6),
            contestant.AllocatedBytes,
            Math.Round(gflops, 4),
            Math.Round(100 * gflops / limit, 3)
        );
    }

    private void Print(Workload workload, IReadOnlyList<EngineEntry> entries, List<Measurement> rows, ResultTable table)
    {
        Measurement? ours = rows.Find(row => row.Engine == OurEngines.Name);
        foreach (EngineEntry entry in entries)
        {
            if (rows.Find(row => row.Engine == entry.Name) is { } row)
                table.Write(row, ours);
            else
                table.WriteUnavailable(workload.Name, entry.Name, _unavailable[entry.Name] = entry.Unavailable ?? "no reason given");
        }
    }
}
