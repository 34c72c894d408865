using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Analyzer;

/// <summary>Finds the source text that a problem's position stands for.</summary>
internal sealed class ProblemLocator(INamedTypeSymbol type, ImmutableArray<AttributeData> attributes, CancellationToken cancellation)
{
    public Diagnostic ToDiagnostic(Problem problem) =>
        Diagnostic.Create(
            problem.Rule,
            Locate(problem.Target),
            problem.OtherTargets.Select(Locate),
            problem.Properties.ToImmutableDictionary(property => property.Key, property => (string?)property.Value),
            problem.Arguments.ToArray<object>()
        );

    private Location Locate(ProblemTarget target) =>
        target.Kind switch
        {
            TargetKind.Attribute => LocateAttribute(target),
            TargetKind.ContainingType => NameOf(ModelParser.ContainingTypes(type)[target.Index]),
            TargetKind.Member => NameOf(ModelParser.UserMembers(type)[target.Index]),
            _ => NameOf(type),
        };

    /// <summary>The name in the declaration that carries the model's attributes, or else in the first one the user wrote.</summary>
    private Location NameOf(ISymbol symbol)
    {
        SyntaxNode? marked = attributes[0]
            .ApplicationSyntaxReference?.GetSyntax(cancellation)
            .FirstAncestorOrSelf<BaseTypeDeclarationSyntax>();
        ImmutableArray<Location> written =
        [
            .. symbol.Locations.Where(location => location.SourceTree is { } tree && !ModelParser.IsGenerated(tree)),
        ];
        return written.FirstOrDefault(location =>
                marked is not null && location.SourceTree == marked.SyntaxTree && IsAround(location, marked)
            )
            ?? written.FirstOrDefault()
            ?? Location.None;
    }

    // The declarations whose names can stand for the marked one: itself, and those around it.
    private static bool IsAround(Location name, SyntaxNode marked)
    {
        for (SyntaxNode? node = marked; node is not null; node = node.Parent)
            if (node is BaseTypeDeclarationSyntax declaration && declaration.Identifier.Span == name.SourceSpan)
                return true;
        return false;
    }

    private Location LocateAttribute(ProblemTarget target)
    {
        AttributeData attribute = attributes[target.Index];
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax syntax)
            return NameOf(type);
        return target.Argument is { } name && FindArgument(attribute, syntax, name, Math.Max(target.Element, 0)) is { } argument
            ? argument.GetLocation()
            : syntax.GetLocation();
    }

    private static AttributeArgumentSyntax? FindArgument(AttributeData attribute, AttributeSyntax syntax, string name, int element)
    {
        if (syntax.ArgumentList is not { } list)
            return null;
        ImmutableArray<IParameterSymbol> parameters = attribute.AttributeConstructor?.Parameters ?? [];
        for (int i = 0; i < list.Arguments.Count; i++)
        {
            AttributeArgumentSyntax argument = list.Arguments[i];
            if (argument.NameEquals is { } property)
            {
                if (property.Name.Identifier.ValueText == name)
                    return argument;
                continue;
            }
            IParameterSymbol? parameter =
                argument.NameColon is { } colon ? parameters.FirstOrDefault(candidate => candidate.Name == colon.Name.Identifier.ValueText)
                : parameters.IsEmpty ? null
                : parameters[Math.Min(i, parameters.Length - 1)];
            bool isNamed = string.Equals(parameter?.Name, name, StringComparison.OrdinalIgnoreCase);
            bool isElement =
                parameter is not { IsParams: true }
                || argument.NameColon is not null
                || i - parameter.Ordinal == element
                || IsArray(argument.Expression);
            if (isNamed && isElement)
                return argument;
        }
        return null;
    }

    private static bool IsArray(ExpressionSyntax expression) =>
        expression.Kind()
            is SyntaxKind.ArrayCreationExpression
                or SyntaxKind.ImplicitArrayCreationExpression
                or SyntaxKind.CollectionExpression;
}
