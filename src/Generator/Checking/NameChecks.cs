using System.Globalization;
using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking;

/// <summary>Whether the names of layers and members can live in one class.</summary>
internal static class NameChecks
{
    private static readonly HashSet<string> _objectMembers = new(StringComparer.Ordinal)
    {
        "Equals",
        "Finalize",
        "GetHashCode",
        "GetType",
        "MemberwiseClone",
        "ReferenceEquals",
        "ToString",
    };

    // Names in the attributes of a class are looked up among its members first.
    public static IReadOnlyCollection<string> NamesInAttributes { get; } =
    ["Activation", "Block", "Initialization", "Initializer", "Loss", "ModelCompiler", "Padding"];

    public static void Run(ModelDeclaration declaration, ProblemList problems)
    {
        CheckMembers(declaration, problems);
        CheckLayers(declaration, problems, isBlock: false);
    }

    /// <summary>The same for a block: its names become parts of longer ones, so that no member of the class can be in their way.</summary>
    public static void RunBlock(ModelDeclaration declaration, ProblemList problems) => CheckLayers(declaration, problems, isBlock: true);

    private static void CheckLayers(ModelDeclaration declaration, ProblemList problems, bool isBlock)
    {
        IReadOnlyList<int> attributes = declaration.IndicesOf(AttributeRole.Layer);
        List<string> members = ModelSpecBuilder.Layers(declaration).Select(layer => LayerNames.ToPascalCase(layer.Name)).ToList();
        var taken = new HashSet<string>(members, StringComparer.Ordinal);
        var firsts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int layer = 0; layer < members.Count; layer++)
            if (!firsts.ContainsKey(members[layer]))
                firsts[members[layer]] = layer;
        var reported = new HashSet<int>();
        CheckKeys(declaration, attributes, problems);
        for (int layer = 0; layer < attributes.Count; layer++)
        {
            DeclaredAttribute attribute = declaration.Attributes[attributes[layer]];
            if (attribute.GivenName is { } given && !LayerNames.IsValid(given))
                problems.Add(
                    ProblemList.Create(DeclarationRules.LayerNameInvalid, ProblemTarget.Attribute(attributes[layer], "Name"), given) with
                    {
                        IsOfLayerAlone = true,
                    }
                );
            else if (attribute.GivenName is { } own && LayerNames.ToSnakeCase(own) == LayerInputs.ModelInput)
                Report(
                    DeclarationRules.LayerNameTaken,
                    layer,
                    isOfLayerAlone: true,
                    own,
                    members[layer],
                    "layers read the input by that name"
                );
            else if (FindTwin(declaration, attributes, layer, firsts[members[layer]]) is { } twin && reported.Add(twin))
                Report(DeclarationRules.LayerNameDuplicate, twin, isOfLayerAlone: true, NameOf(twin), members[twin]);
            else if (!isBlock && TakenReason(declaration, attribute, members[layer]) is { } reason)
                Report(DeclarationRules.LayerNameTaken, layer, isOfLayerAlone: false, NameOf(layer), members[layer], reason);
        }

        string NameOf(int layer) =>
            declaration.Attributes[attributes[layer]] is { Place: { IsInner: false }, GivenName: { } given }
                ? given
                : declaration.Attributes[attributes[layer]].Place.Name;

        void Report(Microsoft.CodeAnalysis.DiagnosticDescriptor rule, int layer, bool isOfLayerAlone, params object[] arguments) =>
            problems.Add(
                ProblemList.Create(rule, ProblemTarget.Attribute(attributes[layer], "Name"), arguments) with
                {
                    Properties = new([new(FixProperties.Name, FreeName(NameOf(layer), taken, declaration))]),
                    IsOfLayerAlone = isOfLayerAlone,
                }
            );
    }

    // The later of two equal names is the duplicate, unless only the earlier one was written by the user.
    private static int? FindTwin(ModelDeclaration declaration, IReadOnlyList<int> attributes, int layer, int first)
    {
        if (first == layer)
            return null;
        return
            declaration.Attributes[attributes[layer]].GivenName is null && declaration.Attributes[attributes[first]].GivenName is not null
            ? first
            : layer;
    }

    // Keys of one class must differ where there is something to name by them. Layers of one name are told so already.
    private static void CheckKeys(ModelDeclaration declaration, IReadOnlyList<int> attributes, ProblemList problems)
    {
        var firsts = new Dictionary<string, DeclaredAttribute>(StringComparer.Ordinal);
        foreach (int index in attributes)
        {
            DeclaredAttribute layer = declaration.Attributes[index];
            ProblemTarget target = ProblemTarget.Attribute(index, "Key");
            if (layer.GivenKey is { } given && !LayerKeys.IsValid(given, isUse: layer.Kind == BlockExpansion.UseKind))
                problems.Add(ProblemList.Create(DeclarationRules.LayerKeyInvalid, target, given) with { IsOfLayerAlone = true });
            if (!LayerCatalogue.HasParameters(layer) || layer.Place.Key is not { } key)
                continue;
            if (!firsts.TryGetValue(key, out DeclaredAttribute first))
                firsts[key] = layer;
            else if (first.Place.Name != layer.Place.Name)
                problems.Add(
                    ProblemList.Create(DeclarationRules.LayerKeyDuplicate, target, key, first.Place.Name, layer.Place.Name) with
                    {
                        IsOfLayerAlone = first.Place.IsInner && layer.Place.IsInner && first.Source == layer.Source,
                    }
                );
        }
    }

    private static void CheckMembers(ModelDeclaration declaration, ProblemList problems)
    {
        if (GeneratedMembers.Of(declaration).Any(member => member.Name == declaration.Type.Name))
            problems.Add(DeclarationRules.ModelNameTaken, ProblemTarget.Class, declaration.Type.Name);
        for (int i = 0; i < declaration.Members.Count; i++)
            if (GeneratedMembers.Of(declaration).Any(member => member.CollidesWith(declaration.Members[i])))
                problems.Add(
                    DeclarationRules.MemberTaken,
                    new(TargetKind.Member, i),
                    declaration.Type.Name,
                    Readable(declaration, declaration.Members[i].Signature)
                );
    }

    private static string? TakenReason(ModelDeclaration declaration, DeclaredAttribute attribute, string member)
    {
        if (!LayerCatalogue.HasParameters(attribute))
            return null;
        if (member == declaration.Type.Name)
            return "the class has that name";
        if (GeneratedMembers.Of(declaration).Any(generated => generated.Name == member && generated.Origin != MemberOrigin.HiddenInterface))
            return "every model has a member of that name";
        if (_objectMembers.Contains(member))
            return "every object has a member of that name";
        if (NamesInAttributes.Contains(member))
            return $"the attributes of the class could then no longer name {member}";
        return declaration.Members.Any(own => own.Name == member) ? "the class declares a member of that name" : null;
    }

    private static string FreeName(string name, HashSet<string> taken, ModelDeclaration declaration)
    {
        string stem = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        for (int number = 2; ; number++)
        {
            string candidate = (stem.Length == 0 ? name : stem) + number.ToString(CultureInfo.InvariantCulture);
            string member = LayerNames.ToPascalCase(LayerNames.ToSnakeCase(candidate));
            if (member != declaration.Type.Name && declaration.Members.All(own => own.Name != member) && taken.Add(member))
                return candidate;
        }
    }

    private static string Readable(ModelDeclaration declaration, string signature) =>
        signature.Replace(".ctor", declaration.Type.Name).Replace("global::", "").Replace("System.", "");
}
