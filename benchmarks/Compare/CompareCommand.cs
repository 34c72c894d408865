using System.CommandLine;
using ModelCompiler.Benchmarks.Documents;
using ModelCompiler.Benchmarks.Engines;
using ModelCompiler.Benchmarks.Jit;
using ModelCompiler.Benchmarks.Sweep;

namespace ModelCompiler.Benchmarks.Compare;

/// <summary>The command <c>compare</c> and its options.</summary>
internal static class CompareCommand
{
    private static readonly Option<string[]> _filter = new("--filter")
    {
        Description = "Only workloads whose name contains this text; may be given several times.",
    };
    private static readonly Option<bool> _quick = new("--quick") { Description = "Fewer and shorter rounds." };
    private static readonly Option<bool> _sweep = new("--sweep")
    {
        Description = "One dense layer of every width up to 130 instead; also draws sweep.png.",
    };
    private static readonly Option<int?> _bits = new("--bits")
    {
        Description = $"Our vector width: 512, 256 or 128 bits at most. Sets {VectorWidth.Variable} in a child process.",
    };
    private static readonly Option<string?> _without = new("--without")
    {
        Description =
            $"Takes instructions away from .NET code in a child process: avx512 (sets {VectorWidth.Avx512Setting}=0) or fma (sets "
            + $"{VectorWidth.Avx2Setting}=0, which takes AVX2 and FMA).",
    };
    private static readonly Option<bool> _jit = new("--jit")
    {
        Description =
            "Measures nothing: checks the machine code of our kernels at every vector width. Exit code 1 for a method that is not "
            + "optimised, a tile whose inner loop uses the stack, or a tile that calls.",
    };
    private static readonly Option<bool> _writeDocs = new("--write-docs")
    {
        Description = "Writes the table into docs/performance.md and, without other options, the readme.",
    };

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        _bits.AcceptOnlyFromAmong("512", "256", "128");
        _without.AcceptOnlyFromAmong("avx512", "fma");
        var command = new Command(
            "compare",
            "Measures all engines side by side in one process; prints a table and writes artifacts/benchmarks/compare.json."
        )
        {
            _filter,
            _quick,
            _sweep,
            _bits,
            _without,
            _writeDocs,
            _jit,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        if (parsed.GetValue(_jit))
            return JitCheck.Run(Console.Out);
        var run = new CompareRun(
            (parsed.GetValue(_quick) ? CompareOptions.Quick : CompareOptions.Full) with
            {
                Filter = parsed.GetValue(_filter) ?? [],
            },
            parsed.GetValue(_quick),
            parsed.GetValue(_sweep),
            parsed.GetValue(_writeDocs)
        );
        var environment = new Dictionary<string, string>();
        if (parsed.GetValue(_bits) is { } bits)
            environment[VectorWidth.Variable] = FormattableString.Invariant($"{bits}");
        if (parsed.GetValue(_without) is { } instructions)
            environment[instructions == "fma" ? VectorWidth.Avx2Setting : VectorWidth.Avx512Setting] = "0";
        return environment.Count > 0 ? Relaunch.With(Arguments(run), environment) : Measure(run);
    }

    private static int Measure(CompareRun run)
    {
        // A run with another width or fewer instructions must not replace the result of the normal one.
        string name = (run.IsSweep ? "sweep" : "compare") + FileSuffix();
        TextWriter output = Console.Out;
        double? load = Machine.Load();
        var comparison = new Comparison(run.Options, output);
        ComparisonResult result = run.IsSweep
            ? comparison.Run(SweepWorkloads.All, EngineCatalogue.ForSweep)
            : comparison.Run(Workloads.All, EngineCatalogue.For);
        if (result.Measurements.Count == 0)
            return 1;
        output.WriteLine();
        output.WriteLine($"Wrote {ResultFile.Write($"{name}.json", result.Measurements)}");
        string? plot = run.IsSweep ? SweepPlot.Save($"{name}.png", result.Measurements) : null;
        if (plot is not null)
            output.WriteLine($"Wrote {plot}");
        if (!run.WritesDocuments)
            return 0;
        string command = string.Join(
            ' ',
            Arguments(run).Concat(RestrictingArguments()).Select(word => word.Contains(' ') ? $"'{word}'" : word)
        );
        if (plot is null)
            PerformanceDocuments.WriteComparison(name, command, load, result, isWhole: run.Options.Filter.Count == 0);
        else
            PerformanceDocuments.WriteSweep(name, command, load, result, plot);
        output.WriteLine("Wrote the documents.");
        return 0;
    }

    private static string FileSuffix()
    {
        string bits = Environment.GetEnvironmentVariable(VectorWidth.Variable) is { Length: > 0 } value ? $"-{value}-bit" : "";
        string avx512 = VectorWidth.IsOff(VectorWidth.Avx512Setting) ? "-without-avx512" : "";
        string fma = VectorWidth.IsOff(VectorWidth.Avx2Setting) ? "-without-fma" : "";
        return bits + avx512 + fma;
    }

    private static IEnumerable<string> Arguments(CompareRun run)
    {
        yield return "compare";
        if (run.IsQuick)
            yield return _quick.Name;
        if (run.IsSweep)
            yield return _sweep.Name;
        foreach (string text in run.Options.Filter)
        {
            yield return _filter.Name;
            yield return text;
        }
        if (run.WritesDocuments)
            yield return _writeDocs.Name;
    }

    /// <summary>The arguments that started this process with less than the machine has.</summary>
    private static IEnumerable<string> RestrictingArguments()
    {
        if (Environment.GetEnvironmentVariable(VectorWidth.Variable) is { Length: > 0 } bits)
        {
            yield return _bits.Name;
            yield return bits;
        }
        if (VectorWidth.DotNetIsRestricted)
        {
            yield return _without.Name;
            yield return VectorWidth.IsOff(VectorWidth.Avx2Setting) ? "fma" : "avx512";
        }
    }

    private sealed record CompareRun(CompareOptions Options, bool IsQuick, bool IsSweep, bool WritesDocuments);
}
