using System.Collections;
using System.Diagnostics;
using System.Text;

namespace ModelCompiler.Package.Tests;

/// <summary>What a program printed, and the code it ended with.</summary>
internal sealed record CommandResult(string CommandLine, int ExitCode, string Output)
{
    /// <summary>The lines of the output, without the empty ones.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Fails the test unless the program ended with 0, showing what it printed.</summary>
    public CommandResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"{CommandLine}\nended with code {ExitCode}:\n{Output}");
        return this;
    }
}

/// <summary>Runs programs and collects their output.</summary>
internal static class Command
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(6);

    /// <summary>Runs a program to its end. Standard output and error are collected together.</summary>
    public static CommandResult Run(
        string program,
        string folder,
        IReadOnlyDictionary<string, string> environment,
        IEnumerable<string> arguments,
        string? input = null
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Prepare(start, environment);

        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(_limit))
        {
            process.Kill(entireProcessTree: true);
            Append($"(ended after {_limit.TotalMinutes} minutes)");
        }

        process.WaitForExit();
        lock (output)
            return new CommandResult($"{program} {string.Join(' ', start.ArgumentList)}", process.ExitCode, output.ToString());

        void Append(string? line)
        {
            if (line is null)
                return;
            lock (output)
                output.AppendLine(line);
        }
    }

    private static void Prepare(ProcessStartInfo start, IReadOnlyDictionary<string, string> environment)
    {
        // What "dotnet test" sets for its own build would send the fresh build to the wrong tools.
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            string name = (string)variable.Key;
            if (name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase))
                start.Environment.Remove(name);
        }

        // Nodes of MSBuild that outlive the command would keep its output open. The compiler's server does not, and starts once.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
    }
}
