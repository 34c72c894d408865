namespace ModelCompiler.Generator.Expressions;

/// <summary>
/// Rewrites an expression into a cheaper one of the same value: folds constants, drops zeros and ones, gathers constant factors
/// in front of a product, moves signs outwards. Sums are never reordered and nothing is cancelled, so rounding and overflow
/// stay as the author of the formula arranged them. <c>0 * a</c> becomes 0, whatever <c>a</c>.
/// </summary>
internal static class Simplifier
{
    public static Expression Simplify(Expression expression) =>
        expression switch
        {
            Sum sum => Add(Simplify(sum.Left), Simplify(sum.Right)),
            Difference difference => Subtract(Simplify(difference.Left), Simplify(difference.Right)),
            Product product => Multiply(Simplify(product.Left), Simplify(product.Right)),
            Quotient quotient => Divide(Simplify(quotient.Left), Simplify(quotient.Right)),
            Negation negation => Negate(Simplify(negation.Operand)),
            Maximum maximum => Larger(Simplify(maximum.Left), Simplify(maximum.Right)),
            Power power => Raise(Simplify(power.Base), Simplify(power.Exponent)),
            Minimum minimum => Smaller(Simplify(minimum.Left), Simplify(minimum.Right)),
            FunctionCall call => Call(call.Function, Simplify(call.Argument)),
            OverRow row => row with { Element = Simplify(row.Element) },
            Conditional conditional => Choose(
                conditional.Condition with
                {
                    Left = Simplify(conditional.Condition.Left),
                    Right = Simplify(conditional.Condition.Right),
                },
                Simplify(conditional.WhenTrue),
                Simplify(conditional.WhenFalse)
            ),
            _ => expression,
        };

    private static Expression Add(Expression left, Expression right) =>
        (left, right) switch
        {
            (Constant a, Constant b) => Folded(a.Value + b.Value) ?? left + right,
            (Constant { Value: 0 }, _) => right,
            (_, Constant { Value: 0 }) => left,
            (_, Negation negation) => Subtract(left, negation.Operand),
            (Negation negation, _) => Subtract(right, negation.Operand),
            _ when left == right => Multiply(2, left),
            _ => left + right,
        };

    private static Expression Subtract(Expression left, Expression right) =>
        (left, right) switch
        {
            (Constant a, Constant b) => Folded(a.Value - b.Value) ?? left - right,
            (Constant { Value: 0 }, _) => Negate(right),
            (_, Constant { Value: 0 }) => left,
            (_, Negation negation) => Add(left, negation.Operand),
            _ => left - right,
        };

    private static Expression Negate(Expression operand) =>
        operand switch
        {
            Difference difference => difference.Right - difference.Left,
            _ => Multiply(-1, operand),
        };

    private static Expression Multiply(Expression left, Expression right)
    {
        (double leftFactor, Expression? leftRest) = SplitFactor(left);
        (double rightFactor, Expression? rightRest) = SplitFactor(right);
        double factor = leftFactor * rightFactor;
        bool underflows = factor == 0 && leftFactor != 0 && rightFactor != 0;
        if (underflows || double.IsInfinity(factor))
            return left * right;

        Expression? rest = (leftRest, rightRest) switch
        {
            (null, _) => rightRest,
            (_, null) => leftRest,
            _ => leftRest * rightRest,
        };
        return factor switch
        {
            0 => 0,
            _ when rest is null => factor,
            1 => rest,
            -1 => new Negation(rest),
            _ => new Constant(factor) * rest,
        };
    }

    private static Expression Divide(Expression left, Expression right)
    {
        if (left is Constant { Value: 0 } && right is not Constant { Value: 0 })
            return 0;
        if (right is Constant divisor)
        {
            if (left is Constant dividend && Folded(dividend.Value / divisor.Value) is { } folded)
                return folded;
            if (IsPowerOfTwo(divisor.Value))
                return Multiply(1 / divisor.Value, left);
        }

        return (left, right) switch
        {
            (Negation a, Negation b) => a.Operand / b.Operand,
            (Negation a, _) => new Negation(a.Operand / right),
            (_, Negation b) => new Negation(left / b.Operand),
            _ => left / right,
        };
    }

    // Small whole powers are products, which are exact to the last rounding, and roots have an instruction.
    private static Expression Raise(Expression power, Expression exponent) =>
        exponent switch
        {
            Constant { Value: 0 } => 1,
            Constant { Value: 1 } => power,
            Constant { Value: 2 } => Multiply(power, power),
            Constant { Value: 3 } => Multiply(Multiply(power, power), power),
            Constant { Value: 4 } => Multiply(Multiply(power, power), Multiply(power, power)),
            Constant { Value: 0.5 } => Call(MathFunction.Sqrt, power),
            Constant { Value: -1 } => Divide(1, power),
            Constant { Value: -0.5 } => Divide(1, Call(MathFunction.Sqrt, power)),
            Constant constant when power is Constant @base && Folded(Math.Pow(@base.Value, constant.Value)) is { } folded => folded,
            _ => new Power(power, exponent),
        };

    private static Expression Larger(Expression left, Expression right) =>
        left is Constant a && right is Constant b ? Math.Max(a.Value, b.Value) : new Maximum(left, right);

    private static Expression Smaller(Expression left, Expression right) =>
        left is Constant a && right is Constant b ? Math.Min(a.Value, b.Value) : new Minimum(left, right);

    private static Expression Call(MathFunction function, Expression argument) =>
        (function, argument) switch
        {
            (MathFunction.Abs, Constant constant) => Math.Abs(constant.Value),
            (MathFunction.Sign, Constant constant) => Math.Sign(constant.Value),
            (MathFunction.Sqrt, Constant { Value: >= 0 } constant) => Math.Sqrt(constant.Value),
            (MathFunction.Exp, Constant { Value: 0 }) => 1,
            (MathFunction.Abs, Negation negation) => new FunctionCall(function, negation.Operand),
            _ => new FunctionCall(function, argument),
        };

    private static Expression Choose(Comparison condition, Expression whenTrue, Expression whenFalse)
    {
        if (whenTrue == whenFalse)
            return whenTrue;
        if (condition.Left is Constant left && condition.Right is Constant right)
            return left.Value < right.Value || (condition.OrEqual && left.Value == right.Value) ? whenTrue : whenFalse;
        return new Conditional(condition, whenTrue, whenFalse);
    }

    private static (double Factor, Expression? Remainder) SplitFactor(Expression expression) =>
        expression switch
        {
            Constant constant => (constant.Value, null),
            Product { Left: Constant constant } product => (constant.Value, product.Right),
            Negation negation when SplitFactor(negation.Operand) is var (factor, rest) => (-factor, rest),
            _ => (1, expression),
        };

    private static Constant? Folded(double value) => double.IsNaN(value) || double.IsInfinity(value) ? null : new Constant(value);

    // Dividing by one of these and multiplying by its reciprocal are the same to the last bit.
    private static bool IsPowerOfTwo(double value) =>
        Math.Abs(value) is >= 1e-30 and <= 1e30 && (BitConverter.DoubleToInt64Bits(value) & 0xF_FFFF_FFFF_FFFF) == 0;
}
