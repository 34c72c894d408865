using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace ModelCompiler.CodeFixes;

/// <summary>Changes single arguments of an attribute and leaves the others as they were written.</summary>
internal static class AttributeArguments
{
    /// <summary>The attribute with the constructor argument of an enumeration's type set to a member.</summary>
    public static AttributeSyntax WithEnumeration(
        AttributeSyntax attribute,
        SemanticModel model,
        string enumeration,
        string member,
        CancellationToken cancellation
    )
    {
        if (
            model.GetSymbolInfo(attribute, cancellation).Symbol is not IMethodSymbol constructor
            || constructor.Parameters.FirstOrDefault(candidate => candidate.Type.Name == enumeration) is not { } parameter
        )
        {
            return attribute;
        }
        ExpressionSyntax value = SyntaxFactory
            .ParseExpression($"global::ModelCompiler.{enumeration}.{member}")
            .WithAdditionalAnnotations(Simplifier.Annotation);
        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = attribute.ArgumentList?.Arguments ?? default;
        int position = 0;
        foreach (AttributeArgumentSyntax argument in arguments)
        {
            if (argument.NameEquals is not null)
                break;
            bool isIt = argument.NameColon is { } colon ? colon.Name.Identifier.ValueText == parameter.Name : position == parameter.Ordinal;
            if (isIt)
                return attribute.ReplaceNode(
                    argument.Expression,
                    Rename(argument.Expression, member) ?? value.WithTriviaFrom(argument.Expression)
                );
            position++;
        }
        bool isPositional = position == parameter.Ordinal && arguments.Take(position).All(argument => argument.NameColon is null);
        AttributeArgumentSyntax added = SyntaxFactory.AttributeArgument(
            null,
            isPositional ? null : SyntaxFactory.NameColon(parameter.Name),
            value
        );
        return WithArguments(attribute, arguments.Insert(position, added));
    }

    /// <summary>The attribute with its <c>Name</c> set.</summary>
    public static AttributeSyntax WithName(AttributeSyntax attribute, string name) =>
        WithProperty(attribute, "Name", SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(name)));

    /// <summary>The attribute with its <c>Bias</c> set to false.</summary>
    public static AttributeSyntax WithoutBias(AttributeSyntax attribute) =>
        WithProperty(attribute, "Bias", SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression));

    /// <summary>The attribute without one of its arguments.</summary>
    public static AttributeSyntax Without(AttributeSyntax attribute, AttributeArgumentSyntax argument) =>
        WithArguments(attribute, attribute.ArgumentList!.Arguments.Remove(argument));

    private static AttributeSyntax WithProperty(AttributeSyntax attribute, string property, ExpressionSyntax value)
    {
        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = attribute.ArgumentList?.Arguments ?? default;
        return arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == property) is { } given
            ? attribute.ReplaceNode(given.Expression, value.WithTriviaFrom(given.Expression))
            : WithArguments(attribute, arguments.Add(SyntaxFactory.AttributeArgument(SyntaxFactory.NameEquals(property), null, value)));
    }

    // 'Activation.Relu' keeps the way its type was written.
    private static MemberAccessExpressionSyntax? Rename(ExpressionSyntax expression, string member) =>
        expression is MemberAccessExpressionSyntax access
            ? access.WithName(SyntaxFactory.IdentifierName(member).WithTriviaFrom(access.Name))
            : null;

    private static AttributeSyntax WithArguments(AttributeSyntax attribute, SeparatedSyntaxList<AttributeArgumentSyntax> arguments) =>
        attribute.WithArgumentList((attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList()).WithArguments(arguments));
}
