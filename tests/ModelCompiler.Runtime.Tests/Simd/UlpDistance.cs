namespace ModelCompiler.Runtime.Tests.Simd;

/// <summary>Measures how far a float is from an exact value, in units in the last place of a float near that value.</summary>
internal static class UlpDistance
{
    private const int SmallestExponent = -126;
    private const int FractionBits = 23;

    public static double Between(float actual, double exact)
    {
        if (double.IsNaN(exact))
            return float.IsNaN(actual) ? 0 : double.PositiveInfinity;
        if ((float)exact == actual)
        {
            // Also both infinite: a value that rounds to infinity is met by infinity.
            if (float.IsInfinity(actual))
                return 0;
        }
        else if (!float.IsFinite(actual))
        {
            return double.PositiveInfinity;
        }

        if (exact == 0)
            return actual == 0 ? 0 : double.PositiveInfinity;
        int exponent = Math.Clamp(Math.ILogB(exact), SmallestExponent, 127);
        return Math.Abs(actual - exact) / Math.ScaleB(1, exponent - FractionBits);
    }
}
