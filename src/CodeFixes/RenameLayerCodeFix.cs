using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelCompiler.Generator.Diagnostics;

namespace ModelCompiler.CodeFixes;

/// <summary>Gives a layer whose name is taken a name that is free.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RenameLayerCodeFix : ModelCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.LayerNameDuplicate, DiagnosticIds.LayerNameTaken];

    /// <inheritdoc/>
    protected override void Register(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        if (
            Find<AttributeSyntax>(root, diagnostic.Location) is { } layer
            && diagnostic.Properties.TryGetValue(FixProperties.Name, out string? name)
            && name is not null
        )
            OfferReplacement(context, root, diagnostic, $"Name the layer '{name}'", layer, () => AttributeArguments.WithName(layer, name));
    }
}
