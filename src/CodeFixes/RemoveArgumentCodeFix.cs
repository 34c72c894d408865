using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelCompiler.Generator.Diagnostics;

namespace ModelCompiler.CodeFixes;

/// <summary>Removes an argument that has no effect, or an initializer that the default beats.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RemoveArgumentCodeFix : ModelCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.ArgumentWithoutEffect, DiagnosticIds.InitializerMismatch];

    /// <inheritdoc/>
    protected override void Register(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        if (
            Find<AttributeArgumentSyntax>(root, diagnostic.Location) is
            { NameEquals: { } name, Parent.Parent: AttributeSyntax attribute } argument
        )
            OfferReplacement(
                context,
                root,
                diagnostic,
                $"Remove {name.Name.Identifier.ValueText}",
                attribute,
                () => AttributeArguments.Without(attribute, argument)
            );
    }
}
