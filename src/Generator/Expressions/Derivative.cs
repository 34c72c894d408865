using static ModelCompiler.Generator.Expressions.ExpressionFunctions;

namespace ModelCompiler.Generator.Expressions;

/// <summary>
/// Symbolic derivatives. Where a function has a kink the result is a definite one of its one-sided slopes: <c>|a|</c> has slope 0 at
/// zero, a maximum or minimum the slope of its first operand where both are equal, a conditional that of the branch it takes.
/// </summary>
internal static class Derivative
{
    /// <summary>The simplified derivative of <paramref name="expression"/> with respect to <paramref name="variable"/>.</summary>
    public static Expression Of(Expression expression, Variable variable) => Simplifier.Simplify(Differentiate(expression, variable));

    private static Expression Differentiate(Expression expression, Variable variable)
    {
        return expression switch
        {
            Constant => 0,
            Variable other => other == variable ? 1 : 0,
            Sum(var a, var b) => Of(a) + Of(b),
            Difference(var a, var b) => Of(a) - Of(b),
            Product(var a, var b) when a == b => 2 * a * Of(a),
            Product(var a, var b) => (Of(a) * b) + (a * Of(b)),

            // Instead of (a' b - a b') / b^2: reuses a / b, and b^2 cannot overflow.
            Quotient(var a, var b) => (Of(a) - ((a / b) * Of(b))) / b,
            Negation(var a) => -Of(a),
            Maximum(var a, var b) => Where(a < b, Of(b), Of(a)),
            Minimum(var a, var b) => Where(b < a, Of(b), Of(a)),
            FunctionCall(var function, var a) => Slope(function, a) * Of(a),
            Power(var a, Constant b) => b * Pow(a, b.Value - 1) * Of(a),

            // By the exponent it is log(a) a^b, which is 0 at a = 0 although the logarithm is not finite there.
            Power(var a, var b) => (b * Pow(a, b - 1) * Of(a)) + (Where(0 < a, Log(a), 0) * Pow(a, b) * Of(b)),
            Conditional(var condition, var a, var b) => Where(condition, Of(a), Of(b)),

            // By one element, with the numbers of the row held; how those change is the business of RowFormula.
            OverRow => 0,
            _ => throw new ArgumentOutOfRangeException(nameof(expression), expression.GetType().Name),
        };

        Expression Of(Expression operand) => Derivative.Of(operand, variable);
    }

    private static Expression Slope(MathFunction function, Expression a) =>
        function switch
        {
            MathFunction.Exp => Exp(a),
            MathFunction.ExpMinusOne => Exp(a),
            MathFunction.Log => 1 / a,
            MathFunction.LogOnePlus => 1 / (1 + a),
            MathFunction.Tanh => 1 - (Tanh(a) * Tanh(a)),
            MathFunction.Sigmoid => Sigmoid(a) * (1 - Sigmoid(a)),
            MathFunction.Softplus => Sigmoid(a),
            MathFunction.Erf => (2 / Math.Sqrt(Math.PI)) * Exp(-(a * a)),
            MathFunction.Abs => Sign(a),
            MathFunction.Sign or MathFunction.Floor or MathFunction.Round => 0,
            MathFunction.Sin => Cos(a),
            MathFunction.Cos => -Sin(a),
            MathFunction.Atan => 1 / (1 + (a * a)),
            MathFunction.Sqrt => 0.5 / Sqrt(a),
            _ => throw new ArgumentOutOfRangeException(nameof(function)),
        };
}
