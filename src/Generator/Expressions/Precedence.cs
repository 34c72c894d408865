namespace ModelCompiler.Generator.Expressions;

/// <summary>How tightly a printed expression holds together; decides where parentheses are needed.</summary>
internal enum Precedence
{
    Conditional,
    Additive,
    Multiplicative,
    Unary,
    Primary,
}
