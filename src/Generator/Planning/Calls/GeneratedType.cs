using ModelCompiler.Generator.Expressions;

namespace ModelCompiler.Generator.Planning.Calls;

/// <summary>The kinds of generated types, in the order in which they are printed.</summary>
internal enum GeneratedTypeKind
{
    Activation,
    Map,
    Loss,
    Product,
    WeightGradient,
    Kernel,
    Distance,
    Columns,
    Cell,
}

/// <summary>
/// A type that is generated for a model, by which kernels are compiled for its constants and functions. Equal ones are printed once.
/// </summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Interface">The interface of the runtime that it implements, or null for a class of methods.</param>
/// <param name="Summary">What its documentation says, or null.</param>
/// <param name="Members">Its members.</param>
internal sealed record GeneratedType(GeneratedTypeKind Kind, string? Interface, string? Summary, EquatableArray<TypeMember> Members)
{
    /// <summary>A type of constants, of which it has those that its interface does not say itself.</summary>
    public static GeneratedType Constants(
        GeneratedTypeKind kind,
        string @interface,
        string? summary,
        params (string Name, int Value)[] constants
    ) =>
        new(
            kind,
            @interface,
            summary,
            constants
                .Where(constant => !ShapeDefaults.Says(constant.Name, constant.Value))
                .Select(constant => TypeMember.Constant(constant.Name, constant.Value))
                .ToEquatableArray()
        );

    /// <summary>A type of functions of vectors.</summary>
    public static GeneratedType Functions(
        GeneratedTypeKind kind,
        string @interface,
        string summary,
        params (string Head, Expression Value)[] functions
    ) =>
        new(
            kind,
            @interface,
            summary,
            functions.Select(function => new TypeMember(function.Head, function.Value, EquatableArray<Piece>.Empty)).ToEquatableArray()
        );

    /// <summary>The value of a constant.</summary>
    public int this[string name] =>
        int.Parse(
            ((TextPiece)Members.First(member => member.Head == name).Value[0]).Text,
            System.Globalization.CultureInfo.InvariantCulture
        );
}

/// <summary>A member of a generated type: a function of vectors, a constant, or a table of numbers.</summary>
/// <param name="Head">The signature of a function, or the name of a constant or a table.</param>
/// <param name="Function">What a function computes, or null.</param>
/// <param name="Value">The value of a constant.</param>
internal sealed record TypeMember(string Head, Expression? Function, EquatableArray<Piece> Value)
{
    public static TypeMember Constant(string name, Code value) => new(name, null, value.Pieces.ToEquatableArray());

    /// <summary>Whether it is one number.</summary>
    public bool IsConstant => Function is null && ElementType is null && Lines.Count == 0;

    /// <summary>A method with all that belongs to it, line by line; lines start with a tab for each level.</summary>
    public EquatableArray<string> Lines { get; init; }

    /// <summary>The type of the numbers of a table, or null.</summary>
    public string? ElementType { get; init; }

    /// <summary>The numbers of a table.</summary>
    public EquatableArray<string> Elements { get; init; }

    public static TypeMember Method(IEnumerable<string> lines) =>
        new(string.Empty, null, EquatableArray<Piece>.Empty) { Lines = lines.ToEquatableArray() };

    public static TypeMember Constant(string name, int value) => Constant(name, $"{value}");

    public static TypeMember Table(string name, string elementType, IEnumerable<string> elements) =>
        new(name, null, EquatableArray<Piece>.Empty) { ElementType = elementType, Elements = elements.ToEquatableArray() };
}
