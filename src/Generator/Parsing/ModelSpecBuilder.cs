namespace ModelCompiler.Generator.Parsing;

/// <summary>Turns a declaration into the specification that the compiler takes. Meaningful for a declaration without errors.</summary>
internal static class ModelSpecBuilder
{
    private const string Trainable = "Trainable";

    private static LayerArgument Frozen { get; } = new(Trainable, 0, null, EquatableArray<int>.Empty);

    /// <summary>Builds the specification.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="layers">Its layers, with every size known.</param>
    public static ModelSpec Build(ModelDeclaration declaration, EquatableArray<LayerSpec> layers)
    {
        int input = declaration.IndexOf(AttributeRole.Input);
        int loss = declaration.IndexOf(AttributeRole.Loss);
        return new ModelSpec(
            declaration.Namespace,
            declaration.ContainingTypes.Select(type => $"partial {type.Keyword} {type.Name}{type.TypeParameters}").ToEquatableArray(),
            declaration.Type.Name,
            Modifiers(declaration.Type),
            input < 0 ? TensorShape.Scalar : InputShape(declaration.Attributes[input]),
            layers,
            loss < 0 ? null : Loss(declaration.Attributes[loss])
        )
        {
            HasLengths = input >= 0 && HasLengths(declaration.Attributes[input]),
            Weights = Weights(declaration),
            Initialization = Initialization(declaration),
        };
    }

    /// <summary>The shape that an input attribute gives.</summary>
    public static TensorShape InputShape(DeclaredAttribute input)
    {
        var arguments = new LayerSpec(input.Kind, "", input.Arguments);
        return input.Kind switch
        {
            "Sequence" => TensorShape.Sequence(arguments.Integer("Steps"), arguments.Integer("Features")),
            "Tokens" => TensorShape.Tokens(arguments.Integer("Steps"), arguments.Integer("Vocabulary")),
            _ => new TensorShape(arguments.Integers("Shape")),
        };
    }

    /// <summary>Whether each sample of an input ends with the number of its steps that count.</summary>
    public static bool HasLengths(DeclaredAttribute input) =>
        new LayerSpec(input.Kind, "", input.Arguments).Boolean("HasLengths", otherwise: false);

    /// <summary>
    /// The layers with their names, each as it was written: sizes that are relative to a block's input are not known yet.
    /// </summary>
    public static EquatableArray<LayerSpec> Layers(ModelDeclaration declaration) =>
        declaration
            .Attributes.Where(attribute => attribute.Role == AttributeRole.Layer)
            .Select(attribute => new LayerSpec(
                attribute.Kind,
                attribute.Place.Name,
                attribute.Place.IsFrozen
                    ? attribute.Arguments.Where(argument => argument.Name != Trainable).Append(Frozen).ToEquatableArray()
                    : attribute.Arguments
            )
            {
                Inputs = attribute.Place.Inputs,
                TiedTo = attribute.Place.TiedTo,
                Key = attribute.Place.Key,
                Function = attribute.Function?.Function,
            })
            .ToEquatableArray();

    /// <summary>The name that a weights attribute gives, empty for null; null without the attribute.</summary>
    public static string? Weights(ModelDeclaration declaration) =>
        declaration.IndexOf(AttributeRole.Weights) is >= 0 and var index
            ? declaration.Attributes[index].Arguments.FirstOrDefault(argument => argument.Name == "FileName")?.Text ?? ""
            : null;

    private static string Initialization(ModelDeclaration declaration) =>
        declaration.IndexOf(AttributeRole.Initialize) is >= 0 and var index
            ? new LayerSpec("", "", declaration.Attributes[index].Arguments).Text("Kind", ModelSpec.DefaultInitialization)
            : ModelSpec.DefaultInitialization;

    private static LossSpec Loss(DeclaredAttribute attribute)
    {
        var arguments = new LayerSpec(attribute.Kind, "", attribute.Arguments);
        return new LossSpec(
            attribute.Function is null ? arguments.Text("Kind", "") : LossSpec.Custom,
            attribute.Arguments.Where(argument => argument is { Text: null }).ToEquatableArray()
        )
        {
            Function = attribute.Function?.Function,
        };
    }

    private static string Modifiers(TypeHeader type) => type.Is(TypeTraits.Sealed) ? type.Accessibility + " sealed" : type.Accessibility;
}
