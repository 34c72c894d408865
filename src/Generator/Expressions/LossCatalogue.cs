using static ModelCompiler.Generator.Expressions.ExpressionFunctions;
using static ModelCompiler.Generator.Expressions.Variables;

namespace ModelCompiler.Generator.Expressions;

/// <summary>The elementwise losses, one line each, defined as in PyTorch.</summary>
internal static class LossCatalogue
{
    /// <summary>The number of both categorical cross-entropies, which are no losses of elements.</summary>
    public const string LabelSmoothing = "LabelSmoothing";

    private const string Delta = "Delta",
        Quantile = "Quantile",
        PositiveWeight = "PositiveWeight",
        Alpha = "Alpha",
        Gamma = "Gamma";

    /// <summary>The loss of sequences of labels whose places are not known.</summary>
    public const string OfLabels = "ConnectionistTemporalClassification";

    /// <summary>The numbers of <see cref="OfLabels"/>.</summary>
    public const string TargetLength = "TargetLength",
        Blank = "Blank",
        ZeroInfinity = "ZeroInfinity",
        DivideByTargetLength = "DivideByTargetLength";

    /// <summary>The loss whose targets are the gradient by the outputs.</summary>
    public const string FromOutside = "OutputGradient";

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
        double Given(string argument) => NumberOf(name, argument, number);
        return name switch
        {
            "MeanSquaredError" => Of((P - T) * (P - T), MeanOver.Elements),
            "HalfSquaredError" => Of(0.5 * ((P - T) * (P - T)), MeanOver.Samples),
            "MeanAbsoluteError" => Of(Abs(P - T), MeanOver.Elements),
            "Huber" => Huber(Given(Delta)),
            "BinaryCrossEntropy" => BinaryCrossEntropy(Given(PositiveWeight)),
            "BinaryFocal" => BinaryFocalLoss.OfProbabilities(Given(Alpha), Given(Gamma)),
            "LogCosh" => LogCosh,
            "Quantile" => Pinball(Given(Quantile)),
            "Hinge" => Of(Max(0, 1 - (T * P)), MeanOver.Elements),
            "SquaredHinge" => Of(Max(0, 1 - (T * P)) * Max(0, 1 - (T * P)), MeanOver.Elements),
            "PoissonNegativeLogLikelihood" => Of(Exp(P) - (T * P), MeanOver.Elements),
            "KullbackLeiblerDivergence" => Of(Where(T > 0, T * (Log(T) - P), 0), Where(T > 0, -T, 0), MeanOver.Samples),
            FromOutside => Of(P * T, MeanOver.Nothing),
            _ => null,
        };
    }

    /// <summary>
    /// The definition as a function of the value before the sigmoid, for losses that have one: finite and exact wherever the sigmoid
    /// saturates; null for others.
    /// </summary>
    /// <param name="name">The name in the <c>Loss</c> enumeration.</param>
    /// <param name="number">The numbers of <see cref="Numbers"/> that were given, null for the others.</param>
    public static LossDefinition? WithLogits(string name, Func<string, double?>? number = null)
    {
        double Given(string argument) => NumberOf(name, argument, number);
        return name switch
        {
            "BinaryCrossEntropy" => Given(PositiveWeight) is var weight && weight == 1
                ? BinaryCrossEntropyWithLogits
                : WeightedWithLogits(weight),
            "BinaryFocal" => BinaryFocalLoss.WithLogits(Given(Alpha), Given(Gamma)),
            _ => null,
        };
    }

    /// <summary>The arguments that a loss takes, and what each must be; empty for most.</summary>
    public static IReadOnlyList<FunctionNumber> Numbers(string name) =>
        name switch
        {
            "Huber" => [new(Delta, "a finite number above 0", value => value > 0) { Otherwise = 1 }],
            "Quantile" => [new(Quantile, "a number above 0 and below 1", value => value is > 0 and < 1) { Otherwise = 0.5 }],
            "CategoricalCrossEntropy" or "SparseCategoricalCrossEntropy" =>
            [
                new(LabelSmoothing, "a number from 0 to below 1", value => value is >= 0 and < 1) { IsUnsaidByDefault = true },
            ],
            "BinaryCrossEntropy" =>
            [
                new(PositiveWeight, "a finite number above 0", value => value > 0) { Otherwise = 1, IsUnsaidByDefault = true },
            ],
            "BinaryFocal" =>
            [
                new(Alpha, "a number from 0 to 1, or -1 for none", value => value is (>= 0 and <= 1) || value == -1) { Otherwise = 0.25 },
                new(Gamma, "a finite number of at least 0", value => value >= 0) { Otherwise = 2 },
            ],
            // Which range the first two have, the output decides.
            OfLabels =>
            [
                new(TargetLength, "a number of labels", _ => true),
                new(Blank, "a class", _ => true),
                new(ZeroInfinity, "true or false", _ => true),
                new(DivideByTargetLength, "true or false", _ => true) { Otherwise = 1 },
            ],
            _ => [],
        };

    /// <summary>Every argument that some loss takes.</summary>
    public static IReadOnlyList<string> AllNumbers { get; } =
    [Delta, Quantile, LabelSmoothing, PositiveWeight, Alpha, Gamma, TargetLength, Blank, ZeroInfinity, DivideByTargetLength];

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

    private static LossDefinition BinaryCrossEntropy(double positiveWeight) =>
        Of(
            BinaryCrossEntropyValue(positiveWeight),
            (positiveWeight == 1 ? P - T : ((1 - T) * P) - (positiveWeight * T * (1 - P))) / Max(1e-12, (1 - P) * P),
            MeanOver.Elements
        );

    /// <summary>
    /// Binary cross-entropy of probabilities, with PyTorch's bounds: logarithms below -100 count as -100, and the denominator of the
    /// derivative is at least 1e-12.
    /// </summary>
    /// <param name="positiveWeight">What positive targets count.</param>
    public static Expression BinaryCrossEntropyValue(double positiveWeight) =>
        -((positiveWeight * T * Max(-100, Log(P))) + ((1 - T) * Max(-100, LogOnePlus(-P))));

    // (1 - t) softplus(z) + w t softplus(-z): neither is negative, so that nothing cancels.
    private static LossDefinition WeightedWithLogits(double positiveWeight)
    {
        Expression small = LogOnePlus(Exp(-Abs(Z)));
        return new(
            Z,
            Simplifier.Simplify(((1 - T) * (Max(0, Z) + small)) + (positiveWeight * T * (Max(0, -Z) + small))),
            Simplifier.Simplify(((1 - T) * Sigmoid(Z)) - (positiveWeight * T * (1 - Sigmoid(Z)))),
            MeanOver.Elements
        );
    }

    private static double NumberOf(string name, string argument, Func<string, double?>? number) =>
        number?.Invoke(argument) ?? Numbers(name).First(taken => taken.Name == argument).Otherwise;

    private static LossDefinition Of(Expression value, Expression derivative, MeanOver meanOver) =>
        new(P, Simplifier.Simplify(value), Simplifier.Simplify(derivative), meanOver);
}
