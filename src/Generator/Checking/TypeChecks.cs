using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking;

/// <summary>Whether code can be generated into the class.</summary>
internal static class TypeChecks
{
    public static void Run(ModelDeclaration declaration, ProblemList problems)
    {
        TypeHeader type = declaration.Type;
        if (NotPlainReason(declaration) is { } reason)
        {
            problems.Add(DeclarationRules.ModelNotPlainClass, ProblemTarget.Class, type.Name, reason);
            return;
        }
        if (!type.Is(TypeTraits.Partial))
            problems.Add(DeclarationRules.ModelNotPartial, ProblemTarget.Class, type.Name);
        for (int i = 0; i < declaration.ContainingTypes.Count; i++)
            if (declaration.ContainingTypes[i] is var outer && !outer.Is(TypeTraits.Partial))
                problems.Add(
                    DeclarationRules.ContainingTypeNotPartial,
                    new(TargetKind.ContainingType, i),
                    outer.Name,
                    type.Name,
                    outer.Keyword
                );
        if (type.Is(TypeTraits.Static))
            problems.Add(DeclarationRules.ModelStatic, ProblemTarget.Class, type.Name);
        if (type.Is(TypeTraits.Abstract))
            problems.Add(DeclarationRules.ModelAbstract, ProblemTarget.Class, type.Name);
        if (type.TypeParameters.Length > 0 || declaration.ContainingTypes.Any(outer => outer.TypeParameters.Length > 0))
            problems.Add(DeclarationRules.ModelGeneric, ProblemTarget.Class, type.Name);
        if (type.Is(TypeTraits.PrimaryConstructor))
            problems.Add(
                DeclarationRules.ModelNotConstructible,
                ProblemTarget.Class,
                type.Name,
                "the class has a primary constructor",
                "Make its parameters properties instead"
            );
        else if (type.Is(TypeTraits.BaseNeedsArguments))
            problems.Add(
                DeclarationRules.ModelNotConstructible,
                ProblemTarget.Class,
                type.Name,
                "the base class has no constructor that can be called without arguments",
                "Add one, or derive from another class"
            );
    }

    private static string? NotPlainReason(ModelDeclaration declaration)
    {
        if (declaration.Type.Keyword != "class")
            return "a " + declaration.Type.Keyword;
        if (declaration.Type.Is(TypeTraits.FileLocal))
            return "local to its file";
        return declaration.ContainingTypes.Any(outer => outer.Is(TypeTraits.FileLocal)) ? "inside a type that is local to its file" : null;
    }
}
