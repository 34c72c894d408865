using ModelCompiler.Generator.Expressions;
using static ModelCompiler.Generator.Expressions.ExpressionFunctions;
using static ModelCompiler.Generator.Expressions.Variables;
using static ModelCompiler.Generator.Tests.Expressions.Numeric;

namespace ModelCompiler.Generator.Tests.Expressions;

public class DerivativeTests
{
    private static readonly Dictionary<string, Expression> Samples = new Expression[]
    {
        X * X * X,
        X / (1 + (X * X)),
        -X - (2 * X),
        Exp(0.3 * X) * Tanh(X),
        Log(1 + (X * X)),
        LogOnePlus(X * X),
        Sqrt(2 + (X * X)),
        ExpMinusOne(-Sqrt(1 + (X * X))),
        Sigmoid((2 * X) - 1),
        Softplus(X * Sigmoid(X)),
        Erf(X / 3),
        Abs(Sigmoid(X) - 0.5),
        X * Sign(X),
        Sin(2 * X) * Cos(X - 1),
        Atan(X * X) - (X * Floor(X + 0.26)),
        Pow(1 + (X * X), 1.7),
        Pow(2 + Sin(X), 0.3 * X),
        Pow(X, 5) / (1 + Pow(X, 4)),
        Round(X + 0.3) * X,
        Max(X, 0.5 * X) * Min(X, 1),
        Where((X * X) < 4, X * X, 4 * X),
    }.ToDictionary(expression => expression.ToString());

    public static TheoryData<string> Formulas => [.. Samples.Keys];

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Derivative_is_the_slope(string formula)
    {
        Expression derivative = Derivative.Of(Samples[formula], X);
        foreach (double x in Points.Where(point => Math.Abs(point) < 6))
            AssertClose(
                Slope(at => ExpressionEvaluator.Evaluate(Samples[formula], (X, at)), x),
                ExpressionEvaluator.Evaluate(derivative, (X, x)),
                1e-7,
                $"at {x}"
            );
    }

    [Fact]
    public void Derivative_with_respect_to_another_variable_is_zero() => Assert.Equal(new Constant(0), Derivative.Of(Exp(X) * X, T));

    [Fact]
    public void Kinks_take_the_first_operand_and_absolute_value_has_slope_zero()
    {
        Assert.Equal(0, At(Derivative.Of(Max(0, X), X), 0));
        Assert.Equal(1, At(Derivative.Of(Max(X, 0), X), 0));
        Assert.Equal(0, At(Derivative.Of(Min(6, X), X), 6));
        Assert.Equal(1, At(Derivative.Of(Min(X, 6), X), 6));
        Assert.Equal(0, At(Derivative.Of(Abs(X), X), 0));

        static double At(Expression expression, double x) => ExpressionEvaluator.Evaluate(expression, (X, x));
    }

    [Theory]
    [InlineData("Swish", "sigmoid(x) + x * (sigmoid(x) * (1 - sigmoid(x)))")]
    [InlineData("Gelu", "0.5 * (1 + erf(0.70710677 * x)) + 0.3989423 * (x * exp(-0.5 * (x * x)))")]
    public void Derived_formulas(string name, string expected) =>
        Assert.Equal(expected, ActivationCatalogue.Find(name)!.Derivative.ToString());
}
