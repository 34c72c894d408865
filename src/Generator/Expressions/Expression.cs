namespace ModelCompiler.Generator.Expressions;

/// <summary>
/// A real function of named variables, as an immutable tree compared by content. Activations and losses are written in it; their
/// derivatives and their vector code follow from it.
/// </summary>
internal abstract record Expression
{
    /// <summary>The direct operands, from left to right.</summary>
    public abstract IReadOnlyList<Expression> Operands { get; }

    public static implicit operator Expression(double value) => new Constant(value);

    public static Expression operator +(Expression left, Expression right) => new Sum(left, right);

    public static Expression operator -(Expression left, Expression right) => new Difference(left, right);

    public static Expression operator *(Expression left, Expression right) => new Product(left, right);

    public static Expression operator /(Expression left, Expression right) => new Quotient(left, right);

    public static Expression operator -(Expression operand) => new Negation(operand);

    public static Comparison operator <(Expression left, Expression right) => new(left, right, OrEqual: false);

    public static Comparison operator >(Expression left, Expression right) => new(right, left, OrEqual: false);

    public static Comparison operator <=(Expression left, Expression right) => new(left, right, OrEqual: true);

    public static Comparison operator >=(Expression left, Expression right) => new(right, left, OrEqual: true);

    /// <summary>Whether a variable of that name occurs in it.</summary>
    public bool Reads(string variable) =>
        this is Variable { Name: var name } ? name == variable : Operands.Any(operand => operand.Reads(variable));

    /// <summary>The formula as in a text book, for example <c>x * sigmoid(x)</c>.</summary>
    public sealed override string ToString() => FormulaPrinter.Print(this);
}

/// <summary>A finite number.</summary>
internal sealed record Constant : Expression
{
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or infinite.</exception>
    public Constant(double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
            throw new ArgumentOutOfRangeException(nameof(value), "A constant in an expression must be a finite number.");

        // Adding zero turns -0 into +0, so that constants which compare equal also print alike.
        Value = value + 0d;
    }

    public double Value { get; }

    public override IReadOnlyList<Expression> Operands => [];
}

/// <summary>A named variable.</summary>
internal sealed record Variable(string Name) : Expression
{
    public override IReadOnlyList<Expression> Operands => [];
}

internal sealed record Sum(Expression Left, Expression Right) : Expression
{
    public override IReadOnlyList<Expression> Operands => [Left, Right];
}

internal sealed record Difference(Expression Left, Expression Right) : Expression
{
    public override IReadOnlyList<Expression> Operands => [Left, Right];
}

internal sealed record Product(Expression Left, Expression Right) : Expression
{
    public override IReadOnlyList<Expression> Operands => [Left, Right];
}

internal sealed record Quotient(Expression Left, Expression Right) : Expression
{
    public override IReadOnlyList<Expression> Operands => [Left, Right];
}

internal sealed record Negation(Expression Operand) : Expression
{
    public override IReadOnlyList<Expression> Operands => [Operand];
}

/// <summary>The larger of the two; NaN if either is. Where both are equal the derivative is that of <paramref name="Left"/>.</summary>
internal sealed record Maximum(Expression Left, Expression Right) : Expression
{
    public override IReadOnlyList<Expression> Operands => [Left, Right];
}

/// <summary>The smaller of the two; NaN if either is. Where both are equal the derivative is that of <paramref name="Left"/>.</summary>
internal sealed record Minimum(Expression Left, Expression Right) : Expression
{
    public override IReadOnlyList<Expression> Operands => [Left, Right];
}

/// <summary>
/// A power. A negative base has a real one for whole exponents only; NaN otherwise, as <c>MathF.Pow</c>. Anything to the power 0 is 1.
/// </summary>
internal sealed record Power(Expression Base, Expression Exponent) : Expression
{
    public override IReadOnlyList<Expression> Operands => [Base, Exponent];
}

/// <summary>A function of one argument.</summary>
internal sealed record FunctionCall(MathFunction Function, Expression Argument) : Expression
{
    public override IReadOnlyList<Expression> Operands => [Argument];
}

/// <summary>One of two values. Both are computed; the one not chosen may overflow without harm.</summary>
internal sealed record Conditional(Comparison Condition, Expression WhenTrue, Expression WhenFalse) : Expression
{
    public override IReadOnlyList<Expression> Operands => [Condition.Left, Condition.Right, WhenTrue, WhenFalse];
}

/// <summary>One number of all elements of a row: <paramref name="Element"/> is computed of each. It holds for every element.</summary>
internal sealed record OverRow(RowFunction Function, Expression Element) : Expression
{
    public override IReadOnlyList<Expression> Operands => [Element];
}

/// <summary>What makes one number of a row; the runtime has the same names.</summary>
internal enum RowFunction
{
    Sum,

    /// <summary>The sum divided by the elements.</summary>
    Mean,

    /// <summary>The largest; where several are, each has its share of the derivative.</summary>
    Max,

    /// <summary><c>log(sum(exp(x)))</c>, without overflow.</summary>
    LogSumExp,
}

/// <summary><c>Left &lt; Right</c> or <c>Left &lt;= Right</c>; false where either is NaN.</summary>
internal sealed record Comparison(Expression Left, Expression Right, bool OrEqual);

/// <summary>The functions of one argument.</summary>
internal enum MathFunction
{
    Exp,
    Log,
    Tanh,
    Sigmoid,
    Erf,

    /// <summary><c>log(1 + exp(x))</c>.</summary>
    Softplus,

    /// <summary><c>exp(x) - 1</c>, exact near zero.</summary>
    ExpMinusOne,

    /// <summary><c>log(1 + x)</c>, exact near zero.</summary>
    LogOnePlus,
    Abs,
    Sqrt,

    /// <summary>The sine of radians.</summary>
    Sin,

    /// <summary>The cosine of radians.</summary>
    Cos,

    /// <summary>The inverse tangent, in radians.</summary>
    Atan,

    /// <summary>The largest whole number that is not above.</summary>
    Floor,

    /// <summary>The nearest whole number, ties to even.</summary>
    Round,

    /// <summary>-1, 0 or 1; 0 for NaN.</summary>
    Sign,
}
