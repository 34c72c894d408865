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
            return context.TargetSymbol is INamedTypeSymbol type && IsFirst(context, type)
                ? new(type.Name, ModelParser.Parse(type, cancellation), null)
                : null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new(context.TargetSymbol.Name, null, exception.ToString());
        }
    }

    private static bool IsFirst(GeneratorAttributeSyntaxContext context, INamedTypeSymbol type)
    {
        AttributeData? first = type.GetAttributes().FirstOrDefault(attribute => AttributeParser.RoleOf(attribute) == AttributeRole.Model);
        return first?.ApplicationSyntaxReference is { } application
            && application.SyntaxTree == context.TargetNode.SyntaxTree
            && context.TargetNode.Span.Contains(application.Span);
    }
}
