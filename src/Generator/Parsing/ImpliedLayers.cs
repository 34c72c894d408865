namespace ModelCompiler.Generator.Parsing;

/// <summary>
/// The layers that a model has without an attribute of their own: of several inputs each is a part of one row, and several outputs are put
/// behind one another in one row.
/// </summary>
internal static class ImpliedLayers
{
    /// <summary>The kind of an input that is a part of the row.</summary>
    public const string InputPart = "InputPart";

    /// <summary>The kind of the row of all outputs.</summary>
    public const string Outputs = "Outputs";

    /// <summary>The argument of a part: where in the row it starts.</summary>
    public const string Start = "Start";

    /// <summary>The argument of a part: the kind of the input.</summary>
    public const string As = "As";

    /// <summary>The argument of an output that names its layer.</summary>
    public const string Layer = "Layer";

    /// <summary>The attributes of a model with those layers among them.</summary>
    /// <param name="attributes">The attributes as they were written.</param>
    /// <param name="names">The names of the layers that were written; those of others are no outputs.</param>
    public static IReadOnlyList<DeclaredAttribute> Add(IReadOnlyList<DeclaredAttribute> attributes, ICollection<string> names)
    {
        bool haveParts = attributes.Count(attribute => attribute.Role == AttributeRole.Input) > 1;
        var all = new List<DeclaredAttribute>();
        double start = 0;
        foreach (DeclaredAttribute attribute in attributes)
        {
            all.Add(attribute);
            if (attribute.Role != AttributeRole.Input || !haveParts)
                continue;
            all.Add(Part(attribute, start));
            start += Sizes.Of(ModelSpecBuilder.InputShape(attribute));
        }

        List<DeclaredAttribute> outputs = attributes
            .Where(attribute => attribute.Role == AttributeRole.Output && names.Contains(OutputName(attribute)))
            .GroupBy(OutputName)
            .Select(group => group.First())
            .ToList();
        bool isLast = outputs.Count == 1 && names.LastOrDefault() == OutputName(outputs[0]);
        if (outputs.Count > 0 && !isLast)
            all.Add(Row(outputs));
        return all;
    }

    /// <summary>The snake_case name of an output.</summary>
    public static string OutputName(DeclaredAttribute output) =>
        LayerNames.ToSnakeCase(new LayerSpec("", "", output.Arguments).Text(Layer, ""));

    private static DeclaredAttribute Part(DeclaredAttribute input, double start) =>
        input with
        {
            Role = AttributeRole.Layer,
            Kind = InputPart,
            IsImplied = true,
            Arguments = input
                .Arguments.Append(new LayerArgument(Start, Math.Min(start, int.MaxValue), null, EquatableArray<int>.Empty))
                .Append(new LayerArgument(As, 0, input.Kind, EquatableArray<int>.Empty))
                .ToEquatableArray(),
        };

    private static DeclaredAttribute Row(List<DeclaredAttribute> outputs)
    {
        string[] names = outputs.Select(OutputName).ToArray();
        EquatableArray<int> none = EquatableArray<int>.Empty;
        return outputs[0] with
        {
            Role = AttributeRole.Layer,
            Kind = Outputs,
            IsImplied = true,
            IsErroneous = false,
            Function = null,
            IsJoin = names.Length > 1,
            Arguments =
                names.Length == 1
                    ? new([new(LayerInputs.From, 0, names[0], none)])
                    : new([
                        new(LayerInputs.First, 0, names[0], none),
                        new(LayerInputs.Others, 0, null, none) { Texts = names.Skip(1).ToEquatableArray() },
                    ]),
        };
    }
}
