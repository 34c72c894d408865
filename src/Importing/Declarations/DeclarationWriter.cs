using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Declarations;

/// <summary>Writes layers as the attributes of a class.</summary>
internal static class DeclarationWriter
{
    /// <summary>The attribute of an input.</summary>
    /// <param name="input">The input.</param>
    /// <param name="names">The names of layers, and of inputs where there are several.</param>
    public static string Input(Layer input, Dictionary<Layer, LayerName> names)
    {
        string name = names.TryGetValue(input, out LayerName? given) ? $", Name = \"{given.Given}\"" : "";
        if (input.Arguments.Count > 1)
            return $"Tokens({input.Arguments[0]}, {input.Arguments[1]}{name})";
        return $"{(input.IsSequence ? "Sequence" : "Input")}({string.Join(", ", input.Shape)}{name})";
    }

    /// <summary>The layers that the outputs need, in an order in which each stands behind what it reads.</summary>
    public static List<Layer> Needed(IReadOnlyList<Layer> layers, params IReadOnlyList<Layer> outputs)
    {
        var needed = new HashSet<Layer>();
        var open = new Stack<Layer>(outputs);
        while (open.TryPop(out Layer? layer))
            if (needed.Add(layer))
                foreach (Layer input in layer.Inputs)
                    open.Push(input);
        List<Layer> kept = [.. layers.Where(needed.Contains)];

        // The last one is the output, where there is one.
        if (outputs is [var output] && kept.Count > 0 && kept[^1] != output)
        {
            kept.Remove(output);
            kept.Add(output);
        }

        return kept;
    }

    /// <summary>The attributes of layers.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="first">The input that the first layer reads unless it says otherwise.</param>
    /// <param name="names">The names of layers, and of inputs where there are several.</param>
    public static List<ImportedLayer> Write(IReadOnlyList<Layer> layers, Layer first, Dictionary<Layer, LayerName> names)
    {
        var written = new List<ImportedLayer>();
        for (int index = 0; index < layers.Count; index++)
        {
            Layer layer = layers[index];
            Layer above = index == 0 ? first : layers[index - 1];
            int parameters = layer
                .Parameters.Where(parameter => !parameter.Name.StartsWith("running_", StringComparison.Ordinal))
                .Sum(parameter => parameter.Values.Length);
            written.Add(new ImportedLayer(Attribute(layer, above, names), layer.Shape, parameters));
        }

        return written;
    }

    /// <summary>The parameters of layers by their names in files.</summary>
    public static List<ImportedParameter> Parameters(IReadOnlyList<Layer> layers, Dictionary<Layer, LayerName> names) =>
        [
            .. layers.SelectMany(layer =>
                layer.Parameters.Select(parameter => new ImportedParameter(
                    $"{names[layer].Prefix}.{parameter.Name}",
                    parameter.Shape,
                    parameter.Values
                ))
            ),
        ];

    private static string Attribute(Layer layer, Layer above, Dictionary<Layer, LayerName> names)
    {
        List<string> arguments = layer.IsJoin ? Joined(layer, above, names) : [.. layer.Arguments];
        if (layer.Activation is { } activation)
            arguments.Add("Activation." + activation);
        arguments.AddRange(layer.Named.Select(argument => $"{argument.Name} = {argument.Text}"));
        LayerName name = names[layer];
        if (name.Given is not null)
            arguments.Add($"Name = \"{name.Given}\"");
        if (name.Key is not null)
            arguments.Add($"Key = \"{name.Key}\"");
        if (!layer.IsJoin && layer.Inputs[0] != above)
            arguments.Add($"From = \"{Reference(layer.Inputs[0], names)}\"");
        return arguments.Count == 0 ? layer.Kind : $"{layer.Kind}({string.Join(", ", arguments)})";
    }

    private static string Reference(Layer layer, Dictionary<Layer, LayerName> names) =>
        names.TryGetValue(layer, out LayerName? name) ? name.Snake : "input";

    // One name is joined to the layer above.
    private static List<string> Joined(Layer layer, Layer above, Dictionary<Layer, LayerName> names)
    {
        bool isOrdered = layer.Kind is "Subtract" or "Concat" or "MatMul";
        string[] all = [.. layer.Inputs.Select(input => $"\"{Reference(input, names)}\"")];
        if (all.Length == 2 && layer.Inputs[0] == above)
            return [all[1]];
        return all.Length == 2 && !isOrdered && layer.Inputs[1] == above ? [all[0]] : [.. all];
    }
}
