namespace ModelCompiler;

/// <summary>
/// The few functions whose results must be the same bits on every machine. The platform's mathematics library is free to
/// differ in the last bit, so these use only operations that IEEE 754 rounds exactly: + - * / and the square root.
/// </summary>
internal static class PortableMath
{
    private const double HalfOfSquareRoot2 = 0.70710678118654752;
    private const double Ln2High = 0.69314718036912382; // The upper 33 bits, so that its product with an exponent is exact.
    private const double Ln2Low = 1.9082149292705877e-10;

    /// <summary>The natural logarithm of a positive, normal number, to about one unit in the last place.</summary>
    internal static double Log(double value)
    {
        const long ExponentOfOne = 0x3FF0000000000000;
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF) - 1022;
        double mantissa = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) | ExponentOfOne) * 0.5;
        if (mantissa < HalfOfSquareRoot2)
        {
            mantissa *= 2;
            exponent--;
        }

        // log m = 2 atanh((m - 1) / (m + 1)) = 2 (f + f^3 / 3 + f^5 / 5 + ...), and |f| < 0.172.
        double f = (mantissa - 1) / (mantissa + 1);
        double square = f * f;
        double series = 0;
        for (int power = 23; power >= 3; power -= 2)
            series = (series + (1.0 / power)) * square;
        return (exponent * Ln2High) + ((exponent * Ln2Low) + (2 * f * series) + (2 * f));
    }

    /// <summary><paramref name="value"/> to a power of zero or more, by repeated squaring.</summary>
    internal static double Power(double value, long exponent)
    {
        double result = 1;
        double square = value;
        for (long remaining = exponent; remaining > 0; remaining >>= 1)
        {
            if ((remaining & 1) != 0)
                result *= square;
            square *= square;
        }
        return result;
    }

    /// <summary>The exponential of a number between -700 and 700, to about one unit in the last place.</summary>
    internal static double Exp(double value)
    {
        const int Bias = 1023,
            MantissaBits = 52;
        double exponent = Math.Floor((value / Ln2High) + 0.5);
        double rest = value - (exponent * Ln2High) - (exponent * Ln2Low);

        // The Taylor series on at most log(2) / 2.
        double series = 1;
        for (int order = 18; order >= 1; order--)
            series = 1 + (rest / order * series);
        return series * BitConverter.Int64BitsToDouble(((long)exponent + Bias) << MantissaBits);
    }

    /// <summary>The cosine of an angle, to about <c>1e-16</c> of its size.</summary>
    internal static double Cosine(double angle)
    {
        double turn = Math.Abs(angle) / Math.PI;
        turn -= 2 * Math.Floor(turn / 2);
        return CosinePi(turn > 1 ? 2 - turn : turn);
    }

    /// <summary><c>cos(pi * turn)</c> for a half turn, 0 to 1.</summary>
    internal static double CosinePi(double turn)
    {
        if (turn > 0.5)
            return -CosinePi(1 - turn);

        // Taylor series on at most pi / 4: the cosine itself, or the sine of the complement.
        bool complement = turn > 0.25;
        double angle = Math.PI * (complement ? 0.5 - turn : turn);
        double square = angle * angle;
        double series = 1;
        for (int order = complement ? 19 : 18; order >= 2; order -= 2)
            series = 1 - (square / (order * (order - 1)) * series);
        return complement ? angle * series : series;
    }
}
