using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelCompiler.Generator.Diagnostics;

namespace ModelCompiler.CodeFixes;

/// <summary>Adds the missing <c>[Input()]</c>, whose shape only its author knows, or the missing <c>[Model]</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AddAttributeCodeFix : ModelCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.InputMissing, DiagnosticIds.ModelAttributeMissing];

    /// <inheritdoc/>
    protected override void Register(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        if (
            Find<AttributeSyntax>(root, diagnostic.Location)
            is not { Parent: AttributeListSyntax { Parent: MemberDeclarationSyntax type } list }
        )
            return;
        if (diagnostic.Id == DiagnosticIds.InputMissing)
            OfferReplacement(
                context,
                root,
                diagnostic,
                "Add [Input()] and fill in the shape",
                type,
                () =>
                    AttributeLists.InsertAfter(
                        type,
                        type.AttributeLists.IndexOf(list),
                        [AttributeLists.Create("Input", SyntaxFactory.AttributeArgumentList())]
                    )
            );
        else
            OfferReplacement(
                context,
                root,
                diagnostic,
                "Add [Model]",
                type,
                () => AttributeLists.Prepend(type, AttributeLists.Create("Model", null))
            );
    }
}
