using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Lowering.Products;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Lowering;

/// <summary>
/// Decides which activations a method of straight-line code calls instead of having them inlined. The just-in-time compiler stops inlining
/// in a method that has grown beyond a limit; every operation of a vector after that point is a call. The limits were found by reading its
/// listings.
/// </summary>
internal static class InlineBudget
{
    /// <summary>The multiply-adds of products and the operations of activations in one method, of vectors of every width.</summary>
    private const int MostOperations = 150;

    /// <summary>Whether the method calls its long activations.</summary>
    /// <param name="multiplyAdds">The multiply-adds of its products.</param>
    /// <param name="activations">The functions or gradients of its activations, each as often as it occurs.</param>
    public static bool CallsLongActivations(int multiplyAdds, IEnumerable<FunctionLength> activations) =>
        multiplyAdds + activations.Sum(activation => activation.Operations) > MostOperations;

    /// <summary>How long a function is; one that is not long takes no more room than a call.</summary>
    public static FunctionLength Length(Expression function) => new(Operations(function), !EpilogueCost.FitsRegisters(function));

    /// <summary>
    /// The operations of vectors that a formula takes, those of the functions it calls included; what occurs twice is computed once.
    /// </summary>
    private static int Operations(Expression expression)
    {
        var seen = new HashSet<Expression>();
        return Count(expression);

        int Count(Expression part) =>
            part.Operands.Count == 0 || !seen.Add(part)
                ? 0
                : (part is FunctionCall call ? OfFunction(call.Function) : 1) + part.Operands.Sum(Count);
    }

    // As VectorMath computes them, to within a few.
    private static int OfFunction(MathFunction function) =>
        function switch
        {
            MathFunction.Exp => 25,
            MathFunction.ExpMinusOne or MathFunction.Sigmoid => 28,
            MathFunction.Tanh or MathFunction.Erf => 32,
            MathFunction.Log or MathFunction.LogOnePlus => 40,
            MathFunction.Softplus => 60,
            _ => 2,
        };
}
