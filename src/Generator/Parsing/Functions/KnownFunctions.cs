using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Expressions;
using static ModelCompiler.Generator.Expressions.ExpressionFunctions;

namespace ModelCompiler.Generator.Parsing.Functions;

/// <summary>The functions of .NET and of the runtime that have a vector form.</summary>
internal static class KnownFunctions
{
    private static readonly Dictionary<string, Func<Expression, Expression>> s_ofOne = new(StringComparer.Ordinal)
    {
        ["Abs"] = Abs,
        ["Atan"] = Atan,
        ["Ceiling"] = x => -Floor(-x),
        ["Cos"] = Cos,
        ["Cosh"] = x => 0.5 * (Exp(x) + Exp(-x)),
        ["Erf"] = Erf,
        ["Exp"] = Exp,
        ["Exp2"] = x => Exp(Math.Log(2) * x),
        ["ExpM1"] = ExpMinusOne,
        ["Floor"] = Floor,
        ["Log"] = Log,
        ["Log10"] = x => (1 / Math.Log(10)) * Log(x),
        ["Log2"] = x => (1 / Math.Log(2)) * Log(x),
        ["LogP1"] = LogOnePlus,
        ["Round"] = Round,
        ["Sigmoid"] = Sigmoid,
        ["Sign"] = Sign,
        ["Sin"] = Sin,
        ["Sinh"] = x => 0.5 * (ExpMinusOne(x) - ExpMinusOne(-x)),
        ["Softplus"] = Softplus,
        ["Sqrt"] = Sqrt,
        ["Tan"] = x => Sin(x) / Cos(x),
        ["Tanh"] = Tanh,
    };

    private static readonly Dictionary<string, Func<Expression, Expression, Expression>> s_ofTwo = new(StringComparer.Ordinal)
    {
        ["Max"] = Max,
        ["Min"] = Min,
        ["Pow"] = Pow,
    };

    private static readonly Dictionary<string, Func<Expression, Expression, Expression, Expression>> s_ofThree = new(StringComparer.Ordinal)
    {
        ["Clamp"] = (x, minimum, maximum) => Min(Max(x, minimum), maximum),
        ["FusedMultiplyAdd"] = (x, y, z) => (x * y) + z,
        ["Lerp"] = (x, y, amount) => (x * (1 - amount)) + (y * amount),
    };

    private static readonly Dictionary<string, Func<Expression, Expression>> s_ofRow = new(StringComparer.Ordinal)
    {
        ["LogSoftmax"] = x => x - Over(RowFunction.LogSumExp, x),
        ["LogSumExp"] = x => Over(RowFunction.LogSumExp, x),
        ["Max"] = x => Over(RowFunction.Max, x),
        ["Mean"] = x => Over(RowFunction.Mean, x),
        ["Min"] = x => -Over(RowFunction.Max, -x),
        ["Softmax"] = x => Exp(x - Over(RowFunction.LogSumExp, x)),
        ["Sum"] = x => Over(RowFunction.Sum, x),
    };

    /// <summary>The functions, for a message.</summary>
    public static string Names { get; } =
        string.Join(", ", s_ofOne.Keys.Concat(s_ofTwo.Keys).Concat(s_ofThree.Keys).OrderBy(name => name, StringComparer.Ordinal))
        + " of MathF, float, Math (those of float), ScalarMath or Row";

    /// <summary>Whether a type is one of those whose functions are known.</summary>
    public static bool IsHome(INamedTypeSymbol? type) =>
        type is { SpecialType: SpecialType.System_Single }
        || (type is { Name: "MathF" or "Math", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
        || (type is not null && (AttributeTypes.IsOurs(type, "ScalarMath") || MethodForm.IsRow(type)));

    /// <summary>The value of a call, or null when the function is not known.</summary>
    public static Expression? Apply(IMethodSymbol method, IReadOnlyList<Expression> arguments) =>
        arguments.Count switch
        {
            1
                when MethodForm.IsRow(method.ContainingType)
                    && s_ofRow.TryGetValue(method.Name, out Func<Expression, Expression>? function) => function(arguments[0]),
            1 when s_ofOne.TryGetValue(method.Name, out Func<Expression, Expression>? function) => function(arguments[0]),
            2 when s_ofTwo.TryGetValue(method.Name, out Func<Expression, Expression, Expression>? function) => function(
                arguments[0],
                arguments[1]
            ),
            3 when s_ofThree.TryGetValue(method.Name, out Func<Expression, Expression, Expression, Expression>? function) => function(
                arguments[0],
                arguments[1],
                arguments[2]
            ),
            _ => null,
        };
}
