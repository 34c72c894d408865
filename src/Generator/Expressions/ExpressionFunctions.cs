namespace ModelCompiler.Generator.Expressions;

/// <summary>The functions of the expression language, to be imported with <c>using static</c>.</summary>
internal static class ExpressionFunctions
{
    public static Expression Exp(Expression argument) => new FunctionCall(MathFunction.Exp, argument);

    public static Expression Log(Expression argument) => new FunctionCall(MathFunction.Log, argument);

    public static Expression Tanh(Expression argument) => new FunctionCall(MathFunction.Tanh, argument);

    public static Expression Sigmoid(Expression argument) => new FunctionCall(MathFunction.Sigmoid, argument);

    public static Expression Erf(Expression argument) => new FunctionCall(MathFunction.Erf, argument);

    public static Expression Softplus(Expression argument) => new FunctionCall(MathFunction.Softplus, argument);

    public static Expression ExpMinusOne(Expression argument) => new FunctionCall(MathFunction.ExpMinusOne, argument);

    public static Expression LogOnePlus(Expression argument) => new FunctionCall(MathFunction.LogOnePlus, argument);

    public static Expression Abs(Expression argument) => new FunctionCall(MathFunction.Abs, argument);

    public static Expression Sqrt(Expression argument) => new FunctionCall(MathFunction.Sqrt, argument);

    public static Expression Sin(Expression argument) => new FunctionCall(MathFunction.Sin, argument);

    public static Expression Cos(Expression argument) => new FunctionCall(MathFunction.Cos, argument);

    public static Expression Atan(Expression argument) => new FunctionCall(MathFunction.Atan, argument);

    public static Expression Floor(Expression argument) => new FunctionCall(MathFunction.Floor, argument);

    public static Expression Round(Expression argument) => new FunctionCall(MathFunction.Round, argument);

    public static Expression Pow(Expression @base, Expression exponent) => new Power(@base, exponent);

    public static Expression Sign(Expression argument) => new FunctionCall(MathFunction.Sign, argument);

    public static Expression Over(RowFunction function, Expression element) => new OverRow(function, element);

    public static Expression Max(Expression left, Expression right) => new Maximum(left, right);

    public static Expression Min(Expression left, Expression right) => new Minimum(left, right);

    public static Expression Where(Comparison condition, Expression whenTrue, Expression whenFalse) =>
        new Conditional(condition, whenTrue, whenFalse);
}
