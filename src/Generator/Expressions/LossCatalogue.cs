using static ModelCompiler.Generator.Expressions.ExpressionFunctions;
using static ModelCompiler.Generator.Expressions.Variables;

namespace ModelCompiler.Generator.Expressions;

/// <summary>The elementwise losses, one line each, defined as in PyTorch.</summary>
internal static class LossCatalogue
{
    private const string Delta = "Delta",
        Quantile = "Quantile";

    /// <summary>
    /// Binary cross-entropy as a function of the value before the sigmoid: finite and accurate wherever the sigmoid saturates. Of
    /// <c>max(0, z) - z t</c> nothing is lost for a target of 0 or 1, so the small logarithm may be added to it last.
    /// </summary>
    public static LossDefinition BinaryCrossEntropyWithLogits { get; } =
        new(Z, Max(0, Z) - (Z * T) + LogOnePlus(Exp(-Abs(Z))), Sigmoid(Z) - T, MeanOver.Elements);

    /// <summary>The definition, or null where there is no elementwise loss of that name (<c>CategoricalCrossEntropy</c> is none).</summary>
    /// <param name="name">The name in the <c>Loss</c> enumeration.</param>
    /// <param name="number">The numbers of <see cref="Numbers"/> that were given, null for the others.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is used and is not finite.</exception>
    public static LossDefinition? Find(string name, Func<string, double?>? number = null)
    {
        double Given(string argument) => number?.Invoke(argument) ?? Numbers(name).First(taken => taken.Name == argument).Otherwise;
        return name switch
        {
            "MeanSquaredError" => Of((P - T) * (P - T), MeanOver.Elements),
            "HalfSquaredError" => Of(0.5 * ((P - T) * (P - T)), MeanOver.Samples),
            "MeanAbsoluteError" => Of(Abs(P - T), MeanOver.Elements),
            "Huber" => Huber(Given(Delta)),
            "BinaryCrossEntropy" => BinaryCrossEntropy,
            "LogCosh" => LogCosh,
            "Quantile" => Pinball(Given(Quantile)),
            "Hinge" => Of(Max(0, 1 - (T * P)), MeanOver.Elements),
            "SquaredHinge" => Of(Max(0, 1 - (T * P)) * Max(0, 1 - (T * P)), MeanOver.Elements),
            "PoissonNegativeLogLikelihood" => Of(Exp(P) - (T * P), MeanOver.Elements),
            "KullbackLeiblerDivergence" => Of(Where(T > 0, T * (Log(T) - P), 0), Where(T > 0, -T, 0), MeanOver.Samples),
            "OutputGradient" => Of(P * T, MeanOver.Nothing),
            _ => null,
        };
    }

    /// <summary>The arguments that a loss takes, and what each must be; empty for most.</summary>
    public static IReadOnlyList<FunctionNumber> Numbers(string name) =>
        name switch
        {
            "Huber" => [new(Delta, "a finite number above 0", value => value > 0) { Otherwise = 1 }],
            "Quantile" => [new(Quantile, "a number above 0 and below 1", value => value is > 0 and < 1) { Otherwise = 0.5 }],
            _ => [],
        };

    /// <summary>Every argument that some loss takes.</summary>
    public static IReadOnlyList<string> AllNumbers { get; } = [Delta, Quantile];

    /// <summary>A loss whose derivative follows from its value.</summary>
    public static LossDefinition Of(Expression value, MeanOver meanOver) => Of(value, Derivative.Of(value, P), meanOver);

    private static LossDefinition Huber(double delta) =>
        Of(
            Where(Abs(P - T) <= delta, 0.5 * ((P - T) * (P - T)), delta * (Abs(P - T) - (0.5 * delta))),
            Max(-delta, Min(delta, P - T)),
            MeanOver.Elements
        );

    // The logarithm of cosh, which itself overflows: |d| + softplus(-2 |d|) - log 2.
    private static LossDefinition LogCosh => Of(Abs(P - T) + (Softplus(-2 * Abs(P - T)) - Math.Log(2)), Tanh(P - T), MeanOver.Elements);

    private static LossDefinition Pinball(double quantile) => Of(Max(quantile * (T - P), (quantile - 1) * (T - P)), MeanOver.Elements);

    // PyTorch's bounds: logarithms below -100 count as -100, and the denominator of the derivative is at least 1e-12.
    private static LossDefinition BinaryCrossEntropy =>
        Of(-((T * Max(-100, Log(P))) + ((1 - T) * Max(-100, LogOnePlus(-P)))), (P - T) / Max(1e-12, (1 - P) * P), MeanOver.Elements);

    private static LossDefinition Of(Expression value, Expression derivative, MeanOver meanOver) =>
        new(P, Simplifier.Simplify(value), Simplifier.Simplify(derivative), meanOver);
}
