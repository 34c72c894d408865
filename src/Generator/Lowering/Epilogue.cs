using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering;

/// <summary>What a kernel does with its sums before it stores them. Every kernel spells it here.</summary>
internal static class Epilogue
{
    /// <summary>The sums as they are.</summary>
    public const string Store = "StoreSum";

    /// <summary>The sums, and what lies at the second place.</summary>
    public const string Add = "AddSaved";

    /// <summary>An activation; the sums are kept at the second place, or what lies there is added first.</summary>
    public static Code Forward(NamedActivation? activation, bool keepsSum = false, bool hasResidual = false)
    {
        if (activation is null)
            return $"{(hasResidual ? Add : Store)}";
        return $"{(hasResidual ? "AddSavedActivate" : keepsSum ? "ActivateKeepingSum" : "Activate")}<{Type(activation)}>";
    }

    /// <summary>The gradient through an activation, which reads what was saved at the second place.</summary>
    public static Code Backward(NamedActivation? activation) =>
        activation is null ? (Code)$"{Store}" : (Code)$"Backpropagate<{Type(activation)}>";

    /// <summary>The gradient through an activation of a sum with what lies a distance away from what was saved.</summary>
    public static Code AddBackward(NamedActivation activation, Value added, Value saved) =>
        $"AddBackpropagate<{Type(activation)}, {Distance(added.Buffer, saved.Buffer)}>";

    /// <summary>An epilogue behind the normalisation of a table of so many columns.</summary>
    public static Code Normalized(int columns, Code epilogue) => $"Normalize<{Columns(columns)}, {epilogue}>";

    /// <summary>An activation as straight-line code applies it.</summary>
    public static AppliedFunction? Applied(NamedActivation? activation) =>
        activation is null
            ? null
            : new AppliedFunction(
                activation.Name,
                TypeOf(activation),
                InlineBudget.Length(activation.Definition.Value),
                InlineBudget.Length(activation.Definition.Gradient)
            );

    // Value and gradient, from the one-line definition.
    private static GeneratedType TypeOf(NamedActivation activation)
    {
        ActivationDefinition definition = activation.Definition;
        string saved = definition.SavedValue == DerivativeInput.PreActivation ? "x" : "y";
        return GeneratedType.Functions(
            GeneratedTypeKind.Activation,
            "IActivation",
            $"y = {definition.Value}; dy/dx = {definition.Derivative}",
            ("public static TVector Value<TVector>(TVector x)", definition.Value),
            ($"public static TVector Gradient<TVector>(TVector upstream, TVector {saved})", definition.Gradient)
        );
    }

    private static Piece Type(NamedActivation activation) => new TypePiece(TypeOf(activation), activation.TypeName);

    private static Piece Distance(int to, int from) =>
        new TypePiece(
            new GeneratedType(
                GeneratedTypeKind.Distance,
                "IDistance",
                null,
                new([TypeMember.Constant("Floats", $"{new StartPiece(to)} - {new StartPiece(from)}")])
            ),
            "Distance#"
        );

    private static Piece Columns(int count) =>
        new TypePiece(GeneratedType.Constants(GeneratedTypeKind.Columns, "IColumns", null, ("Count", count)), "Columns" + Text.Of(count));
}
