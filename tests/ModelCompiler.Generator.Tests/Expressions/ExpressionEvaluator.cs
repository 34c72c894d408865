using ModelCompiler.Generator.Expressions;

namespace ModelCompiler.Generator.Tests.Expressions;

/// <summary>Evaluates expressions in double precision: the reference for everything the compiler makes of them.</summary>
internal static class ExpressionEvaluator
{
    public static double Evaluate(Expression expression, params (Variable Variable, double Value)[] values)
    {
        return expression switch
        {
            Constant constant => constant.Value,
            Variable variable => values.Single(pair => pair.Variable == variable).Value,
            Sum(var a, var b) => Of(a) + Of(b),
            Difference(var a, var b) => Of(a) - Of(b),
            Product(var a, var b) => Of(a) * Of(b),
            Quotient(var a, var b) => Of(a) / Of(b),
            Negation(var a) => -Of(a),
            Maximum(var a, var b) => Math.Max(Of(a), Of(b)),
            Minimum(var a, var b) => Math.Min(Of(a), Of(b)),
            FunctionCall(var function, var a) => Call(function, Of(a)),
            Power(var a, var b) => Math.Pow(Of(a), Of(b)),
            Conditional(var condition, var a, var b) => Holds(condition) ? Of(a) : Of(b),
            _ => throw new ArgumentOutOfRangeException(nameof(expression)),
        };

        double Of(Expression operand) => Evaluate(operand, values);

        bool Holds(Comparison comparison) =>
            comparison.OrEqual ? Of(comparison.Left) <= Of(comparison.Right) : Of(comparison.Left) < Of(comparison.Right);
    }

    public static double Call(MathFunction function, double x) =>
        function switch
        {
            MathFunction.Exp => Math.Exp(x),
            MathFunction.Log => Math.Log(x),
            MathFunction.Tanh => Math.Tanh(x),
            MathFunction.Sigmoid => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x)),
            MathFunction.Erf => Erf(x),
            MathFunction.Softplus => Math.Max(0, x) + LogOnePlus(Math.Exp(-Math.Abs(x))),
            MathFunction.ExpMinusOne => ExpMinusOne(x),
            MathFunction.LogOnePlus => LogOnePlus(x),
            MathFunction.Abs => Math.Abs(x),
            MathFunction.Sqrt => Math.Sqrt(x),
            MathFunction.Sin => Math.Sin(x),
            MathFunction.Cos => Math.Cos(x),
            MathFunction.Atan => Math.Atan(x),
            MathFunction.Floor => Math.Floor(x),
            MathFunction.Round => Math.Round(x, MidpointRounding.ToEven),
            MathFunction.Sign => double.IsNaN(x) ? 0 : Math.Sign(x),
            _ => throw new ArgumentOutOfRangeException(nameof(function)),
        };

    // Kahan's correction: the rounding error of 1 + x cancels.
    private static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x
            : double.IsInfinity(sum) || sum <= 0 ? Math.Log(sum)
            : Math.Log(sum) * x / (sum - 1);
    }

    private static double ExpMinusOne(double x)
    {
        double power = Math.Exp(x);
        if (power == 1)
            return x;
        return double.IsInfinity(power) || power - 1 == -1 ? power - 1 : (power - 1) * x / Math.Log(power);
    }

    // Abramowitz and Stegun 7.1.6; all terms are positive, so nothing cancels.
    private static double Erf(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (Math.Abs(x) > 6)
            return Math.Sign(x);
        double term = x;
        double sum = x;
        for (int n = 1; Math.Abs(term) > Math.Abs(sum) * 1e-17; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
