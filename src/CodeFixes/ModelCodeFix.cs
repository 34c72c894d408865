using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using ModelCompiler.Generator.Diagnostics;

namespace ModelCompiler.CodeFixes;

/// <summary>The base of the fixes: finds the syntax under a diagnostic, and fixes all occurrences with the batch fixer.</summary>
public abstract class ModelCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
            return;
        foreach (
            Diagnostic diagnostic in context.Diagnostics.Where(diagnostic => !diagnostic.Properties.ContainsKey(FixProperties.InsideBlock))
        )
            Register(context, root, diagnostic);
    }

    /// <summary>Offers the fixes for one diagnostic.</summary>
    protected abstract void Register(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic);

    /// <summary>Offers a fix that replaces one node of the document.</summary>
    protected void OfferReplacement(
        CodeFixContext context,
        SyntaxNode root,
        Diagnostic diagnostic,
        string title,
        SyntaxNode old,
        Func<SyntaxNode> replacement
    ) =>
        context.RegisterCodeFix(
            CodeAction.Create(
                title,
                _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(old, replacement()))),
                GetType().Name + title
            ),
            diagnostic
        );

    /// <summary>Offers a fix that removes a layer.</summary>
    protected static void OfferRemoval(CodeFixContext context, Diagnostic diagnostic, AttributeSyntax layer)
    {
        const string Title = "Remove the layer";
        context.RegisterCodeFix(CodeAction.Create(Title, RemoveAsync, Title), diagnostic);

        async Task<Document> RemoveAsync(CancellationToken cancellation)
        {
            DocumentEditor editor = await DocumentEditor.CreateAsync(context.Document, cancellation).ConfigureAwait(false);
            editor.RemoveAttributes(layer);
            return editor.GetChangedDocument();
        }
    }

    /// <summary>The innermost node of a kind that contains the squiggle.</summary>
    protected static T? Find<T>(SyntaxNode root, Location location)
        where T : SyntaxNode => root.FindNode(location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<T>();
}
