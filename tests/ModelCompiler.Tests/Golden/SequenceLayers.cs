using System.Text.Json;

namespace ModelCompiler.Tests.Golden;

/// <summary>The layers of the golden files of sequences as attributes: one row for each kind.</summary>
internal static class SequenceLayers
{
    private static readonly Dictionary<string, string> s_activations = new()
    {
        ["relu"] = "Activation.Relu",
        ["gelu"] = "Activation.Gelu",
        ["tanh"] = "Activation.Tanh",
    };

    /// <summary>
    /// The attribute of a layer, by its kind in the file. What a row takes from the keys is what the file calls the next module, which
    /// is the layer's key: so that its parameters have the names of the file.
    /// </summary>
    private static readonly Dictionary<string, Func<GoldenLayer, string>> s_kinds = new()
    {
        ["dense"] = layer => $"[Dense({layer.Number("units")}{layer.Activation}{layer.Bias}, {layer.Tied ?? layer.Key})]",
        ["embedding"] = layer => $"[Embedding({layer.Number("size")}, {layer.Key})]",
        ["layer_norm"] = layer => $"[LayerNorm({layer.Key})]",
        ["conv1d"] = layer =>
            $"[Conv1D({layer.Number("out")}, {layer.Number("kernel")}{layer.Activation}{layer.Bias}, "
            + $"Dilation = {layer.Number("dilation", 1)}{layer.Padding}, {layer.Key})]",
        ["rnn"] = layer => Recurrent("Rnn", layer, layer.Activation),
        ["lstm"] = layer => Recurrent("Lstm", layer, ""),
        ["gru"] = layer => Recurrent("Gru", layer, ""),
        ["learned_positions"] = layer => $"[LearnedPositions({layer.Key})]",
        ["multi_head_attention"] = layer =>
            $"[Attention({layer.Number("heads")}{layer.Flag("causal", "Causal")}{layer.Rotary}{layer.Bias}, {layer.Key})]",
        ["transformer_encoder"] = layer =>
            $"[Use<{SequenceBlocks.Encoder(layer.Flag("norm_first", "x").Length > 0, layer.ActivationName)}>({layer.Key})]",
        ["decoder_block"] = layer => $"[Use<{SequenceBlocks.Decoder}>({layer.Key}, Repeat = {layer.Number("repeat")})]",
        ["add"] = layer => $"""[Add("{layer.Text("with")}")]""",
        ["mean_over_steps"] = _ => "[MeanOver(0)]",
        ["mean_over_valid_steps"] = _ => "[MeanOver(0)]",
    };

    /// <summary>The attributes of all layers.</summary>
    /// <param name="layers">The layers of a file.</param>
    /// <param name="modules">What the file calls the modules that have parameters, in order.</param>
    /// <param name="head">The activation that the loss goes with, for the last layer; or null.</param>
    public static string Attributes(JsonElement layers, IEnumerable<string> modules, string? head)
    {
        var keys = new Queue<string>(modules);
        List<JsonElement> all = [.. layers.EnumerateArray()];
        string attributes = string.Concat(
            all.Select((layer, index) => s_kinds[Kind(layer)](new GoldenLayer(layer, keys, index == all.Count - 1 ? head : null)))
        );
        Assert.Empty(keys);
        return attributes;
    }

    private static string Recurrent(string kind, GoldenLayer layer, string activation) =>
        $"[{kind}({layer.Number("hidden")}{activation}{layer.Bias}, Layers = {layer.Number("layers", 1)}, Bidirectional = "
        + $"{(layer.Is("bidirectional") ? "true" : "false")}, Output = RecurrentOutput."
        + $"{(layer.Text("output").StartsWith("last", StringComparison.Ordinal) ? "LastStep" : "Sequence")}, {layer.Key})]";

    private static string Kind(JsonElement layer) => layer.GetProperty("kind").GetString()!;

    /// <summary>One layer of a file.</summary>
    /// <param name="layer">What the file says of it.</param>
    /// <param name="keys">The modules of the layers that follow.</param>
    /// <param name="head">The activation that the loss goes with; or null.</param>
    private sealed class GoldenLayer(JsonElement layer, Queue<string> keys, string? head)
    {
        /// <summary>The named arguments that give the layer the next module's name.</summary>
        public string Key
        {
            get
            {
                string key = keys.Dequeue();
                return key.Contains('.', StringComparison.Ordinal) ? $"""Key = "{key}" """ : $"""Name = "{key}" """;
            }
        }

        /// <summary>The positional argument of an activation, with the comma before it.</summary>
        public string Activation =>
            head is not null ? $", Activation.{head}"
            : layer.TryGetProperty("activation", out JsonElement name) ? ", " + s_activations[name.GetString()!]
            : "";

        /// <summary>The named argument of a weight that is another layer's; or null.</summary>
        public string? Tied =>
            layer.TryGetProperty("tied_to", out JsonElement tied) && tied.GetString() is { } name ? $"""TiedTo = "{name}" """ : null;

        /// <summary>The member of the enumeration of activations.</summary>
        public string ActivationName => s_activations[Text("activation")].Split('.')[1];

        /// <summary>The named argument of a bias that is left out, with the comma before it.</summary>
        public string Bias => layer.TryGetProperty("bias", out JsonElement bias) && !bias.GetBoolean() ? ", Bias = false" : "";

        /// <summary>The named arguments of rotary positions, which come with separate projections, with the comma before them.</summary>
        public string Rotary =>
            layer.TryGetProperty("rotary", out JsonElement rotary)
                ? $", Rotary = Rotary.{(rotary.GetProperty("form").GetString() == "halves" ? "Halves" : "Interleaved")}, RotaryBase = "
                    + $"{rotary.GetProperty("base").GetInt32()}, Projections = Projections.Separate"
                : "";

        /// <summary>A named argument that is true, with the comma before it.</summary>
        public string Flag(string name, string argument) =>
            layer.TryGetProperty(name, out JsonElement flag) && flag.GetBoolean() ? $", {argument} = true" : "";

        /// <summary>The named argument of a padding, with the comma before it.</summary>
        public string Padding => layer.GetProperty("padding").GetString() == "causal" ? ", Padding = Padding.Causal" : "";

        public int Number(string name, int otherwise = 0) =>
            layer.TryGetProperty(name, out JsonElement number) ? number.GetInt32() : otherwise;

        public bool Is(string name) => layer.TryGetProperty(name, out JsonElement value) && value.GetBoolean();

        public string Text(string name) => layer.GetProperty(name).GetString()!;
    }
}
