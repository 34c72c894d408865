using ModelCompiler.Generator.Expressions;

namespace ModelCompiler.Generator.Lowering.Maps;

/// <summary>
/// Whether a function of zeros is exactly zero. What pads the channels is zero in every operand, and must be in the result, which the
/// gradients of weights read. In doubt the answer is no, which costs a pass.
/// </summary>
internal static class ZeroAtZero
{
    public static bool Holds(Expression expression) =>
        expression switch
        {
            Constant constant => constant.Value == 0,
            Variable => true,
            Product product => Holds(product.Left) || Holds(product.Right),
            Quotient quotient => Holds(quotient.Left) && IsPositive(quotient.Right),
            FunctionCall
            {
                Function: MathFunction.Tanh
                    or MathFunction.Erf
                    or MathFunction.ExpMinusOne
                    or MathFunction.LogOnePlus
                    or MathFunction.Abs
                    or MathFunction.Sqrt
                    or MathFunction.Sign
            } call => Holds(call.Argument),
            Conditional conditional => Holds(conditional.WhenTrue) && Holds(conditional.WhenFalse),
            Maximum maximum => (Holds(maximum.Left) && IsAtMostZero(maximum.Right)) || (Holds(maximum.Right) && IsAtMostZero(maximum.Left)),
            Minimum minimum => (Holds(minimum.Left) && IsAtLeastZero(minimum.Right))
                || (Holds(minimum.Right) && IsAtLeastZero(minimum.Left)),
            Sum or Difference or Negation => expression.Operands.All(Holds),
            _ => false,
        };

    private static bool IsAtMostZero(Expression expression) => Holds(expression) || expression is Constant { Value: <= 0 };

    private static bool IsAtLeastZero(Expression expression) => Holds(expression) || expression is Constant { Value: >= 0 };

    private static bool IsPositive(Expression expression) =>
        expression switch
        {
            Constant constant => constant.Value > 0,
            Sum sum => (IsPositive(sum.Left) && IsAtLeastZero(sum.Right)) || (IsPositive(sum.Right) && IsAtLeastZero(sum.Left)),
            _ => false,
        };
}
