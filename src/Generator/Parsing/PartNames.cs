namespace ModelCompiler.Generator.Parsing;

/// <summary>What the parameters of a prediction are called whose inputs and outputs lie apart.</summary>
/// <param name="Inputs">Those of the inputs.</param>
/// <param name="Outputs">Those of the outputs.</param>
internal sealed record PartNames(EquatableArray<string> Inputs, EquatableArray<string> Outputs)
{
    private const string Read = "global::System.ReadOnlySpan<float>";
    private const string Written = "global::System.Span<float>";

    /// <summary>The types of the parameters.</summary>
    public IEnumerable<string> Types => Inputs.Select(_ => Read).Concat(Outputs.Select(_ => Written));

    /// <summary>The parameters as they are declared.</summary>
    public string Parameters => string.Join(", ", Types.Zip(Inputs.Concat(Outputs), (type, name) => type + " " + name));

    /// <summary>The name of a local that is none of the parameters.</summary>
    public string Local(string name)
    {
        while (Inputs.Contains(name) || Outputs.Contains(name))
            name += "Row";
        return name;
    }

    /// <summary>The names for a model; null where it has one input and one output.</summary>
    public static PartNames? Of(ModelSpec model) =>
        Of(
            model.Inputs.Select(input => input.Name).ToList(),
            model.Heads.Skip(1).Any() ? model.Heads.Select(head => head.Name).ToList() : []
        );

    /// <summary>The names for a declaration, which may be wrong.</summary>
    public static PartNames? Of(ModelDeclaration declaration)
    {
        List<string> inputs = declaration.Inputs.Select(input => LayerNames.ToSnakeCase(input.GivenName ?? "")).ToList(),
            outputs = declaration
                .Attributes.Where(attribute => attribute.Role == AttributeRole.Output)
                .Select(ImpliedLayers.OutputName)
                .ToList();
        List<string> names = inputs.Count > 1 ? [.. inputs, .. outputs] : outputs;
        bool areRight = names.TrueForAll(LayerNames.IsValid) && names.Select(LayerNames.ToPascalCase).Distinct().Count() == names.Count;
        return areRight ? Of(inputs.Count > 1 ? inputs : [], outputs.Count > 1 ? outputs : []) : null;
    }

    private static PartNames? Of(List<string> inputs, List<string> outputs)
    {
        if (inputs.Count == 0 && outputs.Count == 0)
            return null;
        var taken = new HashSet<string>(inputs.Concat(outputs).Select(Parameter), StringComparer.Ordinal);
        return new(
            inputs.Count > 0 ? inputs.Select(Parameter).ToEquatableArray() : new([Free("inputs", taken)]),
            outputs.Count > 0 ? outputs.Select(Parameter).ToEquatableArray() : new([Free("outputs", taken)])
        );
    }

    private static string Parameter(string snake)
    {
        string pascal = LayerNames.ToPascalCase(snake);
        return ModelParser.Escape(char.ToLowerInvariant(pascal[0]) + pascal.Substring(1));
    }

    private static string Free(string name, HashSet<string> taken)
    {
        while (!taken.Add(name))
            name += "Row";
        return name;
    }
}
