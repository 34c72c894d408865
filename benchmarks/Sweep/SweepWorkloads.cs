using System.Globalization;

namespace ModelCompiler.Benchmarks.Sweep;

/// <summary>One square dense layer for each width: around every multiple of a vector, where tails would show, and far from one.</summary>
internal static class SweepWorkloads
{
    private const int Batch = 64;

    /// <summary>The widths, ascending.</summary>
    public static IReadOnlyList<int> Widths { get; } =
    [1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 24, 31, 32, 33, 40, 47, 48, 49, 56, 63, 64, 65, 80, 95, 96, 97, 112, 127, 128, 129, 130];

    /// <summary>The workloads, in the order of the widths.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [.. Widths.Select(width => new Workload(Name(width), new Network(width, (width, Activation.Relu)), Batch))];

    /// <summary>The name of the workload of a width.</summary>
    public static string Name(int width) => string.Create(CultureInfo.InvariantCulture, $"{width}-{width} relu, batch {Batch}");
}
