using ModelCompiler.Generator.Expressions;

namespace ModelCompiler.Generator.Lowering.Products;

/// <summary>
/// Decides whether an activation is applied in the registers of a tile or in a second pass. A tile inlines it sixteen times, and the
/// just-in-time compiler stops inlining in a method that has grown to a multiple of its size: only a few operations fit.
/// </summary>
internal static class EpilogueCost
{
    private const int MostOperations = 6;

    /// <summary>Whether a function, if there is one, is applied in registers.</summary>
    public static bool FitsRegisters(Expression? expression) =>
        expression is null || (!CallsFunction(expression) && Operations(expression) <= MostOperations);

    private static int Operations(Expression expression) => expression.Operands.Count == 0 ? 0 : 1 + expression.Operands.Sum(Operations);

    private static bool CallsFunction(Expression expression) =>
        (expression is FunctionCall call && call.Function is not MathFunction.Abs) || expression.Operands.Any(CallsFunction);
}
