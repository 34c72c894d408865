using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelCompiler.Generator.Parsing.Functions;

/// <summary>Whether a method has the form of a formula: static, of floats, with an expression as its body.</summary>
internal static class MethodForm
{
    private const string Form = "Write it as static float Name(float x) => ...";

    /// <summary>The body of a method.</summary>
    /// <exception cref="FunctionException">The method has another form.</exception>
    public static ExpressionSyntax BodyOf(IMethodSymbol method, CancellationToken cancellation)
    {
        SyntaxNode? syntax = method
            .DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation))
            .OrderByDescending(part => part is MethodDeclarationSyntax { ExpressionBody: not null })
            .FirstOrDefault();
        if (syntax is LocalFunctionStatementSyntax local)
            throw new FunctionException(
                local.Identifier.GetLocation(),
                "a local function cannot be named in an attribute",
                "Make it a method"
            );
        if (syntax is not MethodDeclarationSyntax declaration)
            throw new FunctionException(method.Locations[0], "its source is not here", Form);
        CheckHead(method, declaration);
        foreach (ParameterSyntax parameter in declaration.ParameterList.Parameters)
            CheckParameter(method, parameter);
        if (declaration.Body is { } block)
            throw new FunctionException(block.OpenBraceToken.GetLocation(), "a formula has no statements", "Write its value behind =>");
        return declaration.ExpressionBody?.Expression
            ?? throw new FunctionException(declaration.Identifier.GetLocation(), "it has no body", "Write its value behind =>");
    }

    /// <summary>Whether a type is the runtime's row of numbers.</summary>
    public static bool IsRow(ITypeSymbol type) => type is INamedTypeSymbol named && AttributeTypes.IsOurs(named, "Row");

    /// <summary>Whether formulas are made of values of a type.</summary>
    public static bool IsNumeric(ITypeSymbol type) => type.SpecialType == SpecialType.System_Single || IsRow(type);

    private static void CheckHead(IMethodSymbol method, MethodDeclarationSyntax declaration)
    {
        if (declaration.Modifiers.FirstOrDefault(token => token.IsKind(SyntaxKind.AsyncKeyword)) is { RawKind: not 0 } isAsync)
            throw new FunctionException(isAsync.GetLocation(), "a formula cannot wait", "Remove async");
        if (!method.IsStatic)
            throw new FunctionException(declaration.Identifier.GetLocation(), "it is not static, so that it may depend on an object", Form);
        if (declaration.TypeParameterList is { } list)
            throw new FunctionException(list.GetLocation(), "a formula is not generic", "Use float");
        if (method.ContainingType is { IsGenericType: true })
            throw new FunctionException(declaration.Identifier.GetLocation(), "its type is generic", "Move it to a type that is not");
        if (declaration.ReturnType is RefTypeSyntax || !IsNumeric(method.ReturnType))
            throw new FunctionException(
                declaration.ReturnType.GetLocation(),
                $"it returns '{declaration.ReturnType}', and models compute in float",
                "Return float"
            );
        if (declaration.ParameterList.Parameters.Count == 0)
            throw new FunctionException(declaration.ParameterList.GetLocation(), "it has no parameter", Form);
    }

    private static void CheckParameter(IMethodSymbol method, ParameterSyntax parameter)
    {
        if (parameter.Modifiers.FirstOrDefault() is { RawKind: not 0 } modifier)
            throw new FunctionException(
                modifier.GetLocation(),
                $"a formula takes its parameters by value, not by '{modifier.Text}'",
                "Remove it"
            );
        if (parameter.Default is { } value)
            throw new FunctionException(value.GetLocation(), "a formula has no optional parameters", "Use a constant in the body");
        IParameterSymbol symbol = method.Parameters.First(own => own.Name == parameter.Identifier.ValueText);
        if (!IsNumeric(symbol.Type))
            throw new FunctionException(
                (parameter.Type ?? (SyntaxNode)parameter).GetLocation(),
                $"the parameter '{symbol.Name}' is '{symbol.Type.ToDisplayString()}', and models compute in float",
                "Use float"
            );
    }
}
