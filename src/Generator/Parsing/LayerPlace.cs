namespace ModelCompiler.Generator.Parsing;

/// <summary>Where a declared layer stands in the network.</summary>
/// <param name="Name">Its full snake_case name: inside a block behind the name of the use, as <c>stage1.0.dense1</c>.</param>
/// <param name="Inputs">The full names of the layers that it reads, <see cref="LayerInputs.ModelInput"/> for the model's input.</param>
internal sealed record LayerPlace(string Name, EquatableArray<string> Inputs)
{
    public static LayerPlace None { get; } = new("", EquatableArray<string>.Empty);

    /// <summary>
    /// What stands before the names of its parameters in files: its full key, inside a block behind that of the use. Null where no place is
    /// known.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>The full name of the layer whose weight it uses too, or null.</summary>
    public string? TiedTo { get; init; }

    /// <summary>The names that it could read; only where it reads one that does not stand above it.</summary>
    public EquatableArray<string> Visible { get; init; }

    /// <summary>What the layer's block reads, or null for a layer of a model.</summary>
    public string? BlockInput { get; init; }

    /// <summary>Whether a use of a block brought it here: what is wrong then is shown at the use.</summary>
    public bool IsInner { get; init; }

    /// <summary>Whether its block is declared in this project, so that what is wrong in every use is shown there instead.</summary>
    public bool IsShownAtBlock { get; init; }

    /// <summary>Whether a use of its block keeps training from changing it.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>The name of the use whose output is this layer's, or null.</summary>
    public string? OutputOf { get; init; }

    /// <summary>Why the use of a block that stands here could not be replaced by the block's layers, or null.</summary>
    public UseFault? Fault { get; init; }
}

/// <summary>What is wrong with a use of a block.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Block">The name of the block.</param>
/// <param name="Detail">More about it, for the message.</param>
/// <param name="IsShownAtBlock">Whether the block itself is wrong, and shows it.</param>
internal sealed record UseFault(UseFaultKind Kind, string Block, string Detail, bool IsShownAtBlock);

/// <summary>The kinds of <see cref="UseFault"/>.</summary>
internal enum UseFaultKind
{
    /// <summary>The use says something else that is wrong: its name, its repetitions or what the C# compiler has rejected.</summary>
    Arguments,
    NotABlock,
    Empty,
    NotOnlyLayers,
    ContainsItself,
    TooLarge,
}
