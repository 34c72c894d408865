using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Keras;

/// <summary>Recurrent layers. Keras has the gates of an LSTM as i, f, c, o and those of a GRU as z, r, h, side by side in
/// columns.</summary>
internal static class RecurrentLayers
{
    // Of each class the operator, and the place in Keras's order of each gate in ONNX's.
    private static readonly Dictionary<string, (string Operator, int[] Gates)> _cells = new()
    {
        ["LSTM"] = ("LSTM", [0, 3, 1, 2]),
        ["GRU"] = ("GRU", [0, 1, 2]),
        ["SimpleRNN"] = ("RNN", [0]),
    };

    public static IEnumerable<KerasKind> All =>
        [
            new("LSTM", "`[Lstm]`; the second bias is 0", "`stateful`, `return_state`, activations other than sigmoid and tanh", One),
            new("GRU", "`[Gru]`; `reset_after=False` with `ResetBefore = true`", "`stateful`, `return_state`, other activations", One),
            new("SimpleRNN", "`[Rnn]`", "`stateful`, `return_state`, activations other than tanh, ReLU, sigmoid and softsign", One),
            new("Bidirectional", "the layer inside with `Bidirectional = true`", "`merge_mode` other than concat", Both),
        ];

    private static string One(KerasCall call)
    {
        KerasLayer layer = call.Layer;
        bool isBackwards = layer.Flag("go_backwards", false),
            wantsAll = layer.Flag("return_sequences", false);
        if (isBackwards && wantsAll)
            throw new Refusal("it gives all steps backwards", "let Bidirectional do so, or reverse the sequence outside");
        return Recurrence(
            call,
            layer,
            [call.Part.Length == 0 ? "cell" : call.Part + "/cell"],
            isBackwards ? "reverse" : "forward",
            wantsAll
        );
    }

    private static string Both(KerasCall call)
    {
        KerasLayer inner = call.Layer.Inner("layer");
        if (!_cells.ContainsKey(inner.Class))
            throw new Refusal($"it is around {inner.Class}", "LSTM, GRU and SimpleRNN can be in both directions");
        if (call.Layer.Text("merge_mode", "none") is var mode && mode != "concat")
            throw new Refusal($"it merges the directions by '{mode}'", "directions come side by side: merge_mode='concat'");
        if (KerasChecks.Settings(inner).FirstOrDefault() is { } refusal)
            throw refusal;
        if (call.Layer.Has("backward_layer"))
        {
            KerasLayer second = call.Layer.Inner("backward_layer");
            string[] alike = ["units", "activation", "recurrent_activation", "use_bias", "reset_after", "return_sequences"];
            if (second.Class != inner.Class || alike.Any(name => second.Given(name)?.ToString() != inner.Given(name)?.ToString()))
                throw new Refusal("its two directions differ", "both directions must have the same settings");
        }

        string[] parts = ["forward_layer/cell", "backward_layer/cell"];
        return Recurrence(call, inner, parts, "bidirectional", inner.Flag("return_sequences", false));
    }

    private static string Recurrence(KerasCall call, KerasLayer layer, string[] parts, string direction, bool wantsAll)
    {
        (string name, int[] gates) = _cells[layer.Class];
        int features = call.ShapeOfRank(3)[2],
            units = layer.Integer("units"),
            columns = gates.Length * units;
        bool hasBias = layer.Flag("use_bias", true),
            isResetAfter = name == "GRU" && layer.Flag("reset_after", call.IsOfKeras3);
        CheckActivations(layer, name);
        if (Math.Max(layer.Number("dropout", 0), layer.Number("recurrent_dropout", 0)) > 0)
            call.Graph.Remarks.Add("dropout inside of recurrent layers is left out: predictions are without it");
        (string, int[])[] each = [("kernel", [features, columns]), ("recurrent_kernel", [units, columns])];
        if (hasBias)
            each = [.. each, ("bias", isResetAfter ? [2, columns] : [columns])];
        Tensor[] weights = call.Weights(parts, [.. parts.SelectMany(_ => each)]);
        Tensor[][] directions = [.. weights.Chunk(each.Length)];
        string[] read =
        [
            call.Input,
            call.Constant("kernel", Stacked(directions, 0, gates, units)),
            call.Constant("recurrent_kernel", Stacked(directions, 1, gates, units)),
        ];
        if (hasBias)
            read = [.. read, call.Constant("bias", Biases(directions, gates, units))];
        string y = call.Add(
            name,
            read,
            wantsAll ? 0 : 1,
            KerasCall.Integer("hidden_size", units),
            KerasCall.Integer("layout", 1),
            KerasCall.Word("direction", direction),
            KerasCall.Integer("linear_before_reset", isResetAfter ? 1 : 0),
            name == "RNN"
                ? KerasCall.Words("activations", directions.Select(_ => Activations.NameOf(layer, "activation") ?? "tanh"))
                : KerasCall.Words("activations")
        );
        int width = units * parts.Length;
        return call.Add("Reshape", [y, call.Numbers("shape", wantsAll ? [0, 0, width] : [0, width])]);
    }

    private static void CheckActivations(KerasLayer layer, string name)
    {
        string activation = Activations.NameOf(layer, "activation") ?? "linear",
            gate = Activations.NameOf(layer, "recurrent_activation") ?? "linear";
        if (name == "RNN" ? activation is not ("tanh" or "relu" or "sigmoid" or "softsign") : activation != "tanh")
            throw new Refusal($"its activation is {activation}", "recurrent layers have tanh, SimpleRNN also relu, sigmoid and softsign");
        if (name != "RNN" && gate != "sigmoid")
            throw new Refusal(
                $"its gates have the activation {gate}",
                "recurrent_activation must be 'sigmoid', Keras's default since 2.3; train it with that"
            );
    }

    // [inputs, gates x units] of each direction as [directions, gates x units, inputs].
    private static Tensor Stacked(Tensor[][] directions, int place, int[] gates, int units)
    {
        int inputs = directions[0][place].Shape[0],
            columns = gates.Length * units;
        float[] values = new float[directions.Length * columns * inputs];
        int next = 0;
        foreach (Tensor[] weights in directions)
        {
            float[] kernel = weights[place].Floats();
            foreach (int gate in gates)
                for (int unit = 0; unit < units; unit++)
                for (int input = 0; input < inputs; input++)
                    values[next++] = kernel[(input * columns) + (gate * units) + unit];
        }

        return Tensor.Of([directions.Length, columns, inputs], values);
    }

    // Those of the input, then those of the state, which only a GRU that resets after the product has of its own.
    private static Tensor Biases(Tensor[][] directions, int[] gates, int units)
    {
        int columns = gates.Length * units;
        float[] values = new float[directions.Length * 2 * columns];
        for (int direction = 0; direction < directions.Length; direction++)
        {
            Tensor bias = directions[direction][2];
            float[] given = bias.Floats();
            for (int half = 0; half < bias.Count / columns; half++)
            for (int gate = 0; gate < gates.Length; gate++)
                Array.Copy(
                    given,
                    (half * columns) + (gates[gate] * units),
                    values,
                    (((direction * 2) + half) * columns) + (gate * units),
                    units
                );
        }

        return Tensor.Of([directions.Length, 2 * columns], values);
    }
}
