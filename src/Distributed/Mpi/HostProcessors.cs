using System.Globalization;

namespace ModelCompiler.Distributed.Mpi;

/// <summary>The processors of the whole host, of which this process may have been given a part.</summary>
internal static class HostProcessors
{
    private const string Online = "/sys/devices/system/cpu/online";

    /// <summary>Their number; where the system does not say, those of this process.</summary>
    public static int Count { get; } = Read();

    // A list of numbers and ranges: 0-3,8.
    private static int Read()
    {
        try
        {
            return Math.Max(Environment.ProcessorCount, File.ReadAllText(Online).Trim().Split(',').Sum(Length));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return Environment.ProcessorCount;
        }
    }

    private static int Length(string range)
    {
        int[] ends = [.. range.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture))];
        return ends[^1] - ends[0] + 1;
    }
}
