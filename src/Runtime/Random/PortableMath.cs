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

    /// <summary>
    /// The exponential of a number from -700 to 0, to about 1e-15 of it, and as much again for each unit of the number.
    /// </summary>
    internal static double Exp(double value)
    {
        // exp(x) = exp(x / 2^n)^(2^n), with |x / 2^n| below 1 / 8, where the series is short.
        int halvings = 0;
        for (; value < -0.125; halvings++)
            value *= 0.5;
        double series = 1;
        for (int order = 14; order >= 1; order--)
            series = 1 + (value / order * series);
        for (; halvings > 0; halvings--)
            series *= series;
        return series;
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

    /// <summary>The root of a value above 1, of a degree of 1 or more: by Newton's method from above, until it stands still.</summary>
    internal static double Root(double value, int degree)
    {
        double root = 1 + ((value - 1) / degree);
        while (true)
        {
            double power = Power(root, degree - 1),
                next = root - ((root - (value / power)) / degree);
            if (!(next < root))
                return root;
            root = next;
        }
    }

    /// <summary><c>cos(pi * turns)</c> for any number of half turns.</summary>
    internal static double CosineOfHalfTurns(double turns)
    {
        // The cosine is even, and has a period of two half turns.
        double rest = Math.Abs(turns) - (2 * Math.Floor(Math.Abs(turns) / 2));
        return CosinePi(rest > 1 ? 2 - rest : rest);
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
