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

    // Klambauer et al. 2017, "Self-Normalizing Neural Networks", appendix A.
    private const double SeluAlpha = 1.6732632423543772;
    private const double SeluScale = 1.0507009873554805;

    /// <summary>The definition, or null where there is no elementwise activation of that name (<c>Softmax</c> is none).</summary>
    /// <param name="name">The enumeration member's name.</param>
    /// <param name="alpha">The parameter of LeakyRelu or Elu; null for the default. Others ignore it.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is used and is not finite.</exception>
    public static ActivationDefinition? Find(string name, double? alpha = null) =>
        name switch
        {
            "Linear" => new ActivationDefinition(X, 1, DerivativeInput.None),
            "Sigmoid" => FromOutput(Sigmoid(X), Y * (1 - Y)),
            "Tanh" => FromOutput(Tanh(X), 1 - (Y * Y)),
            "Relu" => FromOutput(Max(0, X), Where(Y > 0, 1, 0)),
            "LeakyRelu" => LeakyRelu(alpha ?? LeakyReluSlope),
            "Elu" => Elu(alpha ?? EluAlpha),
            "Selu" => FromOutput(
                Where(X > 0, SeluScale * X, SeluScale * SeluAlpha * ExpMinusOne(X)),
                Where(Y > 0, SeluScale, Y + (SeluScale * SeluAlpha))
            ),
            "Swish" => FromInput(X * Sigmoid(X)),
            "Gelu" => FromInput(0.5 * X * (1 + Erf(Math.Sqrt(0.5) * X))),
            "Mish" => FromInput(X * Tanh(Softplus(X))),
            "Softplus" => FromOutput(Softplus(X), -ExpMinusOne(-Y)),
            "Softsign" => FromOutput(X / (1 + Abs(X)), (1 - Abs(Y)) * (1 - Abs(Y))),
            "Relu6" => FromOutput(Min(6, Max(0, X)), Where(Y > 0, Where(Y < 6, 1, 0), 0)),
            "HardSigmoid" => FromOutput(HardSigmoid, Where(Y > 0, Where(Y < 1, 1.0 / 6, 0), 0)),
            "HardSwish" => FromInput(X * HardSigmoid, Where(X <= -3, 0, Where(X < 3, ((1.0 / 3) * X) + 0.5, 1))),
            _ => null,
        };

    private static Expression HardSigmoid => Min(1, Max(0, ((1.0 / 6) * X) + 0.5));

    // The sign of the output is that of the input only for a slope that is not negative.
    private static ActivationDefinition LeakyRelu(double slope) =>
        Where(X > 0, X, slope * X) is var value && slope >= 0 ? FromOutput(value, Where(Y > 0, 1, slope)) : FromInput(value);

    private static ActivationDefinition Elu(double alpha) =>
        Where(X > 0, X, alpha * ExpMinusOne(X)) is var value && alpha >= 0
            ? FromOutput(value, Where(Y > 0, 1, Y + alpha))
            : FromInput(value);

    private static ActivationDefinition FromOutput(Expression value, Expression derivative) =>
        new(Simplifier.Simplify(value), Simplifier.Simplify(derivative), DerivativeInput.Output);

    private static ActivationDefinition FromInput(Expression value) => FromInput(value, Derivative.Of(value, X));

    private static ActivationDefinition FromInput(Expression value, Expression derivative) =>
        new(Simplifier.Simplify(value), derivative, DerivativeInput.PreActivation);
}
