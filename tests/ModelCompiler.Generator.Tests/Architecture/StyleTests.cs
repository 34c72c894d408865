using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelCompiler.Generator.Tests.Architecture;

/// <summary>
/// What .editorconfig asks for beyond suggestions. Builds leave the analyzers of style out, which take a sixth of their time to say this
/// one thing.
/// </summary>
public sealed class StyleTests
{
    [Fact]
    public void A_namespace_is_that_of_the_whole_file() =>
        Assert.Empty(
            SourceFile.All.Where(file => file.Tree.Members.Any(member => member is NamespaceDeclarationSyntax)).Select(file => file.Path)
        );
}
