namespace ModelCompiler.Generator.Tests.Expressions;

/// <summary>Sample points and comparisons shared by the numerical tests.</summary>
internal static class Numeric
{
    /// <summary>Points from -12 to 12 that meet none of the kinks at whole numbers.</summary>
    public static IEnumerable<double> Points => Enumerable.Range(-120, 240).Select(i => (i * 0.1) + 0.0437);

    public static IEnumerable<double> SaturatedPoints => [-1000, -200, -100, -90, -50, 50, 90, 100, 200, 1000];

    /// <summary>Fourth-order central difference.</summary>
    public static double Slope(Func<double, double> function, double x, double step = 1e-3) =>
        ((8 * (function(x + step) - function(x - step))) - (function(x + (2 * step)) - function(x - (2 * step)))) / (12 * step);

    public static void AssertClose(double expected, double actual, double tolerance, string what)
    {
        double scale = Math.Max(1, Math.Abs(expected));
        Assert.True(
            Math.Abs(expected - actual) <= tolerance * scale,
            FormattableString.Invariant($"{what}: expected {expected:R}, got {actual:R}")
        );
    }
}
