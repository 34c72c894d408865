using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Parsing;

/// <summary>A block as it was written, or a class that is used as one.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="IsMarked">Whether it is marked as a block or a model.</param>
/// <param name="IsModel">Whether it is marked as a model.</param>
/// <param name="IsHere">Whether it is declared in the project that uses it.</param>
/// <param name="Attributes">Its attributes; a use of another block holds that block's position in the table.</param>
internal sealed record DeclaredBlock(string Name, bool IsMarked, bool IsModel, bool IsHere, EquatableArray<DeclaredAttribute> Attributes)
{
    /// <summary>The layers, uses of blocks among them.</summary>
    public IEnumerable<DeclaredAttribute> Layers => Attributes.Where(attribute => attribute.Role == AttributeRole.Layer);

    /// <summary>The first attribute that a block cannot have, or null: a model that is used as one has one input and one output.</summary>
    public DeclaredAttribute? Stray =>
        IsModel
            ? Attributes.FirstOrDefault(attribute => attribute.Role == AttributeRole.Output)
                ?? Attributes.Where(attribute => attribute.Role == AttributeRole.Input).Skip(1).FirstOrDefault()
            : Attributes.FirstOrDefault(attribute => attribute.IsOfModel);
}

/// <summary>Reads the attributes of classes, and all blocks that these use, directly or within others.</summary>
/// <param name="home">The project that is compiled.</param>
/// <param name="attributeTypes">What is known about the attribute classes.</param>
/// <param name="cancellation">Ends the reading.</param>
internal sealed class BlockTable(IAssemblySymbol home, AttributeTypes attributeTypes, CancellationToken cancellation)
{
    private readonly List<INamedTypeSymbol> _types = [];
    private readonly List<DeclaredBlock> _blocks = [];

    public IReadOnlyList<DeclaredBlock> Blocks => _blocks;

    /// <summary>Whether a block carries an attribute that the C# compiler cannot find.</summary>
    public bool HaveUnresolvedAttributes => _types.Any(ModelParser.HasUnresolvedAttributes);

    /// <summary>The position of a block, or -1 when nothing uses it.</summary>
    public int IndexOf(INamedTypeSymbol type) => _types.FindIndex(known => SymbolEqualityComparer.Default.Equals(known, type));

    /// <summary>The attributes of a class; the blocks that it uses are in the table afterwards.</summary>
    public IReadOnlyList<DeclaredAttribute> Read(INamedTypeSymbol type)
    {
        IReadOnlyList<DeclaredAttribute> attributes = Parse(type);

        // Reading a block may find others. A list, not a recursion: blocks can contain one another by mistake.
        for (int index = 0; index < _types.Count; index++)
        {
            INamedTypeSymbol block = _types[index];
            IReadOnlyList<DeclaredAttribute> own = Parse(block);
            _blocks.Add(
                new(
                    block.Name,
                    own.Any(attribute => attribute.Role is AttributeRole.Block or AttributeRole.Model),
                    own.Any(attribute => attribute.Role == AttributeRole.Model),
                    SymbolEqualityComparer.Default.Equals(block.ContainingAssembly, home),
                    own.ToEquatableArray()
                )
            );
        }
        return attributes;
    }

    private IReadOnlyList<DeclaredAttribute> Parse(INamedTypeSymbol type)
    {
        var attributes = new List<DeclaredAttribute>();
        foreach (AttributeData attribute in ModelParser.ModelAttributes(type, attributeTypes))
            attributes.Add(
                AttributeParser.Parse(attribute, attributeTypes, ModelParser.PartOf(type, attribute), cancellation) with
                {
                    Source = attributes.Count,
                    Block = attributeTypes.Of(attribute.AttributeClass!).Block is INamedTypeSymbol { TypeKind: not TypeKind.Error } block
                        ? Add(block)
                        : -1,
                }
            );
        return attributes;
    }

    private int Add(INamedTypeSymbol block)
    {
        int index = IndexOf(block);
        if (index >= 0)
            return index;
        _types.Add(block);
        return _types.Count - 1;
    }
}
