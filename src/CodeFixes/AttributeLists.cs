using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace ModelCompiler.CodeFixes;

/// <summary>Inserts attributes into a declaration, each on a line of its own.</summary>
internal static class AttributeLists
{
    /// <summary>An attribute of ModelCompiler, written as briefly as the file's usings allow.</summary>
    public static AttributeSyntax Create(string name, AttributeArgumentListSyntax? arguments) =>
        SyntaxFactory.Attribute(
            SyntaxFactory.ParseName("global::ModelCompiler." + name).WithAdditionalAnnotations(Simplifier.Annotation),
            arguments
        );

    /// <summary>Inserts an attribute before all others; comments above the declaration stay on top.</summary>
    public static MemberDeclarationSyntax Prepend(MemberDeclarationSyntax declaration, AttributeSyntax attribute)
    {
        AttributeListSyntax first = declaration.AttributeLists[0];
        AttributeListSyntax added = OnOwnLine(attribute).WithLeadingTrivia(first.GetLeadingTrivia());
        return declaration.WithAttributeLists(
            declaration.AttributeLists.Replace(first, first.WithLeadingTrivia(Indentation(first))).Insert(0, added)
        );
    }

    /// <summary>Inserts attributes after the list at a position.</summary>
    public static MemberDeclarationSyntax InsertAfter(
        MemberDeclarationSyntax declaration,
        int position,
        IEnumerable<AttributeSyntax> attributes
    )
    {
        SyntaxTriviaList indentation = Indentation(declaration.AttributeLists[0]);
        AttributeListSyntax previous = declaration.AttributeLists[position];
        if (!previous.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
            declaration = declaration.WithAttributeLists(
                declaration.AttributeLists.Replace(previous, previous.WithTrailingTrivia(EndOfLine))
            );
        return declaration.WithAttributeLists(
            declaration.AttributeLists.InsertRange(
                position + 1,
                attributes.Select(attribute => OnOwnLine(attribute).WithLeadingTrivia(indentation))
            )
        );
    }

    private static SyntaxTrivia EndOfLine => SyntaxFactory.ElasticEndOfLine("\n");

    private static AttributeListSyntax OnOwnLine(AttributeSyntax attribute) =>
        SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute.WithoutTrivia())).WithTrailingTrivia(EndOfLine);

    private static SyntaxTriviaList Indentation(SyntaxNode node) =>
        SyntaxFactory.TriviaList(node.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
}
