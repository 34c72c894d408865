namespace ModelCompiler.Runtime.Tests.Simd;

/// <summary>The elementary functions in double precision, far more exact than a float needs.</summary>
internal static class DoubleReference
{
    public static double Exp(double x) => Math.Exp(x);

    public static double Log(double x) => Math.Log(x);

    public static double Tanh(double x) => Math.Tanh(x);

    public static double Sigmoid(double x) => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x));

    public static double Softplus(double x) => Math.Max(x, 0) + LogOnePlus(Math.Exp(-Math.Abs(x)));

    /// <summary>exp(x) - 1 by Kahan's correction, which cancels the rounding error of exp(x) near 1.</summary>
    public static double ExpMinusOne(double x)
    {
        double exponential = Math.Exp(x);
        if (exponential == 1)
            return x;
        if (double.IsInfinity(exponential) || exponential < 0.25)
            return exponential - 1;
        return (exponential - 1) * x / Math.Log(exponential);
    }

    /// <summary>log(1 + x) by Kahan's correction, which cancels the rounding error of 1 + x.</summary>
    public static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        if (sum == 1)
            return x;
        return double.IsPositiveInfinity(sum) ? sum : Math.Log(sum) * x / (sum - 1);
    }

    /// <summary>
    /// The error function: Kummer's series of positive terms below 3, the continued fraction of erfc above (Abramowitz and Stegun 7.1.6,
    /// 7.1.14).
    /// </summary>
    public static double Erf(double x)
    {
        double magnitude = Math.Abs(x);
        if (magnitude >= 6)
            return Math.CopySign(1, x);
        double square = x * x;
        if (magnitude < 3)
        {
            double term = 1;
            double sum = 1;
            for (int n = 1; term > 1e-17 * sum; n++)
            {
                term *= 2 * square / (2 * n + 1);
                sum += term;
            }

            return 2 / Math.Sqrt(Math.PI) * x * Math.Exp(-square) * sum;
        }

        double fraction = magnitude;
        for (int n = 60; n >= 1; n--)
            fraction = magnitude + n / 2.0 / fraction;
        return Math.CopySign(1 - Math.Exp(-square) / (Math.Sqrt(Math.PI) * fraction), x);
    }
}
