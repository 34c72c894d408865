using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelCompiler.Generator.Diagnostics;

namespace ModelCompiler.CodeFixes;

/// <summary>Moves an input or a layer of noise above the attributes that the diagnostic lists; noise can also be removed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MoveAttributeUpCodeFix : ModelCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds =>
        [DiagnosticIds.NoiseBeforeCrossEntropy, DiagnosticIds.NoiseAfterOutput, DiagnosticIds.InputBelowLayer];

    /// <inheritdoc/>
    protected override void Register(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        if (Find<AttributeSyntax>(root, diagnostic.Location) is not { } moved)
            return;
        List<AttributeSyntax?> passed = diagnostic
            .AdditionalLocations.Select(location => location.SourceTree == root.SyntaxTree ? Find<AttributeSyntax>(root, location) : null)
            .ToList();
        if (passed.Count > 0 && passed.All(attribute => attribute is not null))
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Move above [{passed[0]!.Name}]",
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(Rotate(root, [.. passed, moved]))),
                    nameof(MoveAttributeUpCodeFix)
                ),
                diagnostic
            );
        if (diagnostic.Id != DiagnosticIds.InputBelowLayer)
            OfferRemoval(context, diagnostic, moved);
    }

    /// <summary>Puts the last of the attributes where the first stands, and each other one place down.</summary>
    private static SyntaxNode Rotate(SyntaxNode root, List<AttributeSyntax?> attributes)
    {
        List<SyntaxNode> places = attributes.Select(attribute => (SyntaxNode)attribute!).ToList();
        bool isOneEach = places.All(place => place.Parent is AttributeListSyntax { Attributes.Count: 1 });
        if (isOneEach)
            places = places.Select(place => place.Parent!).ToList();

        // Comments belong to their attributes, but those above the whole declaration stay on top.
        bool isOnTop = places[0].Parent is MemberDeclarationSyntax declaration && declaration.AttributeLists[0] == places[0];
        bool hasComments =
            isOneEach
            && !isOnTop
            && places.Any(place =>
                place
                    .GetLeadingTrivia()
                    .Concat(place.GetTrailingTrivia())
                    .Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
            );
        var replacements = new Dictionary<SyntaxNode, SyntaxNode>();
        for (int i = 0; i < places.Count; i++)
        {
            SyntaxNode source = places[(i + places.Count - 1) % places.Count];
            replacements.Add(places[i], hasComments ? source : source.WithTriviaFrom(places[i]));
        }

        return root.ReplaceNodes(places, (old, _) => replacements[old]);
    }
}
