using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Parsing;

/// <summary>A declaration, or the text of the exception that reading it threw: one model's fault must not stop the others.</summary>
internal sealed record ReadDeclaration(string Name, ModelDeclaration? Declaration, string? Failure)
{
    /// <summary>Reads the class under an attribute; null for all but the first of several <c>[Model]</c> on one class.</summary>
    public static ReadDeclaration? From(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        try
        {
            if (context.TargetSymbol is not INamedTypeSymbol type)
                return null;
            var types = new AttributeTypes();
            ImmutableArray<AttributeData> attributes = ModelParser.ModelAttributes(type, types);
            return IsFirst(context, attributes, types) ? new(type.Name, ModelParser.Parse(type, types, cancellation), null) : null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new(context.TargetSymbol.Name, null, exception.ToString());
        }
    }

    private static bool IsFirst(GeneratorAttributeSyntaxContext context, ImmutableArray<AttributeData> attributes, AttributeTypes types)
    {
        AttributeData? first = attributes.FirstOrDefault(attribute => types.RoleOf(attribute) == AttributeRole.Model);
        return first?.ApplicationSyntaxReference is { } application
            && application.SyntaxTree == context.TargetNode.SyntaxTree
            && context.TargetNode.Span.Contains(application.Span);
    }
}
