namespace ModelCompiler.Benchmarks.Compare;

/// <summary>The statistics of the table.</summary>
internal static class Statistics
{
    /// <summary>The median; the mean of the two middle values of an even number.</summary>
    public static double Median(IReadOnlyCollection<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
