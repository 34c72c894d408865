using System.Runtime.InteropServices;

namespace ModelCompiler.Package.Tests;

/// <summary>What NativeAOT needs besides the SDK: a linker, and its own compiler from a package.</summary>
internal static class NativeTools
{
    /// <summary>This machine as a publishing target.</summary>
    public static string RuntimeIdentifier { get; } =
        (
            OperatingSystem.IsWindows() ? "win"
            : OperatingSystem.IsMacOS() ? "osx"
            : "linux"
        )
        + "-"
        + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    /// <summary>Skips the test when nothing can link.</summary>
    public static void SkipUnlessPresent()
    {
        if (!OperatingSystem.IsWindows())
            Skip.If(!IsOnPath("clang") && !IsOnPath("gcc"), "NativeAOT needs clang or gcc to link; neither is on the path.");
    }

    /// <summary>Skips the test when the compiler of NativeAOT is not to be had.</summary>
    public static void SkipIfNotRestorable(CommandResult publish)
    {
        bool missing =
            publish.ExitCode != 0
            && publish.Output.Contains("ILCompiler", StringComparison.OrdinalIgnoreCase)
            && (
                publish.Output.Contains("NU1101", StringComparison.Ordinal)
                || publish.Output.Contains("NU1102", StringComparison.Ordinal)
                || publish.Output.Contains("NU1301", StringComparison.Ordinal)
            );
        Skip.If(missing, $"The compiler of NativeAOT could not be restored:\n{publish.Output}");
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
