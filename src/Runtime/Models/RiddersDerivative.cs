namespace ModelCompiler;

/// <summary>
/// The derivative of a function of a float, by Richardson's extrapolation of central differences at shrinking distances, as far as it
/// pays (C. J. F. Ridders, "Accurate computation of F'(x) and F'(x) F''(x)", 1982). Where the function has a corner near the value, what
/// the distances give may agree by chance; the difference at the least distance, which is the likeliest to lie on one side of it, must
/// agree too. At a corner the slopes on the two sides differ however small the distance is: half of that is uncertain.
/// </summary>
internal static class RiddersDerivative
{
    private const int Distances = 7;

    // In units of the value's own size.
    private const double First = 0.25;

    // What a value is at least taken for, where it and its neighbours are zero.
    private const double LeastSize = 0.1;

    // Both losses are rounded to floats, by up to half a unit in the last place, and computed in floats, whose errors are those of many
    // samples and mostly cancel.
    private const double Rounding = 1.5 / (1 << 23);

    // The bend is of four slopes on one side, each with the rounding of twice the slope over both.
    private const double BendRounding = 6;

    /// <summary>The derivative, and how uncertain it is.</summary>
    /// <param name="value">Where.</param>
    /// <param name="size">The size of numbers like the value.</param>
    /// <param name="function">The function.</param>
    public static (double Value, double Uncertainty) Of(float value, double size, Func<float, double> function)
    {
        double distance = First * Math.Max(Math.Abs((double)value), size > 0 ? size : LeastSize);
        double[] before = new double[Distances],
            row = new double[Distances];
        (double Value, double Uncertainty) best = (double.NaN, double.PositiveInfinity);
        double here = function(value),
            bend = 0;
        for (int i = 0; i < Distances; i++, distance *= 0.5)
        {
            float above = (float)(value + distance),
                below = (float)(value - distance);
            double gap = (double)above - below,
                upper = function(above),
                lower = function(below),
                rounding = Rounding * Math.Max(Math.Abs(upper), Math.Abs(lower)) / gap,
                factor = 1;
            row[0] = (upper - lower) / gap;
            double bendBefore = bend;
            bend = ((upper - here) / ((double)above - value)) - ((here - lower) / ((double)value - below));
            for (int order = 1; order <= i; order++)
            {
                factor *= 4;
                row[order] = ((factor * row[order - 1]) - before[order - 1]) / (factor - 1);
                double error = Math.Max(Math.Abs(row[order] - row[order - 1]), Math.Abs(row[order] - before[order - 1])) + rounding;
                if (error < best.Uncertainty)
                    best = (row[order], error);
            }

            (before, row) = (row, before);
            if (i == Distances - 1)
                best.Uncertainty = Math.Max(
                    Math.Max(best.Uncertainty, Math.Abs(best.Value - before[0]) - rounding),
                    // Of a smooth function the bend shrinks as the distance does, and nothing of it is left.
                    (Math.Abs((2 * bend) - bendBefore) / 2) - (BendRounding * rounding)
                );
        }

        return best;
    }
}
