using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Operators;

/// <summary>
/// Finds the activation that a function of one number is, by its values: whatever it was written as, and in whatever order, it is
/// recognised when it agrees at each of many places.
/// </summary>
internal static class ActivationMatch
{
    /// <summary>The factor before an activation, among its numbers.</summary>
    public const string Before = "Before";

    /// <summary>The factor after it.</summary>
    public const string After = "After";

    private const double Tolerance = 2e-6;

    private static readonly double[] _places =
    [
        .. Enumerable.Range(-600, 1201).Select(step => (step * 0.02) + 0.0031),
        .. Enumerable.Range(-30, 61).Where(step => step != 0).Select(step => (step * 2.5) + 0.013),
        -1e-3,
        0,
        1e-3,
    ];

    private static readonly (string Kind, Func<double, double> Value)[] _plain =
    [
        ("Linear", x => x),
        ("Relu", x => Math.Max(0, x)),
        ("Sigmoid", Functions.Sigmoid),
        ("Tanh", Math.Tanh),
        ("Swish", x => x * Functions.Sigmoid(x)),
        ("Gelu", Functions.Gelu),
        ("GeluTanh", Functions.GeluTanh),
        ("Softplus", Functions.Softplus),
        ("Selu", Functions.Selu),
        ("Mish", x => x * Math.Tanh(Functions.Softplus(x))),
        ("HardSigmoid", x => Math.Clamp((x / 6) + 0.5, 0, 1)),
        ("HardSwish", x => x * Math.Clamp((x / 6) + 0.5, 0, 1)),
        ("Relu6", x => Math.Clamp(x, 0, 6)),
        ("Softsign", x => x / (1 + Math.Abs(x))),
        ("LogSigmoid", x => -Functions.Softplus(-x)),
        ("HardTanh", x => Math.Clamp(x, -1, 1)),
        ("TanhShrink", x => x - Math.Tanh(x)),
        ("Exponential", Math.Exp),
    ];

    /// <summary>The activation, or null when it is none that there is.</summary>
    /// <param name="function">Gives the function's value at each of many places.</param>
    public static Composite? Find(Func<double[], double[]> function)
    {
        double[] values = function(_places);
        foreach ((string kind, Func<double, double> value) in _plain)
            if (Agrees(values, value))
                return new Composite(kind, [], []);
        double[] ends = function([-1, 1, -700, -1e9, 1e9]);
        double slope = -ends[0];
        if (Agrees(values, x => x >= 0 ? x : slope * x))
            return new Composite("LeakyRelu", [("Alpha", slope)], []);
        double alpha = ends[0] / (Math.Exp(-1) - 1);
        if (Agrees(values, x => x >= 0 ? x : alpha * (Math.Exp(x) - 1)))
            return new Composite("Elu", [("Alpha", alpha)], []);
        double reach = -ends[2];
        if (reach > 0 && Agrees(values, x => x >= 0 ? x : reach * (Math.Exp(x / reach) - 1)))
            return new Composite("Celu", [("Alpha", reach)], []);
        return Scaled(values, ends) ?? Bounded(values, ends[3], ends[4]) ?? Affine(values, function) ?? Threshold(values, function);
    }

    // The value itself above a place, a number otherwise; the place is found by halving.
    private static Composite? Threshold(double[] values, Func<double[], double[]> function)
    {
        const double Reach = 1 << 20;
        if (function([-Reach, Reach]) is not [var otherwise, Reach])
            return null;
        double least = -Reach,
            most = Reach;
        for (int step = 0; step < 80; step++)
        {
            double middle = (least + most) / 2;
            if (function([middle])[0] == middle)
                most = middle;
            else
                least = middle;
        }

        double place = (float)most;
        return Agrees(values, x => x > place ? x : otherwise)
            ? new Composite("Threshold", [("Threshold", place), ("ThresholdValue", otherwise)], [])
            : null;
    }

    // An activation between two factors: an ELU of another slope, and a swish of another steepness.
    private static Composite? Scaled(double[] values, double[] ends)
    {
        double slope = ends[1],
            alpha = ends[0] / slope / (Math.Exp(-1) - 1);
        if (slope > 0 && Agrees(values, x => slope * (x >= 0 ? x : alpha * (Math.Exp(x) - 1))))
            return new Composite("Elu", [("Alpha", alpha), (After, slope)], []);
        double steepness = Math.Log(ends[1] / (1 - ends[1]));
        return double.IsFinite(steepness) && steepness != 0 && Agrees(values, x => x * Functions.Sigmoid(steepness * x))
            ? new Composite("Swish", [(Before, steepness), (After, 1 / steepness)], [])
            : null;
    }

    // A straight line, and one between two bounds.
    private static Composite? Affine(double[] values, Func<double[], double[]> function)
    {
        double[] middle = function([0, 1.0 / 1024, -1e12, 1e12]);
        double bias = middle[0],
            factor = (middle[1] - middle[0]) * 1024;
        if (factor == 0 || !double.IsFinite(factor) || !double.IsFinite(bias))
            return null;
        if (Agrees(values, x => (factor * x) + bias))
            return new Composite("Affine", [("Factor", factor), ("Summand", bias)], []);
        double least = Math.Min(middle[2], middle[3]),
            most = Math.Max(middle[2], middle[3]);
        return least < most && Agrees(values, x => Math.Min(most, Math.Max(least, (factor * x) + bias)))
            ? new Composite("Affine", [("Factor", factor), ("Summand", bias), ("Minimum", least), ("Maximum", most)], [])
            : null;
    }

    private static Composite? Bounded(double[] values, double least, double most)
    {
        bool hasLeast = least > -1e8,
            hasMost = most < 1e8;
        if (!(hasLeast || hasMost) || !Agrees(values, x => Math.Min(hasMost ? most : x, Math.Max(hasLeast ? least : x, x))))
            return null;
        var numbers = new List<(string, double)>();
        if (hasLeast)
            numbers.Add(("Minimum", least));
        if (hasMost)
            numbers.Add(("Maximum", most));
        return hasLeast && hasMost && least >= most ? null : new Composite("Clip", numbers, []);
    }

    private static bool Agrees(double[] values, Func<double, double> function)
    {
        for (int index = 0; index < values.Length; index++)
        {
            double expected = function(_places[index]);

            // What overflows the one way round or the other is no difference between two functions.
            if (Math.Abs(_places[index]) > 30 && !double.IsFinite(values[index]))
                continue;
            if (!(Math.Abs(values[index] - expected) <= Tolerance * (1 + Math.Abs(expected))))
                return false;
        }

        return true;
    }
}
