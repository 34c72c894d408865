using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Maps;

/// <summary>A function of one element of each operand.</summary>
/// <param name="Value">The function.</param>
/// <param name="Variables">The variable of each operand.</param>
internal sealed record ElementFunction(Expression Value, EquatableArray<string> Variables)
{
    /// <summary>The operands of the kernel; it is given the first in place of those that a function lacks.</summary>
    public const int Operands = 3;

    /// <summary>The function as a type.</summary>
    public Piece Type
    {
        get
        {
            IEnumerable<string> parameters = Variables
                .Concat(["second", "third"])
                .Take(Math.Max(Operands, Variables.Count))
                .Select(variable => "TVector " + variable);
            return new TypePiece(
                GeneratedType.Functions(
                    TypeKind.Map,
                    "IElementMap",
                    Value.ToString(),
                    ($"public static TVector Apply<TVector>({string.Join(", ", parameters)})", Value)
                ),
                "Map#"
            );
        }
    }
}
