using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Parsing;

/// <summary>
/// The name of the generated file: <c>Namespace.Outer.Name.g.cs</c>. No two classes have the same, without regard to case: Roslyn fails the
/// whole generator when two are equal, and a file system may overwrite one file by the other.
/// </summary>
internal static class HintName
{
    /// <summary>The most bytes of the readable part in UTF-8: file systems allow 255 for the whole name.</summary>
    private const int MostBytes = 100;

    // Windows opens a device instead of a file whose name is one of these up to the first dot.
    private static readonly HashSet<string> _devices = new(
        Enumerable.Range(0, 10).SelectMany(number => (string[])[$"COM{number}", $"LPT{number}"]).Concat(["CON", "PRN", "AUX", "NUL"]),
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>
    /// The name for a class. Where the readable part does not tell classes apart (it holds ASCII alone as it is, it is cut, and case does
    /// not count), a number made from the exact name follows; no identifier has a hyphen, so that a name with a number is none without.
    /// </summary>
    public static string For(INamedTypeSymbol type)
    {
        string exact = MetadataNames.Of(type);
        string written = exact.Replace('+', '.');
        string readable = Cut(
            new string([.. written.Select(character => char.IsLetterOrDigit(character) || character is '.' or '_' ? character : '_')])
        );
        if (_devices.Contains(written.Split('.')[0]))
            readable = "_" + readable;
        return readable == written && readable.All(IsPlain) && AreAlone(type)
            ? readable + ".g.cs"
            : readable + "-" + Hash($"{type.TypeKind} {type.IsRecord} {exact}").ToString("x16", CultureInfo.InvariantCulture) + ".g.cs";
    }

    // File systems differ in what they hold for the same name: composed and decomposed letters, letters of other alphabets in another case.
    private static bool IsPlain(char character) => character < 128;

    /// <summary>As many characters as fit.</summary>
    private static string Cut(string text)
    {
        int bytes = 0;
        for (int length = 0; length < text.Length; length++)
        {
            bytes +=
                text[length] < 0x80 ? 1
                : text[length] < 0x800 ? 2
                : 3;
            if (bytes > MostBytes)
                return text.Substring(0, length);
        }

        return text;
    }

    /// <summary>Whether neither the class nor what it lies in has a sibling of its name but for case.</summary>
    private static bool AreAlone(INamedTypeSymbol type)
    {
        for (ISymbol symbol = type; symbol is not INamespaceSymbol { IsGlobalNamespace: true }; symbol = symbol.ContainingSymbol)
            if (!IsAlone(symbol))
                return false;
        return true;
    }

    private static bool IsAlone(ISymbol symbol)
    {
        if (symbol.ContainingSymbol is not INamespaceOrTypeSymbol container)
            return true;
        foreach (ISymbol sibling in container.GetMembers())
            if (
                sibling is INamespaceOrTypeSymbol
                && string.Equals(sibling.Name, symbol.Name, StringComparison.OrdinalIgnoreCase)
                && !SymbolEqualityComparer.Default.Equals(sibling, symbol)
            )
            {
                return false;
            }
        return true;
    }

    // FNV-1a in 64 bits: string.GetHashCode differs from run to run.
    private static ulong Hash(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (char character in text)
            hash = unchecked((hash ^ character) * 1099511628211);
        return hash;
    }
}
