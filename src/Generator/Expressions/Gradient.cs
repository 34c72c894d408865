using static ModelCompiler.Generator.Expressions.ExpressionFunctions;

namespace ModelCompiler.Generator.Expressions;

/// <summary>The chain rule: a derivative times what arrives from above.</summary>
internal static class Gradient
{
    /// <summary>
    /// <c>upstream * derivative</c>, simplified. A derivative that is 0 or 1 in some range selects rather than multiplies: cheaper,
    /// and a blocked path stays 0 even when the upstream gradient is infinite or NaN.
    /// </summary>
    public static Expression Of(Expression upstream, Expression derivative) =>
        derivative switch
        {
            Conditional(var condition, var whenTrue, var whenFalse) when IsZeroOrOne(whenTrue) || IsZeroOrOne(whenFalse) => Where(
                condition,
                Of(upstream, whenTrue),
                Of(upstream, whenFalse)
            ),
            _ => Simplifier.Simplify(upstream * derivative),
        };

    private static bool IsZeroOrOne(Expression expression) => expression is Constant { Value: 0 or 1 };
}
