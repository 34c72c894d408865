namespace Forecast;

/// <summary>What costs nothing: the load will be what it was one season ago.</summary>
internal static class SeasonalNaive
{
    /// <summary>The hours of a week, the longest season that the model sees too.</summary>
    public const int Season = LoadForecaster.Week;

    /// <summary>The mean absolute error over the hours of a series, but for the first season.</summary>
    public static double MeanAbsoluteError(ReadOnlySpan<float> load)
    {
        double sum = 0;
        for (int hour = Season; hour < load.Length; hour++)
            sum += Math.Abs(load[hour] - load[hour - Season]);
        return sum / (load.Length - Season);
    }
}
