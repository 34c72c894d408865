using System.Globalization;
using System.Runtime.InteropServices;
using ModelCompiler.Benchmarks.Compare;
using ModelCompiler.Benchmarks.Engines;
using ModelCompiler.Benchmarks.Sweep;

namespace ModelCompiler.Benchmarks.Jit;

/// <summary>
/// Looks at the machine code that the just-in-time compiler makes of our methods, at each vector width that the processor has. A processor
/// with 512-bit vectors has 32 vector registers and the others 16, so the narrower widths are also looked at without them.
/// </summary>
internal static class JitCheck
{
    /// <summary>The command that a child process runs: our engines alone, until everything is at its last tier.</summary>
    public const string ChildCommand = "run-ours";

    /// <summary>The tiles, where all the time of large layers goes, and the optimizers' passes over the parameters.</summary>
    private const string Tiles =
        "*.Tile:Run *.TallTile:Run *.PlanarTile:Run *.SampleTile:FourPanels *.SampleTile:Blocks *.ParameterSweep:Sweep";

    /// <summary>What applies activations, losses and other functions, and straight-line code.</summary>
    private const string Functions =
        "*.Contraction:SecondPass *.ElementMap:* *.ImageMap:Run *.ChannelMap:Line *.ElementLoss:Gradient *.PaddedRow:* "
        + "*.PaddedSoftmax:* *.SoftmaxCrossEntropy:* "
        + "*.LongActivation:* *Passes:Predict *Passes:TrainingForward *Passes:Backward";

    private const int CallsPerPass = 40;

    /// <summary>Checks every width in a child process of its own and prints what it finds.</summary>
    /// <returns>0, or 1 when something is wrong.</returns>
    public static int Run(TextWriter output)
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            output.WriteLine("The listings of this processor's machine code are not read; only those of x64 are.");
            return 1;
        }
        Directory.CreateDirectory(ResultFile.Folder);
        bool failed = false;
        for (int bits = VectorWidth.OursInBits; bits >= 128; bits /= 2)
        {
            failed |= !Check(bits, restriction: null, output);
            if (bits < 512 && VectorWidth.OursInBits == 512)
                failed |= !Check(bits, VectorWidth.Avx512Setting, output);
        }
        return failed ? 1 : 0;
    }

    /// <summary>
    /// What the child process does, under the runtime's own settings: passes are optimised at once, what is around them in tiers.
    /// </summary>
    /// <returns>0, or 1 when the compiler did not come to rest.</returns>
    public static int RunOurs()
    {
        var engines = new List<Engine>(ActivationEngines.Create());
        try
        {
            foreach (Workload workload in Workloads.All.Concat(SweepWorkloads.All))
                if (OurEngines.Find(workload) is { } create)
                    engines.Add(create(workload));
            return new WarmUp(leastPasses: 0).Run(engines, CallsPerPass) ? 0 : 1;
        }
        finally
        {
            engines.ForEach(engine => engine.Dispose());
        }
    }

    private static bool Check(int bits, string? restriction, TextWriter output)
    {
        string width = bits.ToString(CultureInfo.InvariantCulture);
        string title = $"{width} bits{(restriction is null ? "" : $", {restriction}=0")}";
        string path = Path.Combine(ResultFile.Folder, $"jit-{width}-bit{(restriction is null ? "" : "-without-avx512")}.txt");
        File.Delete(path);
        var environment = new Dictionary<string, string>
        {
            [VectorWidth.Variable] = width,
            ["DOTNET_JitStdOutFile"] = path,
            ["DOTNET_JitDisasmSummary"] = "1",
            ["DOTNET_JitDisasm"] = $"{Tiles} {Functions}",
        };
        if (restriction is not null)
            environment[restriction] = "0";
        int code = Relaunch.With([ChildCommand], environment);
        if (code != 0 || !File.Exists(path))
        {
            output.WriteLine($"{title}: the run ended with code {code}, so nothing was checked.");
            return false;
        }
        var report = JitReport.Read(path);
        output.WriteLine($"{title}: {report} Listing: {Path.GetRelativePath(ResultFile.RepositoryRoot, path)}");
        foreach (string fault in report.Faults)
            output.WriteLine("  " + fault);
        return report.Faults.Count == 0;
    }
}
