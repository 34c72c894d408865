using System.CommandLine;
using ModelCompiler.Benchmarks.Engines;
using ModelCompiler.Benchmarks.Sweep;

namespace ModelCompiler.Benchmarks.Compare;

/// <summary>The command <c>compare</c> and its options.</summary>
internal static class CompareCommand
{
    private static readonly Option<string[]> _filter = new("--filter") { Description = "Only workloads whose name contains this text; may be given several times." };
    private static readonly Option<bool> _quick = new("--quick") { Description = "Fewer and shorter rounds." };
    private static readonly Option<bool> _sweep = new("--sweep") { Description = "One dense layer of every width up to 130 instead; also draws sweep.png." };
    private static readonly Option<int?> _bits = new("--bits") { Description = $"Our vector width: 512, 256 or 128 bits at most. Sets {VectorWidth.Variable} in a child process." };
    private static readonly Option<string?> _without = new("--without") { Description = $"Takes instructions away from .NET code in a child process: avx512 (sets {VectorWidth.Avx512Setting}=0) or fma (sets {VectorWidth.Avx2Setting}=0, which takes AVX2 and FMA)." };

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        _bits.AcceptOnlyFromAmong("512", "256", "128");
        _without.AcceptOnlyFromAmong("avx512", "fma");
        var command = new Command("compare", "Measures all engines side by side in one process; prints a table and writes artifacts/benchmarks/compare.json.")
        {
            _filter, _quick, _sweep, _bits, _without,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        CompareOptions options = (parsed.GetValue(_quick) ? CompareOptions.Quick : CompareOptions.Full) with { Filter = parsed.GetValue(_filter) ?? [] };
        bool sweep = parsed.GetValue(_sweep);
        var environment = new Dictionary<string, string>();
        if (parsed.GetValue(_bits) is { } bits)
            environment[VectorWidth.Variable] = FormattableString.Invariant($"{bits}");
        if (parsed.GetValue(_without) is { } instructions)
            environment[instructions == "fma" ? VectorWidth.Avx2Setting : VectorWidth.Avx512Setting] = "0";
        return environment.Count > 0 ? Relaunch.With(Arguments(options, parsed.GetValue(_quick), sweep), environment) : Measure(options, sweep);
    }

    private static int Measure(CompareOptions options, bool sweep)
    {
        // A run with another width or fewer instructions must not replace the result of the normal one.
        string suffix = FileSuffix();
        TextWriter output = Console.Out;
        var comparison = new Comparison(options, output);
        IReadOnlyList<Measurement> measurements = sweep
            ? comparison.Run(SweepWorkloads.All, EngineCatalogue.ForSweep)
            : comparison.Run(Workloads.All, EngineCatalogue.For);
        if (measurements.Count == 0)
            return 1;
        output.WriteLine();
        output.WriteLine($"Wrote {ResultFile.Write($"{(sweep ? "sweep" : "compare")}{suffix}.json", measurements)}");
        if (sweep)
            output.WriteLine($"Wrote {SweepPlot.Save($"sweep{suffix}.png", measurements)}");
        return 0;
    }

    private static string FileSuffix()
    {
        string bits = Environment.GetEnvironmentVariable(VectorWidth.Variable) is { Length: > 0 } value ? $"-{value}-bit" : "";
        string avx512 = VectorWidth.IsOff(VectorWidth.Avx512Setting) ? "-without-avx512" : "";
        string fma = VectorWidth.IsOff(VectorWidth.Avx2Setting) ? "-without-fma" : "";
        return bits + avx512 + fma;
    }

    private static IEnumerable<string> Arguments(CompareOptions options, bool quick, bool sweep)
    {
        yield return "compare";
        if (quick)
            yield return _quick.Name;
        if (sweep)
            yield return _sweep.Name;
        foreach (string text in options.Filter)
        {
            yield return _filter.Name;
            yield return text;
        }
    }
}
