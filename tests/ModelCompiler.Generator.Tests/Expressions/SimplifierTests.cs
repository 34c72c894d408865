using ModelCompiler.Generator.Expressions;
using static ModelCompiler.Generator.Expressions.ExpressionFunctions;
using static ModelCompiler.Generator.Expressions.Variables;

namespace ModelCompiler.Generator.Tests.Expressions;

public class SimplifierTests
{
    [Fact]
    public void Zeros_and_ones_disappear()
    {
        AssertSimplified(X, (0 + (1 * X)) - 0);
        AssertSimplified(0, (X * 0) / Y);
        AssertSimplified(-X, 0 - X);
        AssertSimplified(X, X / 1);
        AssertSimplified(0.25 * X, X / 4);
    }

    [Fact]
    public void Signs_move_outwards()
    {
        AssertSimplified(X - Y, X + -Y);
        AssertSimplified(Y - X, -X + Y);
        AssertSimplified(X + Y, X - -Y);
        AssertSimplified(Y - X, -(X - Y));
        AssertSimplified(X * Y, -X * -Y);
        AssertSimplified(-(X / Y), -X / Y);
        AssertSimplified(X, -(-X));
    }

    [Fact]
    public void Constant_factors_gather_in_front()
    {
        AssertSimplified(6 * (X * Y), (2 * X) * (Y * 3));
        AssertSimplified(2 * X, X + X);
        AssertSimplified(X, 0.5 * (X + X));
    }

    [Fact]
    public void Constants_fold()
    {
        AssertSimplified(7, new Constant(1) + (2 * new Constant(3)));
        AssertSimplified(3, Max(2, Sqrt(9)));
        AssertSimplified(X, Where(new Constant(1) <= 1, X, Y));
        AssertSimplified(X, Where(Y < 1, X, X));
    }

    [Fact]
    public void What_would_change_rounding_or_overflow_stays()
    {
        AssertSimplified(X + (Y + 1), X + (Y + 1));
        AssertSimplified(X / 3, X / 3);
        AssertSimplified(X - X, X - X);
        AssertSimplified(new Constant(1) / 0, new Constant(1) / 0);
        AssertSimplified(new Constant(1e300) * (1e300 * X), new Constant(1e300) * (1e300 * X));
        AssertSimplified(new Constant(1e-300) * (1e-300 * X), new Constant(1e-300) * (1e-300 * X));
    }

    private static void AssertSimplified(Expression expected, Expression expression) =>
        Assert.Equal(expected, Simplifier.Simplify(expression));
}
