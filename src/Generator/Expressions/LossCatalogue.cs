using static ModelCompiler.Generator.Expressions.ExpressionFunctions;
using static ModelCompiler.Generator.Expressions.Variables;

namespace ModelCompiler.Generator.Expressions;

/// <summary>The elementwise losses, one line each, defined as in PyTorch.</summary>
internal static class LossCatalogue
{
    /// <summary>
    /// Binary cross-entropy as a function of the value before the sigmoid: finite and accurate wherever the sigmoid saturates. Of
    /// <c>max(0, z) - z t</c> nothing is lost for a target of 0 or 1, so the small logarithm may be added to it last.
    /// </summary>
    public static LossDefinition BinaryCrossEntropyWithLogits { get; } =
        new(Z, Max(0, Z) - (Z * T) + LogOnePlus(Exp(-Abs(Z))), Sigmoid(Z) - T, MeanOver.Elements);

    /// <summary>The definition, or null where there is no elementwise loss of that name (<c>CategoricalCrossEntropy</c> is none).</summary>
    /// <param name="name">The name in the <c>Loss</c> enumeration.</param>
    /// <param name="delta">The threshold of Huber; others ignore it.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delta"/> is used and is not finite.</exception>
    public static LossDefinition? Find(string name, double delta = 1) =>
        name switch
        {
            "MeanSquaredError" => Of((P - T) * (P - T), MeanOver.Elements),
            "HalfSquaredError" => Of(0.5 * ((P - T) * (P - T)), MeanOver.Samples),
            "MeanAbsoluteError" => Of(Abs(P - T), MeanOver.Elements),
            "Huber" => Of(
                Where(Abs(P - T) <= delta, 0.5 * ((P - T) * (P - T)), delta * (Abs(P - T) - (0.5 * delta))),
                Max(-delta, Min(delta, P - T)),
                MeanOver.Elements
            ),
            "BinaryCrossEntropy" => BinaryCrossEntropy,
            _ => null,
        };

    // PyTorch's bounds: logarithms below -100 count as -100, and the denominator of the derivative is at least 1e-12.
    private static LossDefinition BinaryCrossEntropy =>
        Of(-((T * Max(-100, Log(P))) + ((1 - T) * Max(-100, LogOnePlus(-P)))), (P - T) / Max(1e-12, (1 - P) * P), MeanOver.Elements);

    private static LossDefinition Of(Expression value, MeanOver meanOver) => Of(value, Derivative.Of(value, P), meanOver);

    private static LossDefinition Of(Expression value, Expression derivative, MeanOver meanOver) =>
        new(P, Simplifier.Simplify(value), Simplifier.Simplify(derivative), meanOver);
}
