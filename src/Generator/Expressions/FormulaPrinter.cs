namespace ModelCompiler.Generator.Expressions;

/// <summary>Prints an expression as a formula for people: comments in the generated code, diagnostics, test output.</summary>
internal static class FormulaPrinter
{
    public static string Print(Expression expression) => Render(expression).Text;

    private static (string Text, Precedence Precedence) Render(Expression expression) =>
        expression switch
        {
            Constant { Value: < 0 } constant => (FloatLiteral.Digits(constant.Value), Precedence.Unary),
            Constant constant => (FloatLiteral.Digits(constant.Value), Precedence.Primary),
            Variable variable => (variable.Name, Precedence.Primary),
            Sum sum => Infix(sum.Left, "+", sum.Right, Precedence.Additive),
            Difference difference => Infix(difference.Left, "-", difference.Right, Precedence.Additive),
            Product product => Infix(product.Left, "*", product.Right, Precedence.Multiplicative),
            Quotient quotient => Infix(quotient.Left, "/", quotient.Right, Precedence.Multiplicative),
            Negation negation => ("-" + Within(negation.Operand, Precedence.Primary), Precedence.Unary),
            Maximum maximum => ($"max({Print(maximum.Left)}, {Print(maximum.Right)})", Precedence.Primary),
            Minimum minimum => ($"min({Print(minimum.Left)}, {Print(minimum.Right)})", Precedence.Primary),
            Power power => ($"{Within(power.Base, Precedence.Primary)}^{Within(power.Exponent, Precedence.Primary)}", Precedence.Unary),
            FusedMultiplyAdd fused => Infix(fused.Left * fused.Right, "+", fused.Addend, Precedence.Additive),
            FunctionCall { Function: MathFunction.Abs } call => ($"|{Print(call.Argument)}|", Precedence.Primary),
            OverRow row => ($"{row.Function.ToString().ToLowerInvariant()}({Print(row.Element)})", Precedence.Primary),
            FunctionCall call => ($"{Name(call.Function)}({Print(call.Argument)})", Precedence.Primary),
            Conditional conditional => (
                $"{Print(conditional.Condition)} ? {Within(conditional.WhenTrue, Precedence.Additive)} : {Print(conditional.WhenFalse)}",
                Precedence.Conditional
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(expression), expression.GetType().Name),
        };

    private static string Print(Comparison comparison)
    {
        string equal = comparison.OrEqual ? "=" : "";

        // People read "x > 0" more easily than "0 < x".
        return comparison.Left is Constant
            ? $"{Within(comparison.Right, Precedence.Additive)} >{equal} {Within(comparison.Left, Precedence.Additive)}"
            : $"{Within(comparison.Left, Precedence.Additive)} <{equal} {Within(comparison.Right, Precedence.Additive)}";
    }

    private static (string Text, Precedence Precedence) Infix(Expression left, string symbol, Expression right, Precedence precedence) =>
        ($"{Within(left, precedence)} {symbol} {Within(right, precedence + 1)}", precedence);

    private static string Within(Expression expression, Precedence least)
    {
        (string text, Precedence precedence) = Render(expression);
        return precedence < least ? $"({text})" : text;
    }

    private static string Name(MathFunction function) =>
        function switch
        {
            MathFunction.Exp => "exp",
            MathFunction.Log => "log",
            MathFunction.Tanh => "tanh",
            MathFunction.Sigmoid => "sigmoid",
            MathFunction.Erf => "erf",
            MathFunction.Softplus => "softplus",
            MathFunction.ExpMinusOne => "expm1",
            MathFunction.LogOnePlus => "log1p",
            MathFunction.Sqrt => "sqrt",
            MathFunction.Sin => "sin",
            MathFunction.Cos => "cos",
            MathFunction.Atan => "atan",
            MathFunction.Floor => "floor",
            MathFunction.Round => "round",
            MathFunction.Sign => "sign",
            _ => throw new ArgumentOutOfRangeException(nameof(function)),
        };
}
