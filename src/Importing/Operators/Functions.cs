namespace ModelCompiler.Importing.Operators;

/// <summary>Functions of one number in double precision.</summary>
internal static class Functions
{
    private const double SeluAlpha = 1.6732632423543772,
        SeluScale = 1.0507009873554805;

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static double Softplus(double x) => x > 30 ? x : Math.Log(1 + Math.Exp(x));

    public static double Gelu(double x) => 0.5 * x * (1 + Erf(x / Math.Sqrt(2)));

    public static double GeluTanh(double x) => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))));

    public static double Selu(double x) => SeluScale * (x > 0 ? x : SeluAlpha * (Math.Exp(x) - 1));

    /// <summary>The error function, by its series near 0 and by a continued fraction far from it.</summary>
    public static double Erf(double x)
    {
        double size = Math.Abs(x);
        if (size > 6)
            return Math.Sign(x);
        if (size < 2.5)
        {
            double term = size,
                sum = size;
            for (int n = 1; n < 100 && Math.Abs(term) > 1e-18; n++)
            {
                term *= -size * size / n;
                sum += term / ((2 * n) + 1);
            }

            return Math.Sign(x) * sum * 2 / Math.Sqrt(Math.PI);
        }

        double fraction = 0;
        for (int n = 60; n > 0; n--)
            fraction = n / 2.0 / (size + fraction);
        return Math.Sign(x) * (1 - (Math.Exp(-size * size) / Math.Sqrt(Math.PI) / (size + fraction)));
    }
}
