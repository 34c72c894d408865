using ModelCompiler.Onnx.Export;
using static ModelCompiler.Onnx.Export.AttributeWriter;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>Recurrent layers as ONNX's operators, whose gates lie in an order of their own.</summary>
internal static class OnnxRecurrences
{
    private static readonly Activation[] s_known = [Activation.Tanh, Activation.Sigmoid, Activation.Relu, Activation.Softsign];

    /// <summary>A layer's output, or null when the operator does not know the activation.</summary>
    public static string? Of(OnnxGraph graph, RecurrentAttribute layer, string x, SampleShape shape, IReadOnlyList<float[]> own)
    {
        if (layer is RnnAttribute simple && !s_known.Contains(simple.Activation))
            return null;
        int directions = layer.Bidirectional ? 2 : 1,
            each = TapeRecurrences.Each(layer).Count,
            features = shape.Channels;
        for (int number = 0; number < layer.Layers; number++)
        {
            float[][] parameters =
            [
                .. own.Skip(number * directions * each)
                    .Take(directions * each)
                    .Chunk(each)
                    .SelectMany(direction => Joined(layer, direction)),
            ];
            x = Layer(graph, layer, x, features, parameters);
            features = directions * layer.Units;
            x = graph.Reshape(x, [shape[0], features]);
        }

        return layer.Output == RecurrentOutput.LastStep ? LastStep(graph, layer, x, shape[0]) : x;
    }

    // The operator has the candidate's rows behind those of the gates, whatever they are multiplied with.
    private static float[][] Joined(RecurrentAttribute layer, float[][] own) =>
        layer is not GruAttribute { ResetBefore: true } ? own
        : layer.Bias ? [own[0], [.. own[1], .. own[4]], own[2], [.. own[3], .. own[5]]]
        : [own[0], [.. own[1], .. own[2]]];

    // [samples, steps, features] to [samples, steps, directions, units].
    private static string Layer(OnnxGraph graph, RecurrentAttribute layer, string x, int features, float[][] own)
    {
        (string operation, int[] gates, string[] activations) = layer switch
        {
            LstmAttribute => ("LSTM", [0, 3, 1, 2], []),
            GruAttribute => ("GRU", [1, 0, 2], []),
            RnnAttribute simple => ("RNN", new[] { 0 }, new[] { simple.Activation.ToString() }),
            _ => throw new ArgumentException($"There is no operator of {layer}.", nameof(layer)),
        };
        int directions = layer.Bidirectional ? 2 : 1,
            each = own.Length / directions,
            units = layer.Units;
        string[] directed = layer.Bidirectional ? [.. activations, .. activations] : activations;
        var inputs = new List<string>
        {
            graph.Node("Transpose", [x], Integers("perm", [1, 0, 2])),
            graph.Constant(Weight(0), directions, gates.Length * units, features),
            graph.Constant(Weight(1), directions, gates.Length * units, units),
        };
        if (layer.Bias)
            inputs.Add(
                graph.Constant(
                    [.. own.Chunk(each).SelectMany(direction => InOrder(direction[2]).Concat(InOrder(direction[3])))],
                    directions,
                    2 * gates.Length * units
                )
            );
        var attributes = new List<ProtobufWriter>
        {
            Integer("hidden_size", units),
            Word("direction", layer.Bidirectional ? "bidirectional" : "forward"),
        };
        if (layer is GruAttribute gru)
            attributes.Add(Integer("linear_before_reset", gru.ResetBefore ? 0 : 1));
        if (directed.Length > 0)
            attributes.Add(Words("activations", directed));
        return graph.Node("Transpose", [graph.Node(operation, inputs, [.. attributes])], Integers("perm", [2, 0, 1, 3]));

        float[] Weight(int position) => [.. own.Chunk(each).SelectMany(direction => InOrder(direction[position]))];

        IEnumerable<float> InOrder(float[] values) =>
            gates.SelectMany(gate => values.Skip(gate * values.Length / gates.Length).Take(values.Length / gates.Length));
    }

    private static string LastStep(OnnxGraph graph, RecurrentAttribute layer, string x, int steps)
    {
        string forward = graph.Slice(graph.Slice(x, 0, steps - 1, steps), 1, 0, layer.Units);
        return layer.Bidirectional
            ? graph.Reshape(
                graph.Node("Concat", [forward, graph.Slice(graph.Slice(x, 0, 0, 1), 1, layer.Units, 2 * layer.Units)], Integer("axis", 2)),
                [2 * layer.Units]
            )
            : graph.Reshape(forward, [layer.Units]);
    }
}
