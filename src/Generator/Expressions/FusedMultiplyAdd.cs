namespace ModelCompiler.Generator.Expressions;

/// <summary><c>Left * Right + Addend</c> as one machine operation. Made by <see cref="Lowering"/>; formulas do not contain it.</summary>
internal sealed record FusedMultiplyAdd(Expression Left, Expression Right, Expression Addend) : Expression
{
    public override IReadOnlyList<Expression> Operands => [Left, Right, Addend];
}
