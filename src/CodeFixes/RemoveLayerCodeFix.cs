using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using ModelCompiler.Generator.Diagnostics;

namespace ModelCompiler.CodeFixes;

/// <summary>Removes an activation layer that spoils the output before it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RemoveLayerCodeFix : ModelCodeFix
{
    private const string Title = "Remove the layer";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.SoftmaxTwice, DiagnosticIds.LayerAfterOutput];

    /// <inheritdoc/>
    protected override void Register(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        if (Find<AttributeSyntax>(root, diagnostic.Location) is { } layer)
            context.RegisterCodeFix(CodeAction.Create(Title, cancellation => RemoveAsync(context.Document, layer, cancellation), Title), diagnostic);
    }

    private static async Task<Document> RemoveAsync(Document document, AttributeSyntax layer, CancellationToken cancellation)
    {
        DocumentEditor editor = await DocumentEditor.CreateAsync(document, cancellation).ConfigureAwait(false);
        editor.RemoveAttributes(layer);
        return editor.GetChangedDocument();
    }
}
