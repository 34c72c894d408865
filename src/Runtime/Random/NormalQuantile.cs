namespace ModelCompiler;

/// <summary>
/// The quantile (inverse cumulative distribution) of the standard normal distribution: Wichura, "Algorithm AS 241" (1988),
/// accurate to about 1e-16 relative, built from exactly rounded operations only.
/// </summary>
internal static class NormalQuantile
{
    private static ReadOnlySpan<double> CentralNumerator =>
        [
            3.3871328727963666080e0,
            1.3314166789178437745e2,
            1.9715909503065514427e3,
            1.3731693765509461125e4,
            4.5921953931549871457e4,
            6.7265770927008700853e4,
            3.3430575583588128105e4,
            2.5090809287301226727e3,
        ];

    private static ReadOnlySpan<double> CentralDenominator =>
        [
            1.0,
            4.2313330701600911252e1,
            6.8718700749205790830e2,
            5.3941960214247511077e3,
            2.1213794301586595867e4,
            3.9307895800092710610e4,
            2.8729085735721942674e4,
            5.2264952788528545610e3,
        ];

    private static ReadOnlySpan<double> TailNumerator =>
        [
            1.42343711074968357734e0,
            4.63033784615654529590e0,
            5.76949722146069140550e0,
            3.64784832476320460504e0,
            1.27045825245236838258e0,
            2.41780725177450611770e-1,
            2.27238449892691845833e-2,
            7.74545014278341407640e-4,
        ];

    private static ReadOnlySpan<double> TailDenominator =>
        [
            1.0,
            2.05319162663775882187e0,
            1.67638483018380384940e0,
            6.89767334985100004550e-1,
            1.48103976427480074590e-1,
            1.51986665636164571966e-2,
            5.47593808499534494600e-4,
            1.05075007164441684324e-9,
        ];

    /// <summary>The value below which a standard normal number lies with the given probability.</summary>
    /// <param name="probability">
    /// From 2^-33 to 1 - 2^-33, all that a 32-bit random word can ask for. The algorithm's third branch, for probabilities
    /// below e^-25, is therefore left out.
    /// </param>
    internal static double Of(double probability)
    {
        double centred = probability - 0.5;
        if (Math.Abs(centred) <= 0.425)
        {
            double distance = 0.180625 - (centred * centred);
            return centred * Polynomial(CentralNumerator, distance) / Polynomial(CentralDenominator, distance);
        }

        double tail = Math.Min(probability, 1 - probability);
        double root = Math.Sqrt(-PortableMath.Log(tail)) - 1.6;
        double magnitude = Polynomial(TailNumerator, root) / Polynomial(TailDenominator, root);
        return centred < 0 ? -magnitude : magnitude;
    }

    private static double Polynomial(ReadOnlySpan<double> coefficients, double x)
    {
        double value = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--)
            value = (value * x) + coefficients[i];
        return value;
    }
}
