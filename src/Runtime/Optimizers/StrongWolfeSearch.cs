namespace ModelCompiler;

/// <summary>
/// A line search for the strong Wolfe conditions (Nocedal and Wright, "Numerical Optimization", algorithms 3.5 and 3.6), with the
/// constants, interpolation and order of decisions of PyTorch's <c>strong_wolfe</c>. Owns the memory of three gradients; allocates nothing
/// else.
/// </summary>
/// <param name="length">The length of the parameters.</param>
/// <param name="tolerance">How short a bracket ends the search, in units of the largest change of a parameter.</param>
internal sealed class StrongWolfeSearch(int length, double tolerance)
{
    private const double EnoughDecrease = 1e-4,
        FlatEnough = 0.9;
    private const int MostEvaluations = 25;

    private readonly double[][] _gradients = [new double[length], new double[length], new double[length]];

    /// <summary>Finds a point.</summary>
    /// <param name="objective">The function.</param>
    /// <param name="start">The start.</param>
    /// <param name="length">The first length to try.</param>
    /// <param name="evaluations">Receives the evaluations it took.</param>
    public LinePoint Find(in LbfgsObjective objective, in LinePoint start, double length, out int evaluations)
    {
        LinePoint before = start,
            now = objective.At(length, Free(before, before));
        LinePoint low = default,
            high = default;
        bool isDone = false,
            isBracketed = false;
        int tried = 0;
        evaluations = 1;
        while (tried < MostEvaluations && !isDone && !isBracketed)
        {
            if (IsTooHigh(now, start) || (tried > 1 && now.Loss >= before.Loss) || (!IsFlat(now, start) && now.Slope >= 0))
            {
                (low, high) = now.Loss < before.Loss ? (now, before) : (before, now);
                isBracketed = true;
            }
            else if (IsFlat(now, start))
            {
                low = now;
                isDone = true;
            }
            else
            {
                double least = now.Length + (0.01 * (now.Length - before.Length)),
                    next = Interpolate(before, now, least, now.Length * 10);
                before = now;
                now = objective.At(next, Free(before, before));
                evaluations++;
                tried++;
            }
        }

        if (!isDone && !isBracketed)
            return now.Loss < start.Loss ? now : start;
        return isDone ? low : Zoom(in objective, start, low, high, tried, ref evaluations);
    }

    // Between the lowest point and one beyond the minimum.
    private LinePoint Zoom(in LbfgsObjective objective, LinePoint start, LinePoint low, LinePoint high, int tried, ref int evaluations)
    {
        double largest = DoubleVectors.Largest(objective.Direction);
        bool wasNearBorder = false;
        for (; tried < MostEvaluations; tried++)
        {
            if (Math.Abs(high.Length - low.Length) * largest < tolerance)
                break;
            double left = Math.Min(low.Length, high.Length),
                right = Math.Max(low.Length, high.Length);
            LinePoint now = objective.At(Inside(low, high, left, right, ref wasNearBorder), Free(low, high));
            evaluations++;
            if (IsTooHigh(now, start) || now.Loss >= low.Loss)
            {
                high = now;
                if (high.Loss < low.Loss)
                    (low, high) = (high, low);
                continue;
            }

            bool isDone = IsFlat(now, start);
            if (!isDone && now.Slope * (high.Length - low.Length) >= 0)
                high = low;
            low = now;
            if (isDone)
                break;
        }

        return low;
    }

    // The interpolated length, kept away from the borders of the bracket where two trials in a row came too near.
    private static double Inside(LinePoint low, LinePoint high, double left, double right, ref bool wasNearBorder)
    {
        double length = Interpolate(low, high, left, right),
            margin = 0.1 * (right - left);
        if (!(Math.Min(right - length, length - left) < margin))
        {
            wasNearBorder = false;
            return length;
        }

        if (!wasNearBorder && length < right && length > left)
        {
            wasNearBorder = true;
            return length;
        }

        wasNearBorder = false;
        return Math.Abs(length - right) < Math.Abs(length - left) ? right - margin : left + margin;
    }

    // The minimum of the cubic through two points with their slopes; the middle where there is none.
    private static double Interpolate(LinePoint one, LinePoint other, double least, double most)
    {
        (LinePoint left, LinePoint right) = one.Length <= other.Length ? (one, other) : (other, one);
        double d1 = left.Slope + right.Slope - (3 * (left.Loss - right.Loss) / (left.Length - right.Length)),
            square = (d1 * d1) - (left.Slope * right.Slope);
        double d2 = Math.Sqrt(square),
            part = (right.Slope + d2 - d1) / (right.Slope - left.Slope + (2 * d2)),
            minimum = right.Length - ((right.Length - left.Length) * part);
        return square >= 0 && !double.IsNaN(minimum) ? Math.Clamp(minimum, least, most) : (least + most) / 2;
    }

    // So is what is no number: the search comes back from where a loss overflows.
    private static bool IsTooHigh(in LinePoint point, in LinePoint start) =>
        !(point.Loss <= start.Loss + (EnoughDecrease * point.Length * start.Slope));

    private static bool IsFlat(in LinePoint point, in LinePoint start) => Math.Abs(point.Slope) <= -FlatEnough * start.Slope;

    private double[] Free(in LinePoint one, in LinePoint other)
    {
        foreach (double[] gradient in _gradients)
            if (gradient != one.Gradient && gradient != other.Gradient)
                return gradient;
        throw new InvalidOperationException("Two points cannot have three gradients.");
    }
}
