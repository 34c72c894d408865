using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelCompiler.Generator.Diagnostics;

namespace ModelCompiler.CodeFixes;

/// <summary>Removes <c>static</c> or <c>abstract</c> from a model.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RemoveModifierCodeFix : ModelCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.ModelStatic, DiagnosticIds.ModelAbstract];

    /// <inheritdoc/>
    protected override void Register(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        SyntaxKind kind = diagnostic.Id == DiagnosticIds.ModelStatic ? SyntaxKind.StaticKeyword : SyntaxKind.AbstractKeyword;
        if (Find<TypeDeclarationSyntax>(root, diagnostic.Location) is { } type && type.Modifiers.Any(kind))
            OfferReplacement(context, root, diagnostic, $"Remove '{SyntaxFacts.GetText(kind)}'", type, () => Without(type, kind));
    }

    private static TypeDeclarationSyntax Without(TypeDeclarationSyntax type, SyntaxKind kind)
    {
        SyntaxToken modifier = type.Modifiers.First(token => token.IsKind(kind));
        SyntaxToken next = modifier.GetNextToken();
        SyntaxTriviaList leading = modifier.LeadingTrivia;
        bool isFirst = type.Modifiers.IndexOf(modifier) == 0;
        // A first modifier carries the comments and indentation of the declaration.
        if (isFirst)
            type = type.ReplaceToken(next, next.WithLeadingTrivia(leading));
        return (TypeDeclarationSyntax)type.WithModifiers(type.Modifiers.Remove(type.Modifiers.First(token => token.IsKind(kind))));
    }
}
