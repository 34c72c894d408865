using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Parsing;

/// <summary>The name of the generated file: <c>Namespace.Outer.Name.g.cs</c>.</summary>
internal static class HintName
{
    /// <summary>
    /// The name for a class. Roslyn compares hint names without regard to case and fails the whole generator when two are equal,
    /// so a class with a sibling of the same letters (or with type parameters) gets a number made from its exact name.
    /// </summary>
    public static string For(INamedTypeSymbol type)
    {
        var path = new List<string>();
        bool isUnique = true;
        for (ISymbol symbol = type; symbol is not INamespaceSymbol { IsGlobalNamespace: true }; symbol = symbol.ContainingSymbol)
        {
            path.Insert(0, symbol.MetadataName);
            isUnique &= symbol.MetadataName == symbol.Name && IsAlone(symbol);
        }
        string exact = string.Join(".", path);
        var text = new StringBuilder();
        foreach (char character in exact)
            text.Append(char.IsLetterOrDigit(character) || character is '.' or '_' ? character : '_');
        if (!isUnique)
            text.Append('-').Append(Hash(exact).ToString("x8", CultureInfo.InvariantCulture));
        return text.Append(".g.cs").ToString();
    }

    private static bool IsAlone(ISymbol symbol)
    {
        if (symbol.ContainingSymbol is not INamespaceOrTypeSymbol container)
            return true;
        foreach (ISymbol sibling in container.GetMembers())
            if (sibling is INamespaceOrTypeSymbol
                && string.Equals(sibling.Name, symbol.Name, StringComparison.OrdinalIgnoreCase)
                && sibling.MetadataName != symbol.MetadataName)
            {
                return false;
            }
        return true;
    }

    // FNV-1a: string.GetHashCode differs from run to run.
    private static uint Hash(string text)
    {
        uint hash = 2166136261;
        foreach (char character in text)
            hash = unchecked((hash ^ character) * 16777619);
        return hash;
    }
}
