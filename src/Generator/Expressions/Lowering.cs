using static ModelCompiler.Generator.Expressions.ExpressionFunctions;

namespace ModelCompiler.Generator.Expressions;

/// <summary>Replaces what the vector interface does not have or does better: products that are added, and the sign function.</summary>
internal static class Lowering
{
    /// <summary>
    /// The same expression in machine operations. Which product is fused depends on nothing but the sum it stands in: of two
    /// products added the left one is fused, of two subtracted the right one. So a formula has the same bits wherever it is printed.
    /// </summary>
    public static Expression Lower(Expression expression) =>
        expression switch
        {
            Sum(Product(var a, var b), var c) => new FusedMultiplyAdd(Lower(a), Lower(b), Lower(c)),
            Sum(var c, Product(var a, var b)) => new FusedMultiplyAdd(Lower(a), Lower(b), Lower(c)),
            Difference(var c, Product(var a, var b)) => new FusedMultiplyAdd(Negated(Lower(a)), Lower(b), Lower(c)),
            Difference(Product(var a, var b), var c) => new FusedMultiplyAdd(Lower(a), Lower(b), Negated(Lower(c))),
            Negation(var a) => Negated(Lower(a)),
            FunctionCall(MathFunction.Sign, var a) when Lower(a) is var argument => Where(argument > 0, 1, Where(argument < 0, -1, 0)),
            _ => expression.WithOperands(Lower),
        };

    private static Expression Negated(Expression expression) =>
        expression switch
        {
            Constant constant => -constant.Value,
            Negation negation => negation.Operand,
            _ => -expression,
        };
}
