// Leaves in the documentation file of a library what its users can see: public and protected members of public types. The C# compiler
// writes those of internal ones too.
//
//     dotnet run scripts/public-documentation.cs ASSEMBLY.dll OUTPUT.xml
//
// Reads ASSEMBLY.xml, which lies beside the assembly. src/Package runs it when it packs.
#:package Microsoft.CodeAnalysis.CSharp
#:property PublishAot=false
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: dotnet run scripts/public-documentation.cs ASSEMBLY.dll OUTPUT.xml");
    return 1;
}

string assembly = Path.GetFullPath(args[0]);
IEnumerable<string> framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
    .Split(Path.PathSeparator)
    .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal));
IEnumerable<string> neighbours = Directory
    .EnumerateFiles(Path.GetDirectoryName(assembly)!, "ModelCompiler.*.dll")
    .Where(path => path != assembly);
CSharpCompilation compilation = CSharpCompilation.Create(
    "documentation",
    references: framework.Concat(neighbours).Append(assembly).Select(path => MetadataReference.CreateFromFile(path))
);

XDocument document = XDocument.Load(Path.ChangeExtension(assembly, ".xml"), LoadOptions.PreserveWhitespace);
XElement members = document.Root!.Element("members")!;
int kept = 0;
foreach (XElement member in members.Elements("member").ToList())
{
    if (IsVisible(DocumentationCommentId.GetFirstSymbolForDeclarationId((string)member.Attribute("name")!, compilation)))
    {
        kept++;
        continue;
    }

    if (member.PreviousNode is XText space)
        space.Remove();
    member.Remove();
}

if (kept == 0)
{
    Console.Error.WriteLine($"{assembly} has no public member that is documented: is it the right file?");
    return 1;
}

document.Save(args[1], SaveOptions.DisableFormatting);
return 0;

static bool IsVisible(ISymbol? symbol)
{
    if (symbol is null)
        return false;
    for (ISymbol? around = symbol; around is not (null or INamespaceSymbol); around = around.ContainingSymbol)
        if (around.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
            return false;
    return true;
}
