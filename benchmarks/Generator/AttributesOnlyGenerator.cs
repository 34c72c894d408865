using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelCompiler.Benchmarks.Generator;

/// <summary>What Roslyn's own search for an attribute costs: it finds the classes and asks nothing of them.</summary>
internal sealed class AttributesOnlyGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        context.RegisterSourceOutput(
            context.SyntaxProvider.ForAttributeWithMetadataName(
                "ModelCompiler.ModelAttribute",
                static (node, _) => node is TypeDeclarationSyntax,
                static (found, _) => found.TargetSymbol.Name
            ),
            static (_, _) => { }
        );
}
