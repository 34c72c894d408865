using System.Globalization;

namespace ModelCompiler.Generator.Parsing;

/// <summary>
/// Replaces every use of a block by the layers of the block, and gives all layers their full names. A use that is wrong stays, with what is
/// wrong.
/// </summary>
internal sealed class BlockExpansion
{
    /// <summary>The kind of a use of a block.</summary>
    public const string UseKind = "Use";

    private const string Repeat = "Repeat";

    private readonly BlockFaults _faults;
    private readonly IReadOnlyList<DeclaredBlock> _blocks;
    private readonly List<DeclaredAttribute> _result = [];

    private BlockExpansion(IReadOnlyList<DeclaredBlock> blocks)
    {
        _blocks = blocks;
        _faults = new BlockFaults(blocks);
    }

    /// <summary>The attributes of a class with the layers of blocks in place of their uses.</summary>
    /// <param name="attributes">The attributes as they were written.</param>
    /// <param name="blocks">The blocks that they and the blocks themselves use.</param>
    /// <param name="self">The position of the class among the blocks, or -1.</param>
    /// <param name="isBlock">Whether the class is itself a block.</param>
    public static EquatableArray<DeclaredAttribute> Run(
        IReadOnlyList<DeclaredAttribute> attributes,
        IReadOnlyList<DeclaredBlock> blocks,
        int self,
        bool isBlock
    )
    {
        var expansion = new BlockExpansion(blocks);
        var scope = new BlockScope("", LayerInputs.ModelInput, self, null) { IsBlock = isBlock };
        List<DeclaredAttribute> inputs = attributes.Where(attribute => attribute.Role == AttributeRole.Input).ToList();
        if (inputs.Count == 1 && inputs[0].GivenName is { } name && LayerNames.IsValid(name))
            scope.Define(LayerNames.ToSnakeCase(name), LayerInputs.ModelInput);
        expansion.Expand(isBlock ? attributes : ImpliedLayers.Add(attributes, expansion.OwnNames(attributes).ToList()), scope);
        return expansion._result.ToEquatableArray();
    }

    /// <summary>The number of repetitions that a use asks for; 1 unless it says so.</summary>
    public static int Repetitions(DeclaredAttribute use) => new LayerSpec(use.Kind, "", use.Arguments).Integer(Repeat, 1);

    /// <summary>Adds the layers of one class and returns the full name of the last.</summary>
    private string Expand(IEnumerable<DeclaredAttribute> attributes, BlockScope scope)
    {
        List<DeclaredAttribute> all = attributes.ToList();
        IReadOnlyList<string> names = OwnNames(all);
        string above = scope.Input;
        int layer = 0;
        double expanded = 0;
        foreach (DeclaredAttribute attribute in all)
        {
            if (attribute.Role != AttributeRole.Layer)
            {
                _result.Add(attribute);
                continue;
            }

            string name = names[layer++];
            if (attribute is { IsImplied: true, Kind: ImpliedLayers.InputPart })
            {
                // The first layer reads the first of several inputs.
                string part = Add(attribute, scope.Place(attribute, name, scope.Input), scope);
                above = above == scope.Input ? part : above;
                scope.Define(name, part);

                // A name that is no name is said to be none, and not missing as well.
                if (attribute.GivenName is { } given && !LayerNames.IsValid(given))
                    scope.Define(LayerNames.ToSnakeCase(given), part);
                continue;
            }

            LayerPlace place = scope.Place(attribute, name, above);
            if (attribute.Kind == UseKind)
            {
                bool isTwice = names.Count(other => other == name) > 1;
                UseFault? fault =
                    isTwice || IsWrong(attribute)
                        ? new(UseFaultKind.Arguments, "", "", false)
                        : _faults.Of(attribute, scope.Self, ref expanded);
                place = place with { Fault = fault };
            }
            else
            {
                expanded++;
            }

            above = attribute.Kind == UseKind && place.Fault is null ? ExpandUse(attribute, place, scope) : Add(attribute, place, scope);
            scope.Define(name, above);
        }

        return above;
    }

    private string Add(DeclaredAttribute attribute, LayerPlace place, BlockScope scope)
    {
        _result.Add(
            scope.Use is { } use ? attribute with { Place = place, Source = use.Source, Part = use.Part } : attribute with { Place = place }
        );
        return place.Name;
    }

    private string ExpandUse(DeclaredAttribute use, LayerPlace place, BlockScope scope)
    {
        DeclaredBlock block = _blocks[use.Block];
        string output = place.Inputs[0];
        bool isNumbered = use.Arguments.Any(argument => argument.Name == Repeat);
        int repetitions = Repetitions(use);
        for (int repetition = 0; repetition < repetitions; repetition++)
        {
            string number = isNumbered ? repetition.ToString(CultureInfo.InvariantCulture) + "." : "";
            output = Expand(
                block.Layers,
                new BlockScope(place.Name + "." + number, output, use.Block, scope.Use ?? use)
                {
                    KeyPrefix = LayerKeys.Prefix(place.Key!) + number,
                    IsBlock = !block.IsModel,
                    IsShownAtBlock = block.IsHere,
                    IsFrozen = place.IsFrozen || !new LayerSpec(use.Kind, "", use.Arguments).Boolean("Trainable", otherwise: true),
                }
            );
        }

        if (scope.Use is null)
            _result[_result.Count - 1] = _result[_result.Count - 1] with
            {
                Place = _result[_result.Count - 1].Place with { OutputOf = place.Name },
            };
        return output;
    }

    private static bool IsWrong(DeclaredAttribute use) =>
        use.IsErroneous || use.Block < 0 || Repetitions(use) < 1 || (use.GivenName is { } given && !LayerNames.IsValid(given));

    /// <summary>
    /// The names of layers within their class: given, or by default the kind with a running number, which passes over names that another
    /// kind has already (blocks <c>Stage</c> and <c>Stage1</c>, or <c>Gate</c> and <c>gate</c>). A name that cannot be one is replaced by
    /// the default.
    /// </summary>
    private IReadOnlyList<string> OwnNames(IEnumerable<DeclaredAttribute> attributes)
    {
        var names = new List<string>();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var members = new HashSet<string>(StringComparer.Ordinal);
        foreach (DeclaredAttribute attribute in attributes)
        {
            if (attribute.Role != AttributeRole.Layer)
                continue;
            string kind = attribute.Block >= 0 ? _blocks[attribute.Block].Name : attribute.Kind;
            numbers.TryGetValue(kind, out int number);
            number++;
            if (attribute.GivenName is { } given && LayerNames.IsValid(given))
            {
                names.Add(LayerNames.ToSnakeCase(given));
            }
            else
            {
                while (!members.Add(LayerNames.ToPascalCase(LayerNames.Default(kind, number))))
                    number++;
                names.Add(LayerNames.Default(kind, number));
            }

            numbers[kind] = number;
        }
        return names;
    }
}
