using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using ModelCompiler.Generator.Diagnostics;

namespace ModelCompiler.CodeFixes;

/// <summary>
/// Moves the attributes of a model or block from other partial declarations, perhaps in other files, to the one that is marked.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MoveAttributesCodeFix : ModelCodeFix
{
    private const string Title = "Move the attributes to one declaration";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.AttributesSpread];

    /// <inheritdoc/>
    protected override void Register(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic) =>
        context.RegisterCodeFix(
            CodeAction.Create(Title, cancellation => MoveAsync(context.Document.Project.Solution, diagnostic, cancellation), Title),
            diagnostic
        );

    // The first additional location is the mark, the others are further attributes that have strayed.
    private static async Task<Solution> MoveAsync(Solution solution, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var editor = new SolutionEditor(solution);
        var strays = new List<AttributeSyntax>();
        foreach (Location location in diagnostic.AdditionalLocations.Skip(1).Prepend(diagnostic.Location))
        {
            if (await FindAsync(solution, location, cancellation).ConfigureAwait(false) is not { } found)
                return solution;
            strays.Add(found);
        }
        foreach (IGrouping<SyntaxTree, AttributeSyntax> file in strays.GroupBy(stray => stray.SyntaxTree))
            (await EditorOfAsync(file.Key).ConfigureAwait(false)).RemoveAttributes(file.ToList());
        AttributeSyntax? model = await FindAsync(solution, diagnostic.AdditionalLocations[0], cancellation).ConfigureAwait(false);
        if (model?.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } target)
            return solution;
        (await EditorOfAsync(model.SyntaxTree).ConfigureAwait(false)).ReplaceNode(
            target,
            (current, _) =>
                AttributeLists.InsertAfter(
                    (MemberDeclarationSyntax)current,
                    ((MemberDeclarationSyntax)current).AttributeLists.Count - 1,
                    strays
                )
        );
        return editor.GetChangedSolution();

        Task<DocumentEditor> EditorOfAsync(SyntaxTree tree) => editor.GetDocumentEditorAsync(solution.GetDocument(tree)!.Id, cancellation);
    }

    private static async Task<AttributeSyntax?> FindAsync(Solution solution, Location location, CancellationToken cancellation)
    {
        return
            solution.GetDocument(location.SourceTree) is { } document
            && await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is { } root
            ? Find<AttributeSyntax>(root, location)
            : null;
    }
}
