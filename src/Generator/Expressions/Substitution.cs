using static ModelCompiler.Generator.Expressions.ExpressionFunctions;

namespace ModelCompiler.Generator.Expressions;

/// <summary>Puts expressions in place of others.</summary>
internal static class Substitution
{
    /// <summary>The expression with <paramref name="to"/> wherever <paramref name="from"/> stands.</summary>
    public static Expression Replace(this Expression expression, Expression from, Expression to) =>
        expression == from ? to : expression.WithOperands(operand => operand.Replace(from, to));

    /// <summary>The same operation on other operands, one for each that it has.</summary>
    public static Expression WithOperands(this Expression expression, Func<Expression, Expression> of) =>
        expression switch
        {
            Sum(var a, var b) => of(a) + of(b),
            Difference(var a, var b) => of(a) - of(b),
            Product(var a, var b) => of(a) * of(b),
            Quotient(var a, var b) => of(a) / of(b),
            Negation(var a) => -of(a),
            Power(var a, var b) => Pow(of(a), of(b)),
            Maximum(var a, var b) => Max(of(a), of(b)),
            Minimum(var a, var b) => Min(of(a), of(b)),
            FunctionCall(var function, var a) => new FunctionCall(function, of(a)),
            OverRow(var function, var a) => new OverRow(function, of(a)),
            Conditional(var condition, var a, var b) => Where(
                condition with
                {
                    Left = of(condition.Left),
                    Right = of(condition.Right),
                },
                of(a),
                of(b)
            ),
            _ => expression,
        };

    /// <summary>Whether the expression, written out, has more parts than a number.</summary>
    public static bool IsLongerThan(this Expression expression, int most)
    {
        int left = most;
        return !Fits(expression);

        bool Fits(Expression part) => --left >= 0 && part.Operands.All(Fits);
    }
}
