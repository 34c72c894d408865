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

    // The first list of a declaration carries its comments; one amid a line carries the space before what follows.
    private static SyntaxRemoveOptions WithoutList(SyntaxNode list)
    {
        SyntaxRemoveOptions options = SyntaxRemoveOptions.KeepUnbalancedDirectives;
        if (list.GetLeadingTrivia().Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia)))
            options |= SyntaxRemoveOptions.KeepLeadingTrivia;
        bool followsSpace = list.GetFirstToken().GetPreviousToken().HasTrailingTrivia || list.HasLeadingTrivia;
        if (!followsSpace && !list.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
            options |= SyntaxRemoveOptions.KeepTrailingTrivia;
        return options;
    }
}
