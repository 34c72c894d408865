using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Parsing;

/// <summary>Reads one attribute of ModelCompiler into plain values.</summary>
internal static class AttributeParser
{
    private const string Vocabulary = "ModelCompiler";
    private const string Suffix = "Attribute";

    /// <summary>The role of an attribute, or null when it is not one of ours.</summary>
    public static AttributeRole? RoleOf(AttributeData attribute)
    {
        if (attribute.AttributeClass is not { } type)
            return null;
        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
            if (IsOurs(ancestor, "LayerAttribute"))
                return AttributeRole.Layer;
        if (IsOurs(type, "ModelAttribute"))
            return AttributeRole.Model;
        if (IsOurs(type, "InputAttribute"))
            return AttributeRole.Input;
        if (IsOurs(type, "WeightsAttribute"))
            return AttributeRole.Weights;
        if (IsOurs(type, "BlockAttribute"))
            return AttributeRole.Block;
        return IsOurs(type, "LossAttribute") ? AttributeRole.Loss : null;
    }

    /// <summary>The class that a use of a block names, or null when the attribute is no use; an erroneous one when the C# compiler cannot find it.</summary>
    public static ITypeSymbol? BlockOf(AttributeData attribute) =>
        attribute.AttributeClass is { TypeArguments.Length: 1 } type && IsOurs(type, "UseAttribute") ? type.TypeArguments[0] : null;

    public static DeclaredAttribute Parse(AttributeData attribute, AttributeRole role, int part)
    {
        var arguments = new List<LayerArgument>();
        string? givenName = null;
        bool isErroneous = attribute.AttributeConstructor is null || BlockOf(attribute) is { TypeKind: TypeKind.Error };
        if (attribute.AttributeConstructor is { } constructor)
            for (int i = 0; i < constructor.Parameters.Length && i < attribute.ConstructorArguments.Length; i++)
                Add(PropertyName(attribute.AttributeClass!, constructor.Parameters[i].Name), attribute.ConstructorArguments[i]);
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
            Add(argument.Key, argument.Value);
        return new DeclaredAttribute(role, KindOf(attribute.AttributeClass!), givenName, arguments.ToEquatableArray(), part, isErroneous);

        void Add(string name, TypedConstant value)
        {
            if (name == "Name" && role == AttributeRole.Layer && value.Value is string text)
                givenName = text;
            else if (ToArgument(name, value) is { } argument)
                arguments.Add(argument);
            else
                isErroneous |= value.Kind == TypedConstantKind.Error;
        }
    }

    private static string KindOf(INamedTypeSymbol type)
    {
        string name = type.Name;
        if (name.EndsWith(Suffix, StringComparison.Ordinal) && name.Length > Suffix.Length)
            name = name.Substring(0, name.Length - Suffix.Length);
        if (IsOurs(type, type.Name))
            return name;
        return (type.ContainingNamespace.IsGlobalNamespace ? "global::" : type.ContainingNamespace.ToDisplayString() + ".") + name;
    }

    private static bool IsOurs(INamedTypeSymbol type, string name) =>
        type.Name == name && type.ContainingType is null
        && type.ContainingNamespace is { Name: Vocabulary, ContainingNamespace.IsGlobalNamespace: true };

    private static string PropertyName(INamedTypeSymbol type, string parameter)
    {
        foreach (ISymbol member in type.GetMembers())
            if (member is IPropertySymbol && string.Equals(member.Name, parameter, StringComparison.OrdinalIgnoreCase))
                return member.Name;
        return char.ToUpperInvariant(parameter[0]) + parameter.Substring(1);
    }

    private static LayerArgument? ToArgument(string name, TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Enum => new(name, ToNumber(constant.Value), MemberName(constant), EquatableArray<int>.Empty) { Enumeration = constant.Type?.Name },
        TypedConstantKind.Array => new(name, 0, null, ToNumbers(constant)) { Texts = ToTexts(constant) },
        TypedConstantKind.Primitive when constant.Value is string text => new(name, 0, text, EquatableArray<int>.Empty),
        TypedConstantKind.Primitive when constant.Value is not null => new(name, ToNumber(constant.Value), null, EquatableArray<int>.Empty),
        _ => null,
    };

    private static double ToNumber(object? value) => value switch
    {
        bool boolean => boolean ? 1 : 0,
        char character => character,
        null => 0,
        _ => Convert.ToDouble(value, CultureInfo.InvariantCulture),
    };

    /// <summary>The member's name, or the number as text when the enumeration has no such member.</summary>
    private static string MemberName(TypedConstant constant)
    {
        foreach (ISymbol member in constant.Type!.GetMembers())
            if (member is IFieldSymbol { HasConstantValue: true } field && Equals(field.ConstantValue, constant.Value))
                return field.Name;
        return Convert.ToString(constant.Value, CultureInfo.InvariantCulture);
    }

    private static EquatableArray<string> ToTexts(TypedConstant constant) => constant is { IsNull: false, Type: IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String } }
        ? constant.Values.Select(element => element.Value as string ?? "").ToEquatableArray()
        : EquatableArray<string>.Empty;

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
