namespace ModelCompiler.Tests.Harness;

/// <summary>Derivatives from two values of a function beside each point.</summary>
internal static class CentralDifferences
{
    private const double Step = 1e-5;

    /// <summary>The derivative of a function by each of the variables that it reads; they are as before in the end.</summary>
    public static double[] Of(double[] variables, Func<double> function)
    {
        double[] differences = new double[variables.Length];
        for (int i = 0; i < variables.Length; i++)
        {
            double value = variables[i];
            variables[i] = value + Step;
            double above = function();
            variables[i] = value - Step;
            double below = function();
            variables[i] = value;
            differences[i] = (above - below) / (2 * Step);
        }

        return differences;
    }
}
