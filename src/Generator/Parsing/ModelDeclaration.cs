using ModelCompiler.Generator.Parsing.Functions;

namespace ModelCompiler.Generator.Parsing;

/// <summary>
/// Everything the compiler knows about a declared class before it is checked, right or wrong: immutable, compared by
/// content, and free of Roslyn objects. A right one becomes a <see cref="ModelSpec"/>.
/// </summary>
/// <param name="HintName">The name of the generated file.</param>
/// <param name="Namespace">The namespace of the class, empty for the global one.</param>
/// <param name="ContainingTypes">The enclosing types, outermost first.</param>
/// <param name="Type">The class itself.</param>
/// <param name="Attributes">The attributes of ModelCompiler on the class, in source order, with the layers of a block in place of its
/// use.</param>
/// <param name="HasUnresolvedAttributes">Whether the class carries an attribute that the C# compiler cannot find.</param>
/// <param name="Members">The members that the user wrote.</param>
internal sealed record ModelDeclaration(
    string HintName,
    string Namespace,
    EquatableArray<TypeHeader> ContainingTypes,
    TypeHeader Type,
    EquatableArray<DeclaredAttribute> Attributes,
    bool HasUnresolvedAttributes,
    EquatableArray<DeclaredMember> Members
)
{
    /// <summary>The circle of models whose sizes depend on one another that this one is in or depends on, or null.</summary>
    public SizeCircle? Circle { get; init; }

    /// <summary>Whether a layer was written.</summary>
    public bool HasLayers => Attributes.Any(attribute => attribute is { Role: AttributeRole.Layer, IsImplied: false });

    /// <summary>The inputs.</summary>
    public IEnumerable<DeclaredAttribute> Inputs => Attributes.Where(attribute => attribute.Role == AttributeRole.Input);

    /// <summary>The positions of the attributes of a role.</summary>
    public IReadOnlyList<int> IndicesOf(AttributeRole role) =>
        Enumerable.Range(0, Attributes.Count).Where(index => Attributes[index].Role == role).ToList();

    /// <summary>The position of the first attribute of a role, or -1.</summary>
    public int IndexOf(AttributeRole role)
    {
        for (int i = 0; i < Attributes.Count; i++)
            if (Attributes[i].Role == role)
                return i;
        return -1;
    }
}

/// <summary>Models whose sizes cannot be known because they depend on one another.</summary>
/// <param name="Models">Their names, in quotes.</param>
/// <param name="Sources">The attributes of the class that need one of those sizes, by position among those that were written.</param>
internal sealed record SizeCircle(EquatableArray<string> Models, EquatableArray<int> Sources);

/// <summary>A type as it was declared.</summary>
/// <param name="Keyword">As <c>class</c> or <c>record struct</c>.</param>
/// <param name="Name">The name without type parameters.</param>
/// <param name="TypeParameters">As <c>&lt;T&gt;</c>; empty when there are none.</param>
/// <param name="Accessibility">As <c>public</c>.</param>
/// <param name="Traits">The modifiers and other properties.</param>
internal sealed record TypeHeader(string Keyword, string Name, string TypeParameters, string Accessibility, TypeTraits Traits)
{
    public bool Is(TypeTraits trait) => (Traits & trait) != 0;
}

/// <summary>The properties of a type that decide whether code can be generated into it.</summary>
[Flags]
internal enum TypeTraits
{
    None = 0,
    Partial = 1,
    Sealed = 2,
    Static = 4,
    Abstract = 8,
    FileLocal = 16,
    PrimaryConstructor = 32,
    BaseNeedsArguments = 64,
}

/// <summary>What an attribute says about the model.</summary>
internal enum AttributeRole
{
    Model,
    Input,
    Layer,
    Output,
    Loss,
    Weights,
    Initialize,
    Block,
}

/// <summary>One attribute of ModelCompiler as it was written.</summary>
/// <param name="Role">What it declares.</param>
/// <param name="Kind">The attribute's name without "Attribute", as <c>Dense</c>; with its namespace when it is not ours.</param>
/// <param name="GivenName">The <c>Name</c> argument as it was written, or null.</param>
/// <param name="Arguments">The other arguments by property name: those given, and the constructor's defaults.</param>
/// <param name="Part">Which of the class's partial declarations carries it.</param>
/// <param name="IsErroneous">Whether the C# compiler already rejects its arguments.</param>
internal sealed record DeclaredAttribute(
    AttributeRole Role,
    string Kind,
    string? GivenName,
    EquatableArray<LayerArgument> Arguments,
    int Part,
    bool IsErroneous
)
{
    /// <summary>The <c>Key</c> argument as it was written, or null.</summary>
    public string? GivenKey { get; init; }

    /// <summary>Whether it is a layer that reads several others.</summary>
    public bool IsJoin { get; init; }

    /// <summary>The method of the user's that it names, or null.</summary>
    public DeclaredFunction? Function { get; init; }

    /// <summary>Whether it says something of a whole model, so that it cannot stand on a block.</summary>
    public bool IsOfModel =>
        Role is AttributeRole.Input or AttributeRole.Output or AttributeRole.Loss or AttributeRole.Weights or AttributeRole.Initialize;

    /// <summary>Whether it is a layer that another attribute implies: <see cref="ImpliedLayers"/>.</summary>
    public bool IsImplied { get; init; }

    /// <summary>The position among the attributes that were written on the class: that of the use for a layer of a block.</summary>
    public int Source { get; init; }

    /// <summary>For a use of a block, which block: a position in a list of blocks; -1 for everything else.</summary>
    public int Block { get; init; } = -1;

    /// <summary>Where a layer stands in the network.</summary>
    public LayerPlace Place { get; init; } = LayerPlace.None;
}

/// <summary>A member that the user wrote.</summary>
/// <param name="Name">Its name; <c>.ctor</c> for a constructor.</param>
/// <param name="Signature">The name and parameter types of a method, as <c>Create(ulong)</c>; the name of anything else.</param>
/// <param name="IsMethod">Whether other methods of the same name may stand beside it.</param>
internal sealed record DeclaredMember(string Name, string Signature, bool IsMethod);
