using System.Diagnostics;

namespace ModelCompiler.Benchmarks;

/// <summary>Starts this program again with other settings of the runtime: those are read once, when a process starts.</summary>
internal static class Relaunch
{
    /// <summary>Runs the program with the same arguments and waits for it.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="environment">The variables to set.</param>
    /// <returns>The exit code.</returns>
    public static int With(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        string executable =
            Environment.ProcessPath
            ?? throw new InvalidOperationException("The path of this program is unknown, so it cannot start itself again.");
        var start = new ProcessStartInfo(executable);
        // Under the dotnet host the program is the host's first argument.
        if (Path.GetFileNameWithoutExtension(executable) == "dotnet")
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{executable} did not start.");
        process.WaitForExit();
        return process.ExitCode;
    }
}
