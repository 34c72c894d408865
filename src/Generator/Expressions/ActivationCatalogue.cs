using static ModelCompiler.Generator.Expressions.ExpressionFunctions;
using static ModelCompiler.Generator.Expressions.Variables;

namespace ModelCompiler.Generator.Expressions;

/// <summary>
/// The elementwise activations by their names in the <c>Activation</c> enumeration, one line each, defined as in PyTorch. Bounds come first
/// in <c>Max</c> and <c>Min</c>: on a bound the derivative is then 0, as in PyTorch.
/// </summary>
internal static class ActivationCatalogue
{
    private const double LeakyReluSlope = 0.01;
    private const double EluAlpha = 1;
    private const double ShrinkLambda = 0.5;
    private const double GeluBound = 11;

    private const string Alpha = "Alpha",
        Minimum = "Minimum",
        Maximum = "Maximum",
        Threshold = "Threshold",
        ThresholdValue = "ThresholdValue",
        Finite = "a finite number";

    // Klambauer et al. 2017, "Self-Normalizing Neural Networks", appendix A.
    private const double SeluAlpha = 1.6732632423543772;
    private const double SeluScale = 1.0507009873554805;

    /// <summary>The definition, or null where there is no elementwise activation of that name (<c>Softmax</c> is none).</summary>
    /// <param name="name">The enumeration member's name.</param>
    /// <param name="number">The numbers of <see cref="Numbers"/> that were given, null for the others.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is used and is not finite.</exception>
    public static ActivationDefinition? Find(string name, Func<string, double?>? number = null)
    {
        double Given(string argument, double otherwise) => number?.Invoke(argument) ?? otherwise;
        return name switch
        {
            "Linear" => new ActivationDefinition(X, 1, DerivativeInput.None),
            "Sigmoid" => FromOutput(Sigmoid(X), Y * (1 - Y)),
            "Tanh" => FromOutput(Tanh(X), 1 - (Y * Y)),
            "Relu" => FromOutput(Max(0, X), Where(Y > 0, 1, 0)),
            "LeakyRelu" => LeakyRelu(Given(Alpha, LeakyReluSlope)),
            "Elu" => Elu(Given(Alpha, EluAlpha)),
            "Selu" => FromOutput(
                Where(X > 0, SeluScale * X, SeluScale * SeluAlpha * ExpMinusOne(X)),
                Where(Y > 0, SeluScale, Y + (SeluScale * SeluAlpha))
            ),
            "Swish" => ActivationDefinition.FromInput(X * Sigmoid(X)),
            "Gelu" => ActivationDefinition.FromInput(0.5 * X * (1 + Erf(Math.Sqrt(0.5) * X))),
            "Mish" => ActivationDefinition.FromInput(X * Tanh(Softplus(X))),
            "Softplus" => FromOutput(Softplus(X), -ExpMinusOne(-Y)),
            "Softsign" => FromOutput(X / (1 + Abs(X)), (1 - Abs(Y)) * (1 - Abs(Y))),
            "Relu6" => FromOutput(Min(6, Max(0, X)), Where(Y > 0, Where(Y < 6, 1, 0), 0)),
            "HardSigmoid" => FromOutput(HardSigmoid, Where(Y > 0, Where(Y < 1, 1.0 / 6, 0), 0)),
            "HardSwish" => ActivationDefinition.FromInput(X * HardSigmoid, Where(X <= -3, 0, Where(X < 3, ((1.0 / 3) * X) + 0.5, 1))),
            "GeluTanh" => ActivationDefinition.FromInput(
                X * Sigmoid(2 * Math.Sqrt(2 / Math.PI) * (Bounded + (0.044715 * (Bounded * Bounded * Bounded))))
            ),
            "Celu" => Celu(Given(Alpha, EluAlpha)),
            "LogSigmoid" => FromOutput(-Softplus(-X), -ExpMinusOne(Y)),
            "HardTanh" => HardTanh(Given(Minimum, -1), Given(Maximum, 1)),
            "Clip" => ActivationDefinition.FromInput(AtMost(AtLeast(X, number?.Invoke(Minimum)), number?.Invoke(Maximum))),
            "Threshold" => ActivationDefinition.FromInput(Where(X <= Given(Threshold, 0), Given(ThresholdValue, 0), X)),
            "HardShrink" => ActivationDefinition.FromInput(Where(Abs(X) <= Given(Alpha, ShrinkLambda), 0, X)),
            "SoftShrink" => SoftShrink(Given(Alpha, ShrinkLambda)),
            "TanhShrink" => ActivationDefinition.FromInput(X - Tanh(X), Tanh(X) * Tanh(X)),
            "Exponential" => FromOutput(Exp(X), Y),
            _ => null,
        };
    }

    /// <summary>The arguments that an activation takes, and what each must be; empty for most.</summary>
    public static IReadOnlyList<FunctionNumber> Numbers(string name) =>
        name switch
        {
            "LeakyRelu" or "Elu" or "HardShrink" or "SoftShrink" => [new(Alpha, "a finite number of at least 0", value => value >= 0)],
            "Celu" => [new(Alpha, "a finite number above 0", value => value > 0)],
            "HardTanh" or "Clip" => [new(Minimum, Finite, _ => true), new(Maximum, Finite, _ => true)],
            "Threshold" => [new(Threshold, Finite, _ => true), new(ThresholdValue, Finite, _ => true)],
            _ => [],
        };

    /// <summary>Every argument that some activation takes.</summary>
    public static IReadOnlyList<string> AllNumbers { get; } = [Alpha, Minimum, Maximum, Threshold, ThresholdValue];

    // Beyond it the function is zero or the identity; without a bound the cube would overflow, and its slope be that of 0 times infinity.
    private static Expression Bounded => Max(-GeluBound, Min(GeluBound, X));

    private static Expression HardSigmoid => Min(1, Max(0, ((1.0 / 6) * X) + 0.5));

    // The sign of the output is that of the input only for a slope that is not negative.
    private static ActivationDefinition LeakyRelu(double slope) =>
        Where(X > 0, X, slope * X) is var value && slope >= 0
            ? FromOutput(value, Where(Y > 0, 1, slope))
            : ActivationDefinition.FromInput(value);

    private static ActivationDefinition Elu(double alpha) =>
        Where(X > 0, X, alpha * ExpMinusOne(X)) is var value && alpha >= 0
            ? FromOutput(value, Where(Y > 0, 1, Y + alpha))
            : ActivationDefinition.FromInput(value);

    private static ActivationDefinition Celu(double alpha) =>
        FromOutput(Where(X > 0, X, alpha * ExpMinusOne((1 / alpha) * X)), Where(Y > 0, 1, ((1 / alpha) * Y) + 1));

    private static ActivationDefinition HardTanh(double minimum, double maximum) =>
        FromOutput(Min(maximum, Max(minimum, X)), Where(Y > minimum, Where(Y < maximum, 1, 0), 0));

    private static ActivationDefinition SoftShrink(double lambda) =>
        ActivationDefinition.FromInput(X - Max(Min(X, lambda), -lambda), Where(Abs(X) <= lambda, 0, 1));

    // The bound comes second: on it the slope is that of x.
    private static Expression AtLeast(Expression x, double? minimum) => minimum is { } bound ? Max(x, bound) : x;

    private static Expression AtMost(Expression x, double? maximum) => maximum is { } bound ? Min(x, bound) : x;

    private static ActivationDefinition FromOutput(Expression value, Expression derivative) =>
        new(Simplifier.Simplify(value), Simplifier.Simplify(derivative), DerivativeInput.Output);
}
