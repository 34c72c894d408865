using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using ModelCompiler.Generator.Diagnostics;

namespace ModelCompiler.CodeFixes;

/// <summary>Sets the activation of the layer under the squiggle, or changes the loss, so that the two agree.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ChangeValueCodeFix : ModelCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds =>
        [
            DiagnosticIds.CategoricalWithoutSoftmax,
            DiagnosticIds.BinaryWithoutSigmoid,
            DiagnosticIds.LabelsWithoutSoftmax,
            DiagnosticIds.SoftmaxOverOneOutput,
            DiagnosticIds.SoftmaxWithRegressionLoss,
            DiagnosticIds.LinearLayersCollapse,
            DiagnosticIds.SoftmaxHidden,
        ];

    /// <inheritdoc/>
    protected override void Register(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        AttributeSyntax? layer = Find<AttributeSyntax>(root, diagnostic.Location);
        AttributeSyntax? loss =
            diagnostic.AdditionalLocations.FirstOrDefault() is { } location && location.SourceTree == root.SyntaxTree
                ? Find<AttributeSyntax>(root, location)
                : null;
        string? newActivation = Property(diagnostic, FixProperties.Activation);
        string? newLoss = Property(diagnostic, FixProperties.Loss);
        // Over one output neither change helps alone; elsewhere either does.
        bool needsBoth = diagnostic.Id == DiagnosticIds.SoftmaxOverOneOutput && newLoss is not null;
        if (layer is not null && newActivation is not null && needsBoth && loss is not null)
            Offer(
                context,
                diagnostic,
                $"Use {newActivation} with {newLoss}",
                (layer, "Activation", newActivation),
                (loss, "Loss", newLoss!)
            );
        if (layer is not null && newActivation is not null && !needsBoth)
            Offer(context, diagnostic, $"Change the activation to {newActivation}", (layer, "Activation", newActivation));
        if (loss is not null && newLoss is not null && !needsBoth)
            Offer(context, diagnostic, $"Change the loss to {newLoss}", (loss, "Loss", newLoss));
    }

    private static string? Property(Diagnostic diagnostic, string key) =>
        diagnostic.Properties.TryGetValue(key, out string? value) ? value : null;

    private static void Offer(
        CodeFixContext context,
        Diagnostic diagnostic,
        string title,
        params (AttributeSyntax Attribute, string Enumeration, string Member)[] changes
    ) =>
        context.RegisterCodeFix(
            CodeAction.Create(title, cancellation => ChangeAsync(context.Document, changes, cancellation), title),
            diagnostic
        );

    private static async Task<Document> ChangeAsync(
        Document document,
        (AttributeSyntax Attribute, string Enumeration, string Member)[] changes,
        CancellationToken cancellation
    )
    {
        DocumentEditor editor = await DocumentEditor.CreateAsync(document, cancellation).ConfigureAwait(false);
        foreach ((AttributeSyntax attribute, string enumeration, string member) in changes)
            editor.ReplaceNode(
                attribute,
                AttributeArguments.WithEnumeration(attribute, editor.SemanticModel, enumeration, member, cancellation)
            );
        return editor.GetChangedDocument();
    }
}
