using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Maps;

/// <summary>A function of one element of each operand.</summary>
/// <param name="Value">The function.</param>
/// <param name="Variables">The variable of each operand.</param>
internal sealed record ElementFunction(Expression Value, EquatableArray<string> Variables)
{
    private static readonly string[] s_places = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

    /// <summary>The most operands of the kernels that take each on its own.</summary>
    public const int FewOperands = 3;

    /// <summary>Whether the function has more operands than that.</summary>
    public bool IsWide => Variables.Count > FewOperands;

    /// <summary>The operands of the kernel; it is given the first in place of those that a function lacks.</summary>
    public int Operands => IsWide ? MapSplit.MostOperands : FewOperands;

    /// <summary>The function as a type.</summary>
    public Piece Type
    {
        get
        {
            IEnumerable<string> parameters = Variables
                .Concat(s_places.Skip(IsWide ? Variables.Count : 1))
                .Take(Operands)
                .Select(variable => "TVector " + variable);
            return new TypePiece(
                GeneratedType.Functions(
                    GeneratedTypeKind.Map,
                    IsWide ? "IWideMap" : "IElementMap",
                    Value.ToString(),
                    ($"public static TVector Apply<TVector>({string.Join(", ", parameters)})", Value)
                ),
                "Map#"
            );
        }
    }
}
