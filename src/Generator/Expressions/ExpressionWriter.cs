namespace ModelCompiler.Generator.Expressions;

/// <summary>
/// Prints expressions as C# over a type parameter <c>TVector : struct, IVector&lt;TVector&gt;</c>. What occurs more than once is computed
/// once; long formulas are broken into locals. The text depends on the expressions and names alone, and so do the bits it computes.
/// </summary>
internal sealed class ExpressionWriter
{
    /// <summary>An operand whose text is longer than this moves into a local of its own.</summary>
    private const int LongestOperand = 72;

    private readonly IReadOnlyDictionary<string, string> _names;
    private readonly string _localPrefix;
    private readonly Dictionary<Expression, int> _uses = [];
    private readonly Dictionary<Expression, string> _locals = [];
    private readonly List<string> _statements = [];
    private int _lastLocal;

    private ExpressionWriter(IReadOnlyDictionary<string, string> names, string localPrefix)
    {
        _names = names;
        _localPrefix = localPrefix;
    }

    /// <summary>Writes one expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="names">What to print for a variable: a C# identifier or other primary expression. Variables not listed keep their
    /// names.</param>
    /// <param name="localPrefix">Locals are called this and a number.</param>
    public static VectorCode Write(Expression expression, IReadOnlyDictionary<string, string>? names = null, string localPrefix = "t") =>
        Write([expression], names, localPrefix);

    /// <summary>Writes several expressions that share what they have in common, such as a loss and its derivative.</summary>
    /// <inheritdoc cref="Write(Expression, IReadOnlyDictionary{string, string}?, string)"/>
    public static VectorCode Write(
        IReadOnlyList<Expression> expressions,
        IReadOnlyDictionary<string, string>? names = null,
        string localPrefix = "t"
    )
    {
        var writer = new ExpressionWriter(names ?? new Dictionary<string, string>(), localPrefix);
        Expression[] lowered = [.. expressions.Select(Lowering.Lower)];
        foreach (Expression expression in lowered)
            writer.CountUses(expression);
        string[] results = [.. lowered.Select(expression => writer.Render(expression, isResult: true).Text)];
        return new VectorCode(writer._statements.ToEquatableArray(), results.ToEquatableArray());
    }

    private void CountUses(Expression expression)
    {
        _uses.TryGetValue(expression, out int uses);
        _uses[expression] = uses + 1;
        if (uses == 0)
            foreach (Expression operand in expression.Operands)
                CountUses(operand);
    }

    private Code Render(Expression expression, bool isResult = false)
    {
        if (_locals.TryGetValue(expression, out string? local))
            return new Code(local, Precedence.Primary);
        Code code = RenderOperation(expression);
        bool shared = _uses[expression] > 1 && !IsFree(expression);
        bool tooLong = code.Text.Length > LongestOperand && !isResult;
        if (!shared && !tooLong)
            return code;

        local = NextLocal();
        _statements.Add($"TVector {local} = {code.Text};");
        _locals.Add(expression, local);
        return new Code(local, Precedence.Primary);
    }

    private Code RenderOperation(Expression expression) =>
        expression switch
        {
            Constant { Value: 0 } => new Code("TVector.Zero", Precedence.Primary),
            Constant constant => new Code($"TVector.Create({FloatLiteral.Of(constant.Value)})", Precedence.Primary),
            Variable variable => new Code(NameOf(variable), Precedence.Primary),
            Sum(var a, var b) => Infix(a, "+", b, Precedence.Additive),
            Difference(var a, var b) => Infix(a, "-", b, Precedence.Additive),
            Product(var a, var b) => Infix(a, "*", b, Precedence.Multiplicative),
            Quotient(var a, var b) => Infix(a, "/", b, Precedence.Multiplicative),
            Negation(var a) => Negate(Render(a)),
            Maximum(var a, var b) => Call("TVector.Max", Render(a), Render(b)),
            Minimum(var a, var b) => Call("TVector.Min", Render(a), Render(b)),
            FusedMultiplyAdd(var a, var b, var c) => Call("TVector.MultiplyAdd", Render(a), Render(b), Render(c)),
            Power(var a, var b) => Call("VectorMath.Pow", Render(a), Render(b)),
            FunctionCall(MathFunction.Abs or MathFunction.Sqrt or MathFunction.Round, var a) call => Call(
                $"TVector.{call.Function}",
                Render(a)
            ),
            FunctionCall(var function, var a) => Call($"VectorMath.{function}", Render(a)),
            Conditional(var condition, var a, var b) => Call("TVector.Select", Mask(condition), Render(a), Render(b)),
            _ => throw new ArgumentOutOfRangeException(nameof(expression), expression.GetType().Name),
        };

    private Code Mask(Comparison comparison) =>
        Call(comparison.OrEqual ? "TVector.LessThanOrEqual" : "TVector.LessThan", Render(comparison.Left), Render(comparison.Right));

    // The right operand is put in parentheses even where only rounding would differ: a + (b + c).
    private Code Infix(Expression left, string symbol, Expression right, Precedence precedence) =>
        new($"{Render(left).Within(precedence)} {symbol} {Render(right).Within(precedence + 1)}", precedence);

    private static Code Negate(Code operand) => new("-" + operand.Within(Precedence.Primary), Precedence.Unary);

    private static Code Call(string function, params Code[] arguments) =>
        new($"{function}({string.Join(", ", arguments.Select(argument => argument.Text))})", Precedence.Primary);

    // A negated variable costs nothing inside a multiply-add, where the processor has a form for it, but only if it stands there.
    private static bool IsFree(Expression expression) => expression is Constant or Variable or Negation { Operand: Constant or Variable };

    private string NameOf(Variable variable) => _names.TryGetValue(variable.Name, out string? name) ? name : variable.Name;

    private string NextLocal()
    {
        string local;
        do local = FormattableString.Invariant($"{_localPrefix}{++_lastLocal}");
        while (_uses.Keys.Any(used => used is Variable variable && NameOf(variable) == local));
        return local;
    }

    /// <summary>A piece of C# and how tightly it holds together.</summary>
    private sealed record Code(string Text, Precedence Precedence)
    {
        public string Within(Precedence least) => Precedence < least ? $"({Text})" : Text;
    }
}
