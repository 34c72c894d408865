using System.Globalization;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>How near a tensor has to be to that in double precision, by what a plain computation in floats makes of it.</summary>
internal static class Closeness
{
    // A part of the largest value of a tensor that is always allowed, and how much worse than a plain computation in floats the compiled
    // one may be.
    private const double Tolerance = 2e-5,
        Factor = 25;

    // What is left of numbers that cancel, as the mean of what was normalised: a part of them, up to a size.
    private const double Rest = 2.5e-7,
        MostCancelled = 1000;

    /// <summary>Fails at the first element that is too far away.</summary>
    /// <param name="what">The tensor, for a message.</param>
    /// <param name="expected">Its values in double precision.</param>
    /// <param name="rounded">Its values computed plainly in floats.</param>
    /// <param name="actual">What is compared.</param>
    /// <param name="scale">The largest value of all tensors of its kind.</param>
    /// <param name="cancelled">The largest number that may cancel in it.</param>
    public static void Check(string what, double[] expected, double[] rounded, float[] actual, double scale, double cancelled)
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = expected.Max(Math.Abs),
            apart = expected.Zip(rounded, (left, right) => Math.Abs(left - right)).Max();

        // A saturated sigmoid has no logarithm in a plain computation in floats: nothing says what accuracy to expect.
        if (double.IsNaN(apart))
            return;
        double allowed = (Tolerance * Math.Max(largest, 0.1 * scale)) + (Factor * apart) + (Rest * Math.Clamp(cancelled, 1, MostCancelled));
        for (int i = 0; i < expected.Length; i++)
            if (!(Math.Abs(expected[i] - actual[i]) <= allowed))
                Assert.Fail(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{what}: element {i} is {actual[i]:R} instead of {expected[i]:R}; {allowed:G3} is allowed"
                    )
                );
    }
}
