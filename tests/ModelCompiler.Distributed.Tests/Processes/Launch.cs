using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ModelCompiler.Distributed.Tests.Processes;

/// <summary>What a launcher and the ranks it started have said.</summary>
/// <param name="ExitCode">The code of the launcher.</param>
/// <param name="Output">The lines of all ranks.</param>
/// <param name="Errors">What ranks and launcher wrote to the standard error.</param>
internal sealed record Launch(int ExitCode, IReadOnlyList<string> Output, string Errors)
{
    private const int LimitInSeconds = 100;

    /// <summary>Open MPI and the MPICH family, by their launchers and the arguments that a small machine needs.</summary>
    public static IReadOnlyDictionary<string, string[]> Launchers { get; } =
        new Dictionary<string, string[]>
        {
            ["mpirun.openmpi"] = ["--allow-run-as-root", "--oversubscribe", "--bind-to", "none"],
            ["mpiexec.hydra"] = [],
        };

    /// <summary>Starts this assembly as so many ranks; skips the test where the launcher is not installed.</summary>
    /// <param name="launcher">The name of the launcher.</param>
    /// <param name="ranks">The ranks.</param>
    /// <param name="environment">Variables for the launcher.</param>
    /// <param name="arguments">The arguments of each rank.</param>
    public static Launch Run(string launcher, int ranks, (string Name, string Value)[] environment, params string[] arguments)
    {
        Skip.If(Find(launcher) is null, $"{launcher} is not installed.");
        string host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        var start = new ProcessStartInfo(Find(launcher)!) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (
            string argument in (string[])[.. Launchers[launcher], "-n", $"{ranks}", host, typeof(Launch).Assembly.Location, .. arguments]
        )
            start.ArgumentList.Add(argument);
        // Processes of a second have no use for a second compilation.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(),
            errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(LimitInSeconds)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{launcher} has not ended within {LimitInSeconds} s: {errors.Result}");
        }

        process.WaitForExit();
        return new Launch(
            process.ExitCode,
            output.Result.Replace("\r", "").Split('\n', StringSplitOptions.RemoveEmptyEntries),
            errors.Result
        );
    }

    private static string? Find(string launcher) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, launcher))
            .FirstOrDefault(File.Exists);
}
