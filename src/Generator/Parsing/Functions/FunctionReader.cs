using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelCompiler.Generator.Expressions;

namespace ModelCompiler.Generator.Parsing.Functions;

/// <summary>Reads methods marked as formulas: their form here, their bodies by <see cref="BodyReader"/>.</summary>
internal static class FunctionReader
{
    /// <summary>The name of the attribute that marks a formula, without "Attribute".</summary>
    public const string Mark = "ScalarFunction";

    private const string LearnedMark = "Learned";

    // The formula with its gradients has to be printed as one method.
    private const int MostLearned = 4;

    private static readonly string[] s_taken = ["weight", "bias"];

    /// <summary>Whether a symbol carries an attribute of ours.</summary>
    public static AttributeData? Marked(ISymbol symbol, string mark) =>
        symbol
            .GetAttributes()
            .FirstOrDefault(attribute => attribute.AttributeClass is { } type && AttributeTypes.IsOurs(type, mark + "Attribute"));

    /// <summary>The type and name of a method, for messages.</summary>
    public static string NameOf(IMethodSymbol method) => $"{method.ContainingType?.Name}.{method.Name}";

    /// <summary>Reads a method, or says why it is no formula.</summary>
    /// <param name="method">A method of the source that is compiled.</param>
    /// <param name="compilation">What it is declared in.</param>
    /// <param name="fault">What is wrong, or null.</param>
    /// <param name="place">Where, or null.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static ScalarFunction? Read(
        IMethodSymbol method,
        Compilation compilation,
        out FunctionFault? fault,
        out Location? place,
        CancellationToken cancellation
    )
    {
        try
        {
            (fault, place) = (null, null);
            return Read(method, compilation, cancellation);
        }
        catch (FunctionException exception)
        {
            (fault, place) = (exception.Fault, exception.Place);
            return null;
        }
    }

    private static ScalarFunction Read(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        EquatableArray<FunctionParameter> parameters = method
            .Parameters.Select(parameter => Parameter(parameter, cancellation))
            .ToEquatableArray();
        var body = new BodyReader(compilation, cancellation);
        Expression value = body.Read(method, parameters.Select(parameter => (Expression)parameter.Variable).ToList(), call: null);
        if (value.IsLongerThan(BodyReader.MostParts))
            throw BodyReader.TooLong(method.Locations[0]);
        if (
            !MethodForm.IsRow(method.ReturnType)
            && method.Parameters.Any(parameter => MethodForm.IsRow(parameter.Type) && IsOfElement(value, parameter))
        )
            throw new FunctionException(method.Locations[0], "it makes no number of the row", "Return a float, as Row.Sum(...) makes it");
        FunctionParameter? late = parameters
            .SkipWhile(parameter => parameter.Start is null)
            .FirstOrDefault(parameter => parameter.Start is null);
        if (late is not null)
            throw Wrong(method, late.Name, "stands behind a parameter that is learned", "Move the learned parameters to the end");
        if (parameters.Count(parameter => parameter.Start is not null) > MostLearned)
            throw Wrong(
                method,
                parameters[parameters.Count - 1].Name,
                FormattableString.Invariant($"is one of more than {MostLearned} learned parameters"),
                "Use fewer, or a layer of your own"
            );
        foreach (FunctionParameter parameter in parameters)
            if (parameter.Start is not null && s_taken.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase))
                throw Wrong(method, parameter.Name, "is the name of a parameter of layers", "Give it another name");
        return new ScalarFunction(
            NameOf(method),
            method.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + "." + ModelParser.Escape(method.Name),
            parameters,
            Simplifier.Simplify(value)
        )
        {
            IsOfRows = method.Parameters.Any(parameter => MethodForm.IsRow(parameter.Type)),
            IsMixed = method.Parameters.Select(parameter => MethodForm.IsRow(parameter.Type)).Distinct().Count() > 1,
            IsRow = MethodForm.IsRow(method.ReturnType),
        };
    }

    // Whether it has a value of its own for each element of a row.
    private static bool IsOfElement(Expression expression, IParameterSymbol row) =>
        expression is not OverRow
        && (
            expression == new FunctionParameter(row.Name, null, "").Variable
            || expression.Operands.Any(operand => IsOfElement(operand, row))
        );

    private static FunctionException Wrong(IMethodSymbol method, string parameter, string reason, string remedy) =>
        new(method.Parameters.First(own => own.Name == parameter).Locations[0], $"'{parameter}' {reason}", remedy);

    private static FunctionParameter Parameter(IParameterSymbol parameter, CancellationToken cancellation)
    {
        if (Marked(parameter, LearnedMark) is not { } learned)
            return new(parameter.Name, null, "");
        Location place = learned.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? parameter.Locations[0];
        if (learned.ConstructorArguments.Length < 2 || learned.ConstructorArguments[0].Value is not float start)
            throw new FunctionException(place, "the start of a learned parameter is unknown", "Write a number, as [Learned(1f)]");
        if (!Numbers.IsFinite(start))
            throw new FunctionException(place, "a learned parameter cannot start there", "Write a finite number, as [Learned(1f)]");
        string? sharing = (learned.ConstructorArguments[1].Type as INamedTypeSymbol)
            ?.GetMembers()
            .OfType<IFieldSymbol>()
            .FirstOrDefault(member => member.HasConstantValue && Equals(member.ConstantValue, learned.ConstructorArguments[1].Value))
            ?.Name;
        return new(
            parameter.Name,
            start,
            sharing ?? throw new FunctionException(place, "there is no such sharing", "Write a member of ParameterSharing")
        );
    }
}
