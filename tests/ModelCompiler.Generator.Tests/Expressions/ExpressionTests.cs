using ModelCompiler.Generator.Expressions;
using static ModelCompiler.Generator.Expressions.ExpressionFunctions;
using static ModelCompiler.Generator.Expressions.Variables;

namespace ModelCompiler.Generator.Tests.Expressions;

public class ExpressionTests
{
    [Fact]
    public void Expressions_are_equal_by_content()
    {
        Assert.Equal(X * Sigmoid(X), X * Sigmoid(new Variable("x")));
        Assert.Equal((X * Sigmoid(X)).GetHashCode(), (X * Sigmoid(X)).GetHashCode());
        Assert.NotEqual(X * Y, Y * X);
        Assert.NotEqual(Where(X < 1, X, Y), Where(X <= 1, X, Y));
    }

    [Fact]
    public void Text_is_the_formula()
    {
        Assert.Equal("x * sigmoid(x)", (X * Sigmoid(X)).ToString());
        Assert.Equal("max(0, x)", Max(0, X).ToString());
        Assert.Equal("x > 0 ? x : 0.01 * x", Where(X > 0, X, 0.01 * X).ToString());
        Assert.Equal("x <= y ? 1 : (x + 1) / |y|", Where(X <= Y, 1, (X + 1) / Abs(Y)).ToString());
        Assert.Equal("-(x - (y - z))", (-(X - (Y - Z))).ToString());
        Assert.Equal("max(0, z) - z * t + log1p(exp(-|z|))", LossCatalogue.BinaryCrossEntropyWithLogits.Value.ToString());
    }

    [Fact]
    public void Constants_are_finite_and_have_one_zero()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Constant(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Constant(double.NegativeInfinity));
        Assert.Equal("0", new Constant(-0.0).ToString());
    }
}
