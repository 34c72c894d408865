using System.Globalization;
using System.Runtime.InteropServices;

namespace ModelCompiler.Benchmarks.Documents;

/// <summary>The machine in words, for the line above a table.</summary>
internal static class Machine
{
    /// <summary>Processor, number of processors, operating system and runtime.</summary>
    public static string Description { get; } =
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Processor()}, {Environment.ProcessorCount} processors, {OperatingSystem()} "
                + $"{RuntimeInformation.ProcessArchitecture}, {RuntimeInformation.FrameworkDescription}"
        );

    /// <summary>The processes that wanted a processor during the last minute, on average; null where the system does not say.</summary>
    public static double? Load()
    {
        const string Path = "/proc/loadavg";
        return File.Exists(Path) && double.TryParse(File.ReadAllText(Path).Split(' ')[0], CultureInfo.InvariantCulture, out double load)
            ? load
            : null;
    }

    private static string Processor()
    {
        const string Path = "/proc/cpuinfo",
            Key = "model name";
        if (File.Exists(Path) && File.ReadLines(Path).FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal)) is { } line)
            return line[(line.IndexOf(':') + 1)..].Trim();
        return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown processor";
    }

    private static string OperatingSystem() =>
        System.OperatingSystem.IsLinux() ? "Linux"
        : System.OperatingSystem.IsWindows() ? "Windows"
        : System.OperatingSystem.IsMacOS() ? "macOS"
        : "other";
}
