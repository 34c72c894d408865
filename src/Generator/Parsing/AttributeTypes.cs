using System.Globalization;
using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Parsing;

/// <summary>
/// What is known about the attribute classes and enumerations of one declaration. A deep model repeats a few kinds of layers a hundred
/// times, and is read again after every keystroke: each type is looked into once. Holds symbols, so it lives no longer than one reading.
/// </summary>
internal sealed class AttributeTypes
{
    private const string Vocabulary = "ModelCompiler";
    private const string Suffix = "Attribute";

    private readonly Dictionary<INamedTypeSymbol, AttributeType> _types = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ITypeSymbol, Dictionary<object, string>> _enumerations = new(SymbolEqualityComparer.Default);

    /// <summary>The functions that attributes name.</summary>
    public Functions.FunctionTable Functions { get; } = new();

    /// <summary>The role of an attribute, or null when it is not one of ours.</summary>
    public AttributeRole? RoleOf(AttributeData attribute) => attribute.AttributeClass is { } type ? Of(type).Role : null;

    /// <summary>Whether one of the attributes has a role.</summary>
    public bool Have(IEnumerable<AttributeData> attributes, AttributeRole role) => attributes.Any(attribute => RoleOf(attribute) == role);

    /// <summary>What is known about an attribute class.</summary>
    public AttributeType Of(INamedTypeSymbol type)
    {
        if (!_types.TryGetValue(type, out AttributeType? known))
            _types.Add(
                type,
                known = new AttributeType(type, FindRole(type), KindOf(type), BlockOf(type)) { IsJoin = Inherits(type, "JoinAttribute") }
            );
        return known;
    }

    /// <summary>The member's name, or the number as text when the enumeration has no such member.</summary>
    public string MemberName(TypedConstant constant)
    {
        if (!_enumerations.TryGetValue(constant.Type!, out Dictionary<object, string>? names))
            _enumerations.Add(constant.Type!, names = MemberNames(constant.Type!));
        return constant.Value is { } value && names.TryGetValue(value, out string? name)
            ? name
            : Convert.ToString(constant.Value, CultureInfo.InvariantCulture);
    }

    // Of two members with one value the first is its name.
    private static Dictionary<object, string> MemberNames(ITypeSymbol enumeration)
    {
        var names = new Dictionary<object, string>();
        foreach (ISymbol member in enumeration.GetMembers())
            if (member is IFieldSymbol { HasConstantValue: true, ConstantValue: { } value } && !names.ContainsKey(value))
                names.Add(value, member.Name);
        return names;
    }

    private static AttributeRole? FindRole(INamedTypeSymbol type)
    {
        if (Inherits(type, "LayerAttribute"))
            return AttributeRole.Layer;
        if (Inherits(type, "InputAttribute"))
            return AttributeRole.Input;
        if (IsOurs(type, "ModelAttribute"))
            return AttributeRole.Model;
        if (IsOurs(type, "InputAttribute"))
            return AttributeRole.Input;
        if (IsOurs(type, "WeightsAttribute"))
            return AttributeRole.Weights;
        if (IsOurs(type, "InitializeAttribute"))
            return AttributeRole.Initialize;
        if (IsOurs(type, "BlockAttribute"))
            return AttributeRole.Block;
        if (IsOurs(type, "OutputAttribute"))
            return AttributeRole.Output;
        return IsOurs(type, "LossAttribute") ? AttributeRole.Loss : null;
    }

    private static bool Inherits(INamedTypeSymbol type, string name)
    {
        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
            if (IsOurs(ancestor, name))
                return true;
        return false;
    }

    private static ITypeSymbol? BlockOf(INamedTypeSymbol type) =>
        type.TypeArguments.Length == 1 && IsOurs(type, "UseAttribute") ? type.TypeArguments[0] : null;

    private static string KindOf(INamedTypeSymbol type)
    {
        string name = type.Name;
        if (name.EndsWith(Suffix, StringComparison.Ordinal) && name.Length > Suffix.Length)
            name = name.Substring(0, name.Length - Suffix.Length);
        if (IsOurs(type, type.Name))
            return name;
        return (type.ContainingNamespace.IsGlobalNamespace ? "global::" : type.ContainingNamespace.ToDisplayString() + ".") + name;
    }

    /// <summary>Whether a type is the one of that name in the vocabulary or the runtime.</summary>
    public static bool IsOurs(INamedTypeSymbol type, string name) =>
        type.Name == name
        && type.ContainingType is null
        && type.ContainingNamespace is { Name: Vocabulary, ContainingNamespace.IsGlobalNamespace: true };
}

/// <summary>What is known about one attribute class.</summary>
/// <param name="type">The class.</param>
/// <param name="role">What it declares, or null when it is not one of ours.</param>
/// <param name="kind">Its name without "Attribute"; with its namespace when it is not ours.</param>
/// <param name="block">The class that a use of a block names, or null when the attribute is no use; an erroneous one when the C# compiler
/// cannot find it.</param>
internal sealed class AttributeType(INamedTypeSymbol type, AttributeRole? role, string kind, ITypeSymbol? block)
{
    private readonly Dictionary<string, string> _properties = new(StringComparer.Ordinal);

    public AttributeRole? Role => role;

    public string Kind => kind;

    /// <summary>Whether it declares a layer that reads several others.</summary>
    public bool IsJoin { get; init; }

    public ITypeSymbol? Block => block;

    /// <summary>The property that a constructor's parameter sets.</summary>
    public string PropertyName(string parameter)
    {
        if (!_properties.TryGetValue(parameter, out string? property))
            _properties.Add(parameter, property = FindProperty(parameter));
        return property;
    }

    private string FindProperty(string parameter)
    {
        foreach (ISymbol member in type.GetMembers())
            if (member is IPropertySymbol && string.Equals(member.Name, parameter, StringComparison.OrdinalIgnoreCase))
                return member.Name;
        return char.ToUpperInvariant(parameter[0]) + parameter.Substring(1);
    }
}
