using System.Globalization;

namespace ModelCompiler.Importing.StateDicts;

/// <summary>What a module is, by the names and shapes of its tensors; of two that look alike, by its own name.</summary>
internal static class ModuleKinds
{
    private static readonly (string Kind, int Gates)[] _recurrent = [("Lstm", 4), ("Gru", 3), ("Rnn", 1)];

    private static readonly Func<Module, ProposedLayer?>[] _all = [Statistics, Recurrence, Attention, Table, Vector, Dense, Windows];

    /// <summary>The layer; null when it is none that is known.</summary>
    public static ProposedLayer? Of(Module module) => _all.Select(kind => kind(module)).FirstOrDefault(layer => layer is not null);

    private static ProposedLayer? Statistics(Module module)
    {
        if (module["running_mean"] is not [var channels] || module["running_var"] is null)
            return null;
        var layer = new ProposedLayer(module, "BatchNorm", LayerRole.Same, channels, channels);
        if (module.WeightShape is null)
            layer.Named.Add(("Affine", "false"));
        return layer;
    }

    private static ProposedLayer? Recurrence(Module module)
    {
        if (module["weight_ih_l0"] is not [var rows, var features] || module["weight_hh_l0"] is not [var same, var units] || rows != same)
            return null;
        (string kind, int gates) = _recurrent.FirstOrDefault(known => known.Gates * units == rows);
        if (kind is null || module.Shapes.Keys.Any(name => name.StartsWith("weight_hr", StringComparison.Ordinal)))
            return null; // projected states
        int layers = Enumerable.Range(0, module.Shapes.Count + 1).First(number => module[$"weight_ih_l{Text(number)}"] is null);
        bool isBidirectional = module["weight_ih_l0_reverse"] is not null;
        var layer = new ProposedLayer(module, kind, LayerRole.Product, features, units * (isBidirectional ? 2 : 1))
        {
            Arguments = [Text(units)],
            Unknown = kind == "Rnn" ? ["tanh or ReLU", "all steps or the last"] : ["all steps or Output = RecurrentOutput.LastStep"],
        };
        if (layers > 1)
            layer.Named.Add(("Layers", Text(layers)));
        if (isBidirectional)
            layer.Named.Add(("Bidirectional", "true"));
        if (module["bias_ih_l0"] is null)
            layer.Named.Add(("Bias", "false"));
        return layer;
    }

    private static ProposedLayer? Attention(Module module) =>
        module["in_proj_weight"] is [var rows, var width] && rows == 3 * width && module["out_proj.weight"] is not null
            ? new ProposedLayer(module, "Attention", LayerRole.Same, width, width)
            {
                Arguments = ["HEADS"],
                Unknown = ["the number of heads, which replaces HEADS", "causal or not"],
            }
            : null;

    private static ProposedLayer? Table(Module module) =>
        module.Has("weight")
        && module is { BiasShape: null, WeightShape: [var vocabulary, var size] }
        && module.IsCalled("emb", "wte", "token", "lookup")
            ? new ProposedLayer(module, "Embedding", LayerRole.First, vocabulary, size) { Arguments = [Text(size)] }
            : null;

    // A factor for each feature, and perhaps a bias.
    private static ProposedLayer? Vector(Module module)
    {
        if (!module.Has("weight") || module.WeightShape is not [var count])
            return null;
        if (module.BiasShape is not null)
            return new ProposedLayer(module, "LayerNorm", LayerRole.Same, count, count)
            {
                Unknown = ["or another norm of as many factors, as GroupNorm"],
            };
        if (count > 1 && module.IsCalled("norm", "ln", "rms"))
            return new ProposedLayer(module, "RmsNorm", LayerRole.Same, count, count) { Unknown = ["or a LayerNorm without bias"] };
        return count == 1 || module.IsCalled("prelu", "act")
            ? new ProposedLayer(module, "PRelu", LayerRole.Same, count == 1 ? 0 : count, count == 1 ? 0 : count)
            {
                Named = count == 1 ? [] : [("Slopes", "ParameterSharing.PerChannel")],
            }
            : null;
    }

    private static ProposedLayer? Dense(Module module) =>
        module.Has("weight") && module.WeightShape is [var outputs, var inputs]
            ? new ProposedLayer(module, "Dense", LayerRole.Product, inputs, outputs) { Arguments = [Text(outputs)], Named = Biased(module) }
            : null;

    private static ProposedLayer? Windows(Module module)
    {
        if (!module.Has("weight") || module.WeightShape is not { Length: 3 or 4 } weight)
            return null;
        bool isTransposed =
            module.BiasShape is [var biases] && biases != weight[0] && biases == weight[1]
            || (weight.Length == 4 && module.IsCalled("transpose", "deconv", "upconv"));
        if (isTransposed && weight.Length == 3)
            return null; // of a signal: no layer
        (int inputs, int outputs) = isTransposed ? (weight[0], weight[1]) : (weight[1], weight[0]);
        string[] kernel = weight.Length == 4 && weight[2] != weight[3] ? [Text(weight[2]), Text(weight[3])] : [Text(weight[2])];
        string kind = isTransposed ? "ConvTranspose2D" : $"Conv{weight.Length - 2}D";
        return new ProposedLayer(module, kind, LayerRole.Window, inputs, outputs)
        {
            Arguments = [Text(outputs), .. kernel],
            Named = Biased(module),
            Unknown = ["stride, padding and dilation"],
        };
    }

    private static List<(string, string)> Biased(Module module) => module.BiasShape is null ? [("Bias", "false")] : [];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
