using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelCompiler.Generator.Diagnostics;

namespace ModelCompiler.CodeFixes;

/// <summary>Removes an activation layer that spoils the output before it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RemoveLayerCodeFix : ModelCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.SoftmaxTwice, DiagnosticIds.LayerAfterOutput];

    /// <inheritdoc/>
    protected override void Register(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        if (Find<AttributeSyntax>(root, diagnostic.Location) is { } layer)
            OfferRemoval(context, diagnostic, layer);
    }
}
