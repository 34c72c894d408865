using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace ModelCompiler.CodeFixes;

/// <summary>Removes attributes from their declarations.</summary>
internal static class AttributeRemoval
{
    /// <summary>Removes attributes of one file, and their brackets with them when nothing else stands in those; comments stay.</summary>
    public static void RemoveAttributes(this SyntaxEditor editor, params IReadOnlyList<AttributeSyntax> attributes)
    {
        foreach (IGrouping<SyntaxNode, AttributeSyntax> group in attributes.GroupBy(attribute => attribute.Parent!))
        {
            bool isAll = group.Key is AttributeListSyntax list && list.Attributes.Count == group.Count();
            foreach (SyntaxNode removed in isAll ? [group.Key] : group.AsEnumerable<SyntaxNode>())
                editor.RemoveNode(removed, isAll ? WithoutList(removed) : SyntaxRemoveOptions.KeepUnbalancedDirectives);
        }
    }

    // The first list of a declaration carries its comments.
    private static SyntaxRemoveOptions WithoutList(SyntaxNode list) => list.GetLeadingTrivia().All(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))
        ? SyntaxRemoveOptions.KeepUnbalancedDirectives
        : SyntaxRemoveOptions.KeepLeadingTrivia | SyntaxRemoveOptions.KeepUnbalancedDirectives;
}
