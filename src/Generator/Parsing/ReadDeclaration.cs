using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Parsing;

/// <summary>A declaration, or the text of the exception that reading it threw: one model's fault must not stop the others.</summary>
/// <param name="Name">The class's name, for messages.</param>
/// <param name="MetadataName">The class's full name.</param>
/// <param name="Declaration">The declaration; null when reading it threw.</param>
/// <param name="Failure">The text of the exception, or null.</param>
internal sealed record ReadDeclaration(string Name, string MetadataName, ModelDeclaration? Declaration, string? Failure)
{
    /// <summary>Whether the C# compiler rejects an argument, which may be a constant that has not been generated yet.</summary>
    public bool IsUnclear => Declaration is not null && Declaration.Attributes.Any(attribute => attribute.IsErroneous);

    /// <summary>Reads a class that is marked as a model; null for all but the first of several such marks on one class.</summary>
    public static ReadDeclaration? Model(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        From(context, AttributeRole.Model, cancellation);

    /// <summary>
    /// Reads a class that is marked as a block; null for all but the first of several such marks on one class, and for a model.
    /// </summary>
    public static ReadDeclaration? Block(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        From(context, AttributeRole.Block, cancellation);

    /// <summary>Reads a class anew, with what is declared in a compilation.</summary>
    public ReadDeclaration In(Compilation compilation, CancellationToken cancellation) =>
        compilation.Assembly.GetTypeByMetadataName(MetadataName) is { } type
            ? this with
            {
                Declaration = ModelParser.Parse(type, cancellation),
            }
            : this;

    private static ReadDeclaration? From(GeneratorAttributeSyntaxContext context, AttributeRole role, CancellationToken cancellation)
    {
        try
        {
            if (context.TargetSymbol is not INamedTypeSymbol type)
                return null;
            var types = new AttributeTypes();
            ImmutableArray<AttributeData> attributes = ModelParser.ModelAttributes(type, types);
            return
                IsFirst(context, attributes, types, role) && (role == AttributeRole.Model || !types.Have(attributes, AttributeRole.Model))
                ? new(type.Name, MetadataNames.Of(type), ModelParser.Parse(type, types, cancellation), null)
                : null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new(context.TargetSymbol.Name, "", null, exception.ToString());
        }
    }

    private static bool IsFirst(
        GeneratorAttributeSyntaxContext context,
        ImmutableArray<AttributeData> attributes,
        AttributeTypes types,
        AttributeRole role
    )
    {
        AttributeData? first = attributes.FirstOrDefault(attribute => types.RoleOf(attribute) == role);
        return first?.ApplicationSyntaxReference is { } application
            && application.SyntaxTree == context.TargetNode.SyntaxTree
            && context.TargetNode.Span.Contains(application.Span);
    }
}
