using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Parsing;

/// <summary>
/// The full names of types as the runtime writes them: <c>Namespace.Outer+Name`1</c>. Each type of a project has its own.
/// </summary>
internal static class MetadataNames
{
    /// <summary>The full name of a type.</summary>
    public static string Of(INamedTypeSymbol type)
    {
        string own = type.ContainingType is { } outer ? Of(outer) + "+" + type.MetadataName : type.MetadataName;
        for (
            INamespaceSymbol? space = type.ContainingType is null ? type.ContainingNamespace : null;
            space is { IsGlobalNamespace: false };
            space = space.ContainingNamespace
        )
            own = space.MetadataName + "." + own;
        return own;
    }
}
