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
        return new ModelSpec(
            declaration.Namespace,
            declaration.ContainingTypes.Select(type => $"partial {type.Keyword} {type.Name}{type.TypeParameters}").ToEquatableArray(),
            declaration.Type.Name,
            Modifiers(declaration.Type),
            InputShape(declaration),
            layers,
            Heads(declaration).ToEquatableArray()
        )
        {
            HasLengths = HasLengths(declaration),
            Inputs = declaration.Inputs.Skip(1).Any()
                ? declaration
                    .Inputs.Select(input => new InputSpec(LayerNames.ToSnakeCase(input.GivenName ?? ""), InputShape(input)))
                    .ToEquatableArray()
                : EquatableArray<InputSpec>.Empty,
            Weights = Weights(declaration),
            Initialization = Initialization(declaration),
        };
    }

    /// <summary>The shape of a sample: what the input attribute gives, or the row of several inputs.</summary>
    public static TensorShape InputShape(ModelDeclaration declaration)
    {
        List<TensorShape> shapes = declaration.Inputs.Select(InputShape).ToList();
        return shapes.Count switch
        {
            0 => TensorShape.Scalar,
            1 => shapes[0],
            _ => TensorShape.Of((int)Math.Min(shapes.Sum(Sizes.Of), int.MaxValue)),
        };
    }

    /// <summary>The values of a sample of a declaration that may be wrong.</summary>
    public static double InputSize(ModelDeclaration declaration) => Sizes.Of(InputShape(declaration)) + (HasLengths(declaration) ? 1 : 0);

    /// <summary>The shape that an input attribute gives.</summary>
    public static TensorShape InputShape(DeclaredAttribute input) => InputShape(input.Kind, input.Arguments);

    /// <summary>The shape that an input attribute gives.</summary>
    /// <param name="kind">The attribute's kind.</param>
    /// <param name="given">Its arguments.</param>
    public static TensorShape InputShape(string kind, EquatableArray<LayerArgument> given)
    {
        var arguments = new LayerSpec(kind, "", given);
        return kind switch
        {
            "Sequence" => TensorShape.Sequence(arguments.Integer("Steps"), arguments.Integer("Features")),
            "Tokens" => TensorShape.Tokens(arguments.Integer("Steps"), arguments.Integer("Vocabulary")),
            _ => new TensorShape(arguments.Integers("Shape")),
        };
    }

    /// <summary>Whether each sample ends with the number of its steps that count; one of several inputs cannot.</summary>
    public static bool HasLengths(ModelDeclaration declaration) =>
        declaration.Inputs.FirstOrDefault() is { } input && !declaration.Inputs.Skip(1).Any() && HasLengths(input);

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

    /// <summary>The outputs that were declared, or else the one with the declared loss.</summary>
    public static IEnumerable<HeadSpec> Heads(ModelDeclaration declaration)
    {
        List<DeclaredAttribute> layers = declaration.Attributes.Where(attribute => attribute.Role == AttributeRole.Layer).ToList(),
            outputs = declaration.Attributes.Where(attribute => attribute.Role == AttributeRole.Output).ToList();
        if (layers.Count == 0)
            return [];
        LayerPlace last = layers[layers.Count - 1].Place;
        if (outputs.Count == 0)
            return declaration.IndexOf(AttributeRole.Loss) is >= 0 and var loss
                ? [new HeadSpec("", last.Name, Loss(declaration.Attributes[loss]), 1)]
                : [];
        bool isRow = layers[layers.Count - 1].Kind == ImpliedLayers.Outputs;
        return outputs.Select(
            (output, index) =>
                new HeadSpec(ImpliedLayers.OutputName(output), isRow ? last.Inputs[index] : last.Name, Loss(output), Weight(output))
        );
    }

    /// <summary>What the loss of an output is multiplied by.</summary>
    public static double Weight(DeclaredAttribute output) => new LayerSpec("", "", output.Arguments).Written("Weight") ?? 1;

    private static LossSpec? Loss(DeclaredAttribute attribute)
    {
        if (!HasLoss(attribute))
            return null;
        var arguments = new LayerSpec(attribute.Kind, "", attribute.Arguments);
        return new LossSpec(
            attribute.Function is null ? arguments.Text("Kind", "") : LossSpec.Custom,
            attribute.Arguments.Where(argument => argument is { Text: null, Name: not "Weight" }).ToEquatableArray()
        )
        {
            Function = attribute.Function?.Function,
        };
    }

    /// <summary>What people call the loss that an attribute names.</summary>
    public static string LossName(DeclaredAttribute attribute) =>
        attribute.Function?.Name ?? new LayerSpec("", "", attribute.Arguments).Text("Kind", "");

    /// <summary>Whether an output, or the attribute of the loss, names a loss.</summary>
    public static bool HasLoss(DeclaredAttribute attribute) =>
        attribute.Function is not null || attribute.Arguments.Any(argument => argument.Name == "Kind");

    private static string Modifiers(TypeHeader type) => type.Is(TypeTraits.Sealed) ? type.Accessibility + " sealed" : type.Accessibility;
}
