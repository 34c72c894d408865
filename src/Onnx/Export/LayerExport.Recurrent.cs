using static ModelCompiler.Onnx.Export.AttributeWriter;

namespace ModelCompiler.Onnx.Export;

/// <content>Recurrent layers, whose gates ONNX has in another order.</content>
internal sealed partial class LayerExport
{
    private static readonly string[] _stateActivations = ["Tanh", "Relu", "Sigmoid", "Softsign"];

    private string Recurrent(ExportLayer layer, ExportValue x)
    {
        int directions = layer.Boolean("Bidirectional", otherwise: false) ? 2 : 1,
            units = layer.Integer("Units"),
            steps = x.Shape[0],
            features = x.Shape[1];
        string y = x.Name;
        int layers = layer.Integer("Layers", 1);
        for (int number = 0; number < layers; number++)
        {
            bool wantsLast = number == layers - 1 && layer.Text("Output", "Sequence") == "LastStep";
            y = One(layer, y, $"_l{number}", directions, features, wantsLast);
            features = directions * units;
            y = wantsLast ? graph.Reshape(y, features) : graph.Reshape(y, steps, features);
        }

        return y;
    }

    // [batch, steps, features] to [batch, steps, directions, units], or [batch, directions, units] at the end.
    private string One(ExportLayer layer, string x, string end, int directions, int features, bool wantsLast)
    {
        (string operation, int[] gates) = layer.Kind switch
        {
            "Lstm" => ("LSTM", new[] { 0, 3, 1, 2 }),
            "Gru" => ("GRU", new[] { 1, 0, 2 }),
            _ => ("RNN", new[] { 0 }),
        };
        string activation = layer.Text("Activation", "Tanh");
        if (operation == "RNN" && !_stateActivations.Contains(activation))
            throw new NotSupportedException($"The layer '{layer.Name}' has the activation {activation}, which no recurrence of ONNX has.");
        int units = layer.Integer("Units"),
            rows = gates.Length * units;
        List<float> input = [],
            state = [],
            bias = [];
        for (int direction = 0; direction < directions; direction++)
        {
            string own = end + (direction == 0 ? "" : "_reverse");
            input.AddRange(InOrder(Taken("weight_ih" + own), gates));
            float[] ofState = Taken("weight_hh" + own),
                ofInputBias = Taken("bias_ih" + own),
                ofStateBias = Taken("bias_hh" + own);

            // Where the candidate state has parameters of its own, their rows stand behind those of the gates.
            state.AddRange(InOrder([.. ofState, .. Taken("weight_hn" + own)], gates));
            bias.AddRange(InOrder(ofInputBias, gates));
            bias.AddRange(InOrder([.. ofStateBias, .. Taken("bias_hn" + own)], gates));
        }

        var inputs = new List<string>
        {
            graph.Node("Transpose", [x], Integers("perm", 1, 0, 2)),
            graph.Constant([.. input], [directions, rows, features]),
            graph.Constant([.. state], [directions, rows, units]),
        };
        if (bias.Count > 0)
            inputs.Add(graph.Constant([.. bias], [directions, 2 * rows]));
        List<ProtobufWriter> attributes = [Integer("hidden_size", units), Word("direction", directions == 2 ? "bidirectional" : "forward")];
        if (operation == "GRU")
            attributes.Add(Integer("linear_before_reset", layer.Boolean("ResetBefore", otherwise: false) ? 0 : 1));
        if (operation == "RNN")
            attributes.Add(Words("activations", Enumerable.Repeat(activation, directions)));
        string y = graph.Node(operation, inputs, wantsLast ? 1 : 0, [.. attributes]);
        return graph.Node("Transpose", [y], wantsLast ? Integers("perm", 1, 0, 2) : Integers("perm", 2, 0, 1, 3));
    }

    // In the order in which the model has them.
    private float[] Taken(string role) => parameters.Has(role) ? parameters.Take(role).Values : [];

    private static IEnumerable<float> InOrder(float[] values, int[] gates)
    {
        int each = values.Length / gates.Length;
        return gates.SelectMany(gate => values.Skip(gate * each).Take(each));
    }
}
