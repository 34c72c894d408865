namespace ModelCompiler.Generator.Parsing;

/// <summary>Which layers a layer reads.</summary>
internal static class LayerInputs
{
    /// <summary>The name of the input, of the model or of the block; no layer may have it.</summary>
    public const string ModelInput = "input";

    /// <summary>The position that stands for the model's input.</summary>
    public const int InputPosition = -1;

    /// <summary>The argument that names the input of a layer with one.</summary>
    public const string From = "From";

    /// <summary>The argument that names the layer whose weight a layer uses too.</summary>
    public const string TiedTo = "TiedTo";

    /// <summary>The arguments that name the inputs of a join.</summary>
    public const string First = "Input",
        Others = "Others";

    /// <summary>The argument that names the second input of a layer that may read another one beside its own.</summary>
    public const string Keys = "Keys";

    /// <summary>
    /// The full names of the layers that an attribute says it reads: a join names its inputs, one name alone is joined to the layer above.
    /// </summary>
    /// <param name="attribute">The layer.</param>
    /// <param name="above">The full name of the layer above.</param>
    /// <param name="resolve">The full name for a snake_case name that the attribute gives.</param>
    public static EquatableArray<string> Of(DeclaredAttribute attribute, string above, Func<string, string> resolve)
    {
        var given = new LayerSpec(attribute.Kind, "", attribute.Arguments);
        string from = given.Given(From) is { } name ? Resolve(name) : above;
        if (!attribute.IsJoin)
            return given.Given(Keys) is { } keys ? new([from, Resolve(keys)]) : new([from]);
        var joined = new List<string> { Resolve(given.Text(First, "")) };
        joined.AddRange(given.Texts(Others).Select(Resolve));
        if (joined.Count == 1)
            joined.Insert(0, from);
        return joined.ToEquatableArray();

        string Resolve(string written) => resolve(LayerNames.ToSnakeCase(written));
    }

    /// <summary>
    /// The argument that names an input, by its position among those of <see cref="Of"/>, and the position within that argument.
    /// </summary>
    public static (string Argument, int Element) ArgumentOf(DeclaredAttribute attribute, int input)
    {
        if (!attribute.IsJoin)
            return (input == 0 ? From : Keys, -1);
        int others = new LayerSpec(attribute.Kind, "", attribute.Arguments).Texts(Others).Count;
        return others == 0 ? (input == 0 ? From : First, -1)
            : input == 0 ? (First, -1)
            : (Others, input - 1);
    }

    /// <summary>Whether the attribute names an input, so that it does not read merely what stands above it.</summary>
    public static bool IsWritten(DeclaredAttribute attribute, int input) =>
        ArgumentOf(attribute, input).Argument != From || new LayerSpec(attribute.Kind, "", attribute.Arguments).Given(From) is not null;

    /// <summary>
    /// The position of the layer of that name among those above another, <see cref="InputPosition"/>, or null when there is none.
    /// </summary>
    public static int? Find(IReadOnlyList<LayerSpec> layers, int below, string name)
    {
        for (int position = below - 1; position >= 0; position--)
            if (layers[position].Name == name)
                return position;
        return name == ModelInput ? InputPosition : null;
    }
}
