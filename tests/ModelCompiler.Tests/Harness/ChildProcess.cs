using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ModelCompiler.Tests.Harness;

/// <summary>Starts this assembly again, with other environment variables.</summary>
internal static class ChildProcess
{
    public static string Run(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        // From shared/Microsoft.NETCore.App/version/ to the folder of the host.
        string host = Path.GetFullPath(
            Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet")
        );
        var start = new ProcessStartInfo(host) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"The process ended with {process.ExitCode}: {errors.Result}");
        return output;
    }
}
