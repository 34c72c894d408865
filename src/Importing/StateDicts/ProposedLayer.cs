namespace ModelCompiler.Importing.StateDicts;

/// <summary>What part a layer has in the order of layers.</summary>
internal enum LayerRole
{
    /// <summary>It multiplies by weights: what it reads has one width and what it writes another.</summary>
    Product,

    /// <summary>It slides over positions.</summary>
    Window,

    /// <summary>It works on values of one width, wherever they are.</summary>
    Same,

    /// <summary>It reads the model's input alone.</summary>
    First,
}

/// <summary>A layer that a module is taken for.</summary>
/// <param name="Module">The module.</param>
/// <param name="Kind">The attribute's name.</param>
/// <param name="Role">Its part in the order of layers.</param>
/// <param name="Reads">The features or channels that it reads.</param>
/// <param name="Writes">The features or channels that it writes.</param>
internal sealed record ProposedLayer(Module Module, string Kind, LayerRole Role, int Reads, int Writes)
{
    /// <summary>The arguments in brackets that have no names.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The arguments with names.</summary>
    public List<(string Name, string Text)> Named { get; init; } = [];

    /// <summary>What a person must decide, beside activations.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    /// <summary>Whether positions that it reads are steps of a sequence.</summary>
    public bool IsOfSteps => Kind is "Lstm" or "Gru" or "Rnn" or "Attention" or "Embedding";

    /// <summary>How many groups of channels it needs to read so many; 0 when it cannot.</summary>
    public int GroupsFor(int channels) =>
        Reads == channels ? 1
        : channels % Reads == 0 && Writes % (channels / Reads) == 0 ? channels / Reads
        : 0;
}
