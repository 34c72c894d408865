namespace ModelCompiler.Generator.Parsing;

/// <summary>The layers of one class, or of one repetition of a block, while they are given their full names.</summary>
/// <param name="prefix">What stands before the names, as <c>stage1.0.</c>; empty for the class that is compiled.</param>
/// <param name="input">The full name of what the first layer reads.</param>
/// <param name="self">The block's position among the blocks, or -1.</param>
/// <param name="use">The use in the class that is compiled which brought the layers here, or null for the class's own.</param>
internal sealed class BlockScope(string prefix, string input, int self, DeclaredAttribute? use)
{
    private readonly Dictionary<string, string> _fullNames = new(StringComparer.Ordinal);
    private readonly List<string> _names = [LayerInputs.ModelInput];

    public string Input => input;

    public int Self => self;

    public DeclaredAttribute? Use => use;

    /// <summary>What stands before the keys of the layers, as <c>layer1.0.</c>; empty for the class that is compiled.</summary>
    public string KeyPrefix { get; init; } = "";

    /// <summary>Whether the layers are those of a block, and may give sizes relative to its input.</summary>
    public bool IsBlock { get; init; }

    /// <summary>As in <see cref="LayerPlace.IsShownAtBlock"/>.</summary>
    public bool IsShownAtBlock { get; init; }

    /// <summary>As in <see cref="LayerPlace.IsFrozen"/>.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>Where a layer stands.</summary>
    /// <param name="attribute">The layer.</param>
    /// <param name="name">Its own name.</param>
    /// <param name="above">The full name of the layer above.</param>
    public LayerPlace Place(DeclaredAttribute attribute, string name, string above)
    {
        bool isFound = true;
        EquatableArray<string> inputs = LayerInputs.Of(attribute, above, Resolve);
        string? tied = new LayerSpec("", "", attribute.Arguments).Given(LayerInputs.TiedTo);
        return new LayerPlace(prefix + name, inputs)
        {
            TiedTo = tied is null ? null : FullName(LayerNames.ToSnakeCase(tied)),
            Visible = isFound ? EquatableArray<string>.Empty : _names.ToEquatableArray(),
            BlockInput = IsBlock ? input : null,
            Key = KeyPrefix + (attribute.GivenKey ?? name),
            IsInner = use is not null,
            IsShownAtBlock = IsShownAtBlock,
            IsFrozen = IsFrozen,
        };

        string Resolve(string written)
        {
            if (written == LayerInputs.ModelInput)
                return input;
            isFound &= _fullNames.ContainsKey(written);
            return FullName(written);
        }
    }

    private string FullName(string written) => _fullNames.TryGetValue(written, out string fullName) ? fullName : prefix + written;

    /// <summary>Lets the layers below read a layer, or the output of a use, by its name.</summary>
    public void Define(string name, string fullName)
    {
        _fullNames[name] = fullName;
        _names.Add(name);
    }
}
