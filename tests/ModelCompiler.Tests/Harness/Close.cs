using System.Globalization;

namespace ModelCompiler.Tests.Harness;

/// <summary>Compares computed values with those of double precision.</summary>
internal static class Close
{
    /// <summary>Each value within a part of its own size, but of no less than <paramref name="floor"/>.</summary>
    public static void ToEach(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double tolerance, double floor, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Check(expected[i], actual[i], tolerance * Math.Max(floor, Math.Abs(expected[i])), what, i);
    }

    /// <summary>Each value within a part of the largest value.</summary>
    public static void ToLargest(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = 0;
        foreach (double value in expected)
            largest = Math.Max(largest, Math.Abs(value));
        for (int i = 0; i < expected.Length; i++)
            Check(expected[i], actual[i], tolerance * largest, what, i);
    }

    /// <summary>Each value within a distance.</summary>
    public static void Within(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double allowed, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Check(expected[i], actual[i], allowed, what, i);
    }

    private static void Check(double expected, float actual, double allowed, string what, int index)
    {
        // A comparison with NaN is false: it must not pass.
        if (!(Math.Abs(expected - actual) <= allowed))
            Assert.Fail(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what}[{index}]: {actual:R} instead of {expected:R}, {Math.Abs(expected - actual):G3} apart; "
                        + $"{allowed:G3} are allowed."
                )
            );
    }
}
