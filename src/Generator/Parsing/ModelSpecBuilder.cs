namespace ModelCompiler.Generator.Parsing;

/// <summary>Turns a declaration into the specification that the compiler takes. Meaningful for a declaration without errors.</summary>
internal static class ModelSpecBuilder
{
    public static ModelSpec Build(ModelDeclaration declaration)
    {
        int input = declaration.IndexOf(AttributeRole.Input);
        int loss = declaration.IndexOf(AttributeRole.Loss);
        return new ModelSpec(
            declaration.Namespace,
            declaration.ContainingTypes.Select(type => $"partial {type.Keyword} {type.Name}{type.TypeParameters}").ToEquatableArray(),
            declaration.Type.Name,
            Modifiers(declaration.Type),
            input < 0 ? EquatableArray<int>.Empty : InputShape(declaration.Attributes[input]),
            Layers(declaration),
            loss < 0 ? null : Loss(declaration.Attributes[loss]))
        {
            Weights = Weights(declaration),
        };
    }

    /// <summary>The dimensions that an input attribute gives.</summary>
    public static EquatableArray<int> InputShape(DeclaredAttribute input) =>
        input.Arguments.FirstOrDefault(argument => argument.Name == "Shape")?.Numbers ?? EquatableArray<int>.Empty;

    /// <summary>The layers with their names; a name that cannot be one is replaced by the default.</summary>
    public static EquatableArray<LayerSpec> Layers(ModelDeclaration declaration)
    {
        var layers = new List<LayerSpec>();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (DeclaredAttribute attribute in declaration.Attributes)
        {
            if (attribute.Role != AttributeRole.Layer)
                continue;
            numbers.TryGetValue(attribute.Kind, out int number);
            numbers[attribute.Kind] = ++number;
            string name = attribute.GivenName is { } given && LayerNames.IsValid(given)
                ? LayerNames.ToSnakeCase(given)
                : LayerNames.Default(attribute.Kind, number);
            string above = layers.Count == 0 ? LayerInputs.ModelInput : layers[layers.Count - 1].Name;
            layers.Add(new LayerSpec(attribute.Kind, name, attribute.Arguments) { Inputs = LayerInputs.Of(attribute, above) });
        }
        return layers.ToEquatableArray();
    }

    /// <summary>The name that a weights attribute gives, empty for null; null without the attribute.</summary>
    public static string? Weights(ModelDeclaration declaration) => declaration.IndexOf(AttributeRole.Weights) is >= 0 and var index
        ? declaration.Attributes[index].Arguments.FirstOrDefault(argument => argument.Name == "FileName")?.Text ?? ""
        : null;

    private static LossSpec Loss(DeclaredAttribute attribute)
    {
        var arguments = new LayerSpec(attribute.Kind, "", attribute.Arguments);
        return new LossSpec(arguments.Text("Kind", ""), arguments.Number("Delta") ?? 1);
    }

    private static string Modifiers(TypeHeader type) => type.Is(TypeTraits.Sealed) ? type.Accessibility + " sealed" : type.Accessibility;
}
