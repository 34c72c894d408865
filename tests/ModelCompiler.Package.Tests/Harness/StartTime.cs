using System.Diagnostics;
using System.Globalization;

namespace ModelCompiler.Package.Tests;

/// <summary>Measures, for the record only, how long a program takes from its start to the first line it prints.</summary>
internal static class StartTime
{
    private const int Runs = 20;

    /// <summary>The size of an executable and the median of its start times, as text.</summary>
    public static string Describe(string executable, string input)
    {
        double[] milliseconds = new double[Runs];
        for (int run = 0; run < Runs; run++)
            milliseconds[run] = Measure(executable, input);
        Array.Sort(milliseconds);
        double median = (milliseconds[(Runs / 2) - 1] + milliseconds[Runs / 2]) / 2;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{new FileInfo(executable).Length:N0} bytes, start to first prediction {median:F1} ms (median of {Runs}, "
                + $"{milliseconds[0]:F1} to {milliseconds[^1]:F1})"
        );
    }

    private static double Measure(string executable, string input)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(
            new ProcessStartInfo(executable) { RedirectStandardInput = true, RedirectStandardOutput = true }
        )!;

        // A program that reads nothing may have ended by now, and its pipe with it.
        if (input.Length > 0)
        {
            process.StandardInput.WriteLine(input);
            process.StandardInput.Flush();
        }

        Assert.NotNull(process.StandardOutput.ReadLine());
        double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        process.StandardInput.Close();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return elapsed;
    }
}
