using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Parsing.Functions;

namespace ModelCompiler.Generator.Parsing;

/// <summary>Reads attributes of ModelCompiler into plain values.</summary>
internal static class AttributeParser
{
    public static DeclaredAttribute Parse(AttributeData attribute, AttributeTypes types, int part, CancellationToken cancellation)
    {
        AttributeType type = types.Of(attribute.AttributeClass!);
        AttributeRole role = type.Role!.Value;
        string? givenName = null,
            givenKey = null;
        bool isErroneous = attribute.AttributeConstructor is null || type.Block is { TypeKind: TypeKind.Error };
        ImmutableArray<IParameterSymbol> parameters = attribute.AttributeConstructor?.Parameters ?? [];
        ImmutableArray<TypedConstant> values = attribute.ConstructorArguments;
        ImmutableArray<KeyValuePair<string, TypedConstant>> named = attribute.NamedArguments;
        ImmutableArray<LayerArgument>.Builder arguments = ImmutableArray.CreateBuilder<LayerArgument>(values.Length + named.Length);
        for (int i = 0; i < parameters.Length && i < values.Length; i++)
            Add(
                type.PropertyName(parameters[i].Name),
                values[i],
                isRequired: parameters[i] is { HasExplicitDefaultValue: false, IsParams: false }
            );
        foreach (KeyValuePair<string, TypedConstant> argument in named)
            Add(argument.Key, argument.Value, isRequired: false);
        return new DeclaredAttribute(role, type.Kind, givenName, new(arguments.ToImmutable()), part, isErroneous)
        {
            GivenKey = givenKey,
            IsJoin = type.IsJoin,
            Function = isErroneous ? null : FunctionOf(parameters, values, types, cancellation),
        };

        void Add(string name, TypedConstant value, bool isRequired)
        {
            if (name == "Name" && (role is AttributeRole.Layer or AttributeRole.Input) && value.Value is string text)
                givenName = text;
            else if (name == "Key" && role == AttributeRole.Layer && value.Value is string key)
                givenKey = key;
            else if (ToArgument(name, value, types) is { } argument)
                arguments.Add(isRequired ? argument with { IsRequired = true } : argument);
            isErroneous |= IsErroneous(value);
        }
    }

    // A constructor that takes a type and a text names a method.
    private static DeclaredFunction? FunctionOf(
        ImmutableArray<IParameterSymbol> parameters,
        ImmutableArray<TypedConstant> values,
        AttributeTypes types,
        CancellationToken cancellation
    )
    {
        for (int i = 0; i + 1 < values.Length; i++)
            if (parameters[i].Name == "functions")
                return types.Functions.Find(values[i].Value as INamedTypeSymbol, values[i + 1].Value as string, cancellation);
        return null;
    }

    private static bool IsErroneous(TypedConstant value) =>
        value.Kind == TypedConstantKind.Error
        || (value is { Kind: TypedConstantKind.Array, IsNull: false } && value.Values.Any(IsErroneous));

    private static LayerArgument? ToArgument(string name, TypedConstant constant, AttributeTypes types) =>
        constant.Kind switch
        {
            TypedConstantKind.Enum => new(name, ToNumber(constant.Value), types.MemberName(constant), EquatableArray<int>.Empty)
            {
                Enumeration = constant.Type?.Name,
            },
            TypedConstantKind.Array => new(name, 0, null, ToNumbers(constant)) { Texts = ToTexts(constant) },
            TypedConstantKind.Primitive when constant.Value is string text => new(name, 0, text, EquatableArray<int>.Empty),
            TypedConstantKind.Primitive when constant.Value is double number => new(name, (float)number, null, EquatableArray<int>.Empty)
            {
                Written = number,
            },
            TypedConstantKind.Primitive when constant.Value is not null => new(
                name,
                ToNumber(constant.Value),
                null,
                EquatableArray<int>.Empty
            ),
            _ => null,
        };

    private static double ToNumber(object? value) =>
        value switch
        {
            int number => number,
            bool boolean => boolean ? 1 : 0,
            char character => character,
            null => 0,
            _ => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        };

    // Where several texts may stand, a null alone is an array that is null: it is one text that is missing, as a null among others is.
    private static EquatableArray<string> ToTexts(TypedConstant constant)
    {
        if (constant.Type is not IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String })
            return EquatableArray<string>.Empty;
        return constant.IsNull ? new([""]) : constant.Values.Select(element => element.Value as string ?? "").ToEquatableArray();
    }

    private static EquatableArray<int> ToNumbers(TypedConstant constant)
    {
        if (constant.IsNull)
            return EquatableArray<int>.Empty;
        ImmutableArray<int>.Builder numbers = ImmutableArray.CreateBuilder<int>(constant.Values.Length);
        foreach (TypedConstant element in constant.Values)
            numbers.Add(element.Value is int number ? number : 0);
        return new(numbers.ToImmutable());
    }
}
