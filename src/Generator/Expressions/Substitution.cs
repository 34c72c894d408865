using static ModelCompiler.Generator.Expressions.ExpressionFunctions;

namespace ModelCompiler.Generator.Expressions;

/// <summary>Puts one expression in place of another.</summary>
internal static class Substitution
{
    /// <summary>The expression with <paramref name="to"/> wherever <paramref name="from"/> stands.</summary>
    public static Expression Replace(this Expression expression, Expression from, Expression to)
    {
        if (expression == from)
            return to;
        return expression switch
        {
            Sum(var a, var b) => Of(a) + Of(b),
            Difference(var a, var b) => Of(a) - Of(b),
            Product(var a, var b) => Of(a) * Of(b),
            Quotient(var a, var b) => Of(a) / Of(b),
            Negation(var a) => -Of(a),
            Power(var a, var b) => Pow(Of(a), Of(b)),
            Maximum(var a, var b) => Max(Of(a), Of(b)),
            Minimum(var a, var b) => Min(Of(a), Of(b)),
            FunctionCall(var function, var a) => new FunctionCall(function, Of(a)),
            Conditional(var condition, var a, var b) => Where(
                condition with
                {
                    Left = Of(condition.Left),
                    Right = Of(condition.Right),
                },
                Of(a),
                Of(b)
            ),
            _ => expression,
        };

        Expression Of(Expression operand) => operand.Replace(from, to);
    }

    /// <summary>Whether the expression, written out, has more parts than a number.</summary>
    public static bool IsLongerThan(this Expression expression, int most)
    {
        int left = most;
        return !Fits(expression);

        bool Fits(Expression part) => --left >= 0 && part.Operands.All(Fits);
    }
}
