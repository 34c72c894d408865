using System.Globalization;
using ModelCompiler.Importing.Declarations;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.StateDicts;

/// <summary>Writes proposed layers as attributes with comments.</summary>
internal sealed class ProposalWriter(IReadOnlyList<ProposedLayer> order, ImportOptions options)
{
    private readonly List<string> _lines = [];

    /// <summary>Words that stand for numbers that the file does not say.</summary>
    public SortedSet<string> Placeholders { get; } = new(StringComparer.Ordinal);

    /// <summary>The lines from the input to the last layer.</summary>
    /// <param name="model">The name of the class.</param>
    public List<string> Write(string model)
    {
        _lines.Add(Input(order[0]));
        var input = new Layer
        {
            Kind = Layer.ModelInput,
            Inputs = [],
            Shape = [],
        };
        List<Layer> layers = [];
        for (int place = 0; place < order.Count; place++)
            layers.Add(LayerOf(place, layers.LastOrDefault(input)));
        Dictionary<Layer, LayerName> names = LayerNaming.Names(layers, [], [], model);
        List<ImportedLayer> written = DeclarationWriter.Write(layers, input, names);
        for (int place = 0; place < order.Count; place++)
        {
            if (place > 0)
                Between(order[place - 1], order[place], place);
            string comment = string.Join("; ", Unknown(place));
            _lines.Add($"[{written[place].Attribute}]{(comment.Length > 0 ? " // unknown: " + comment : "")}");
        }

        return _lines;
    }

    private Layer LayerOf(int place, Layer before)
    {
        ProposedLayer proposed = order[place];
        List<(string, string)> named = [.. proposed.Named];
        string kind = proposed.Kind;
        List<string> arguments = [.. proposed.Arguments];
        if (proposed.Role == LayerRole.Window && place > 0 && proposed.GroupsFor(order[place - 1].Writes) is > 1 and var groups)
        {
            bool isDepthwise = kind == "Conv2D" && groups == order[place - 1].Writes && proposed.Writes == groups;
            if (isDepthwise)
                (kind, arguments) = ("DepthwiseConv2D", arguments[1..]);
            else
                named.Insert(0, ("Groups", groups.ToString(CultureInfo.InvariantCulture)));
        }

        if (arguments.Contains("HEADS"))
            Placeholders.Add("HEADS");
        return new Layer
        {
            Kind = kind,
            Arguments = arguments,
            Named = named,
            Inputs = [before],
            Shape = [proposed.Writes],
            Parameters = [new Parameter("weight", [], [])],
            Scope = proposed.Module.Path,
            IsScopeOfParameters = true,
        };
    }

    private string Input(ProposedLayer first)
    {
        string features = first.Reads == 0 ? Size("features") : first.Reads.ToString(CultureInfo.InvariantCulture);
        return first.Kind switch
        {
            "Embedding" => $"[Tokens({Size("steps")}, {features})]",
            "Conv1D" => $"[Input({features}, {Size("steps")})]",
            "Conv2D" or "ConvTranspose2D" => $"[Input({features}, {Size("height")}, {Size("width")})]",
            _ when first.IsOfSteps => $"[Sequence({Size("steps")}, {features})]",
            "Dense" => $"[Input({features})]",
            _ => $"[Input({features})] // or more dimensions behind that of the {features} channels",
        };
    }

    private string Size(string dimension)
    {
        if (options.Dimensions.TryGetValue(dimension, out int size))
            return size.ToString(CultureInfo.InvariantCulture);
        string word = dimension.ToUpperInvariant();
        Placeholders.Add(word);
        return word;
    }

    // What stands between two layers, where numbers or shapes tell that something does.
    private void Between(ProposedLayer before, ProposedLayer layer, int place)
    {
        if (Gap(before.Module.Path, layer.Module.Path) is { } gap)
            _lines.Add($"// {gap} of the file: without parameters (activation, pool, dropout, flatten)");
        bool hasPositions = LayerOrder.Before(order, place);
        if (!LayerOrder.Follows(before, layer, hasPositions))
            _lines.Add($"// reads {layer.Reads} values, where the layer before writes {before.Writes}: unknown from where");
        else if (layer.Role == LayerRole.Product && layer.Reads > before.Writes && before.Writes > 0)
            _lines.Add($"// reads {layer.Reads} values: {before.Writes} channels of {layer.Reads / before.Writes} positions");
    }

    private IEnumerable<string> Unknown(int place)
    {
        ProposedLayer layer = order[place];
        foreach (string unknown in layer.Unknown)
            yield return unknown;
        bool takesActivation = layer.Kind is "Dense" or "BatchNorm" or "LayerNorm" || layer.Role == LayerRole.Window;
        bool isFollowedByNorm = place + 1 < order.Count && order[place + 1].Role == LayerRole.Same;
        if (takesActivation && !isFollowedByNorm)
            yield return place + 1 == order.Count ? "activation of the output" : "activation";
    }

    // "module 1", where "0" and "2" have parameters.
    private static string? Gap(string before, string layer)
    {
        int dot = before.LastIndexOf('.') + 1;
        bool areSiblings = layer.LastIndexOf('.') + 1 == dot && before[..dot] == layer[..dot];
        if (!areSiblings || !int.TryParse(before[dot..], out int first) || !int.TryParse(layer[dot..], out int last) || last - first < 2)
            return null;
        string path = before[..dot];
        return last - first == 2 ? $"module {path}{first + 1}" : $"modules {path}{first + 1} to {path}{last - 1}";
    }
}
