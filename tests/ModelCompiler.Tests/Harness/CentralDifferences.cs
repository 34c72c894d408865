namespace ModelCompiler.Tests.Harness;

/// <summary>Derivatives from two values of a function beside each point.</summary>
internal static class CentralDifferences
{
    private const double Step = 1e-5;

    // Of more variables than the first number, the second are compared one by one, and all of them along the third's directions.
    private const int Most = 60,
        Elements = 24,
        Directions = 8;

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

    /// <summary>
    /// Compares a gradient with the differences, each within a part of the largest. Of a great many variables a part is compared one by
    /// one, and all of them along directions of ones and minus ones, in which a fault of any element is as large as it is itself.
    /// </summary>
    public static void Check(double[] variables, Func<double> function, float[] gradient, double tolerance, string what)
    {
        Assert.Equal(variables.Length, gradient.Length);
        if (variables.Length <= Most)
        {
            double[] all = Of(variables, function);
            Assert.Contains(all, difference => Math.Abs(difference) > 1e-6);
            Close.ToLargest(all, gradient, tolerance, what);
            return;
        }

        var random = new Random(variables.Length);
        int[] some = [.. Enumerable.Range(0, Elements).Select(_ => random.Next(variables.Length))];
        double[] expected = [.. some.Select(index => Along([index], [1], Step))];
        float[] actual = [.. some.Select(index => gradient[index])];
        int[] every = [.. Enumerable.Range(0, variables.Length)];
        for (int count = 0; count < Directions; count++)
        {
            double[] direction = Array.ConvertAll(every, _ => random.Next(2) == 0 ? 1.0 : -1);
            expected = [.. expected, Along(every, direction, Step / Math.Sqrt(every.Length))];
            actual = [.. actual, (float)every.Sum(index => direction[index] * gradient[index])];
        }

        double largest = gradient.Max(value => Math.Abs((double)value));
        Assert.True(largest > 1e-6, $"{what} is zero");
        Close.Within(expected, actual, tolerance * largest, what);

        double Along(int[] indices, double[] direction, double step)
        {
            double[] before = [.. variables];
            Move(step);
            double above = function();
            Move(-step);
            double below = function();
            before.CopyTo(variables, 0);
            return (above - below) / (2 * step);

            void Move(double distance)
            {
                for (int i = 0; i < indices.Length; i++)
                    variables[indices[i]] = before[indices[i]] + (distance * direction[i]);
            }
        }
    }
}
