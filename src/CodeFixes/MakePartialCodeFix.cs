using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelCompiler.Generator.Diagnostics;

namespace ModelCompiler.CodeFixes;

/// <summary>Adds <c>partial</c> to a model, or to a type that contains one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MakePartialCodeFix : ModelCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.ModelNotPartial, DiagnosticIds.ContainingTypeNotPartial];

    /// <inheritdoc/>
    protected override void Register(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        if (Find<TypeDeclarationSyntax>(root, diagnostic.Location) is { } type)
            OfferReplacement(context, root, diagnostic, $"Make '{type.Identifier.ValueText}' partial", type, () => MakePartial(type));
    }

    private static TypeDeclarationSyntax MakePartial(TypeDeclarationSyntax type)
    {
        SyntaxToken partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (type.Modifiers.Count > 0)
            return type.AddModifiers(partial);
        // The keyword was the first token: its comments and indentation go before 'partial' now.
        SyntaxToken keyword = type.Keyword;
        return ((TypeDeclarationSyntax)type.WithKeyword(keyword.WithLeadingTrivia())).AddModifiers(
            partial.WithLeadingTrivia(keyword.LeadingTrivia)
        );
    }
}
