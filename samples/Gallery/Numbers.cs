using System.Globalization;

namespace Gallery;

/// <summary>Numbers as text, independent of the culture, and their differences.</summary>
internal static class Numbers
{
    /// <summary>Values with seven significant digits, as <c>0.7349891, 0.5</c>.</summary>
    public static string Of(params IEnumerable<float> values) =>
        string.Join(", ", values.Select(value => (value + 0f).ToString("G7", CultureInfo.InvariantCulture)));

    /// <summary>A difference, as <c>5.6e-08</c>.</summary>
    public static string Difference(double value) => value.ToString("0.0e+00", CultureInfo.InvariantCulture);

    /// <summary>The largest distance between what was computed and what is expected.</summary>
    public static double LargestDifference(IEnumerable<float> values, IEnumerable<double> expected) =>
        values.Zip(expected, (value, reference) => Math.Abs(value - reference)).Max();
}
