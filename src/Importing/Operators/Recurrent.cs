using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

/// <summary>Recurrent layers.</summary>
/// <param name="name">The operator's name.</param>
/// <param name="kind">The layer.</param>
/// <param name="gates">The place of each of our gates in ONNX's order.</param>
internal sealed class Recurrent(string name, string kind, int[] gates) : Operator(name)
{
    public static IEnumerable<Operator> All =>
        [new Recurrent("LSTM", "Lstm", [0, 2, 3, 1]), new Recurrent("GRU", "Gru", [1, 0, 2]), new Recurrent("RNN", "Rnn", [0])];

    public override string ImportedAs =>
        $"`[{kind}]`, gates in the order of PyTorch; backwards alone between two `[Flip]`"
        + (Name == "GRU" ? "; with linear_before_reset = 0 `ResetBefore = true`, said aloud: some exporters wrote it by mistake" : "");

    public override string Refused => "with a first state that is not 0, lengths of their own, peepholes, clipping, other activations";

    public override IReadOnlyList<int[]> ShapesOf(NetworkNode node, IReadOnlyList<int[]> shapes, IReadOnlyList<Tensor?> constants)
    {
        int directions = shapes[1][0],
            units = shapes[2][2];
        bool isBatchFirst = node.Integer("layout", 0) != 0;
        (int steps, int samples) = isBatchFirst ? (shapes[0][1], shapes[0][0]) : (shapes[0][0], shapes[0][1]);
        int[] all = isBatchFirst ? [samples, steps, directions, units] : [steps, directions, samples, units],
            last = isBatchFirst ? [samples, directions, units] : [directions, samples, units];
        return [all, last, last];
    }

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        Value x = operands.Value(0);
        var weights = RecurrentWeights.Of(node, operands, gates);
        bool isBatchFirst = node.Integer("layout", 0) != 0,
            isBackwards = node.Text("direction", "forward") == "reverse";
        if (isBatchFirst)
            x = x.Permute([1, 0, 2]);
        if (x.MixesSamples(0) || x.MixesSamples(2))
            throw new Refusal("its steps or features are the batch", "the batch is the second axis unless layout is 1");
        CheckSettings(node, operands, x.Shape[0], weights.Directions);
        Layer source = builder.Arrange(x, x.PartsOf(0), x.PartsOf(2));
        if (!source.IsSequence)
            throw new Refusal("its input is no sequence as the model has it", "let the input of the network be [batch, steps, features]");
        (int steps, int width) = (source.Shape[0], weights.Units * weights.Directions);
        source = isBackwards ? Flipped(builder, source, node) : source;
        bool wantsAll = node.HasOutput(0),
            wantsLast = node.HasOutput(1);
        Layer layer = builder.Add(kind, [source], wantsAll ? [steps, width] : [width], node, isSequence: wantsAll);
        WriteArguments(layer, node, weights, wantsAll);
        bool isResetFirst = Name == "GRU" && node.Integer("linear_before_reset", 0) == 0;
        if (isResetFirst && steps > 1)
            ResetBefore(layer, builder, node);
        weights.Write(
            layer,
            !isResetFirst ? StateReset.After
                : steps > 1 ? StateReset.Before
                : StateReset.OfZero
        );
        if (!wantsAll)
            return
            [
                null,
                LastOf(
                    builder.ValueOf(
                        layer,
                        [
                            [0],
                        ]
                    ),
                    weights,
                    isBatchFirst
                ),
                null,
            ];
        Value y = AllSteps(isBackwards ? Flipped(builder, layer, node) : layer, weights, isBatchFirst, x.Samples);
        return [y, wantsLast ? Last(builder, layer, weights, isBatchFirst, node) : null, null];
    }

    // [steps, directions, batch, units], or the batch first.
    private static Value AllSteps(Layer layer, RecurrentWeights weights, bool isBatchFirst, int samples) =>
        new(
            layer,
            [layer.Shape[0], weights.Directions, weights.Units],
            isBatchFirst
                ?
                [
                    [Value.Batch],
                    [0],
                    [1],
                    [2],
                ]
                :
                [
                    [0],
                    [1],
                    [Value.Batch],
                    [2],
                ],
            samples
        );

    private void WriteArguments(Layer layer, NetworkNode node, RecurrentWeights weights, bool wantsAll)
    {
        layer.Arguments.Add(LayerBuilder.Text(weights.Units));
        if (ActivationOf(node) is { } activation && activation != "Tanh")
            layer.Arguments.Add("Activation." + activation);
        if (weights.Directions == 2)
            layer.Named.Add(("Bidirectional", "true"));
        if (!wantsAll)
            layer.Named.Add(("Output", "RecurrentOutput.LastStep"));
    }

    private static void ResetBefore(Layer layer, LayerBuilder builder, NetworkNode node)
    {
        layer.Named.Add(("ResetBefore", "true"));
        if (node.Layer is null)
            builder.Remarks.Add(
                "a GRU resets the state before the product (linear_before_reset = 0), which PyTorch never does: if the network is of "
                    + "PyTorch 2.9 or 2.10 (onnxscript before 0.7.1), the file is wrong; export it anew"
            );
    }

    private static Layer Flipped(LayerBuilder builder, Layer source, NetworkNode node)
    {
        Layer flip = builder.Add("Flip", [source], source.Shape, node, source.IsSequence);
        flip.Arguments.Add("0");
        return flip;
    }

    // Of all steps the last one, and of the second direction the first.
    private static Value Last(LayerBuilder builder, Layer layer, RecurrentWeights weights, bool isBatchFirst, NetworkNode node)
    {
        layer.IsShared = true;
        int steps = layer.Shape[0],
            units = weights.Units;
        Value all = builder.ValueOf(
            layer,
            [
                [0],
                [1],
            ]
        );
        Value last = builder.Slice(all, 0, steps - 1, 1, 1, node);
        if (weights.Directions == 1)
            return LastOf(last.Regroup([units]), weights, isBatchFirst);
        Value forwards = builder.Slice(last, 1, 0, units, 1, node),
            backwards = builder.Slice(builder.Slice(all, 0, 0, 1, 1, node), 1, units, units, 1, node);
        return LastOf(builder.Concat([forwards.Regroup([units]), backwards.Regroup([units])], 0, node), weights, isBatchFirst);
    }

    private static Value LastOf(Value row, RecurrentWeights weights, bool isBatchFirst)
    {
        Value split = row.Regroup([weights.Directions, weights.Units]);
        int[][] axes = isBatchFirst
            ?
            [
                [Value.Batch],
                split.Axes[0],
                split.Axes[1],
            ]
            : [split.Axes[0], [Value.Batch], split.Axes[1]];
        return new Value(split.Layer, split.Parts, axes, row.Samples);
    }

    private void CheckSettings(NetworkNode node, Operands operands, int steps, int directions)
    {
        if (operands.ValueAt(4) is not null || operands.ConstantAt(4) is { } lengths && !lengths.All(length => length == steps))
            throw new Refusal("it has lengths for each sample", "a model's sequences all have the declared length; export without");
        for (int state = 5; state <= 6; state++)
            if (operands.ValueAt(state) is not null || operands.ConstantAt(state) is { } start && !start.All(value => value == 0))
                throw new Refusal(
                    "its first state is not 0",
                    "a model begins with zeros and keeps its state in a stream (IStreamingModel); export without a state"
                );
        if (operands.ConstantAt(7) is { } peepholes && !peepholes.All(value => value == 0))
            throw new Refusal("it has peepholes", "no layer has them");
        if (node.Has("clip"))
            throw new Refusal("it clips its gates", "no layer does; export without clip");
        if (node.Integer("input_forget", 0) != 0)
            throw new Refusal("its input and forget gates are one", "no layer has such");
        _ = directions;
    }

    private string? ActivationOf(NetworkNode node)
    {
        if (!node.Attributes.TryGetValue("activations", out var given) || given.Texts.Count == 0)
            return null;
        string[] each = Name switch
        {
            "LSTM" => ["sigmoid", "tanh", "tanh"],
            "GRU" => ["sigmoid", "tanh"],
            _ => [given.Texts[0].ToLowerInvariant()],
        };
        string[] names = [.. given.Texts.Select(text => text.ToLowerInvariant())];
        if (names.Chunk(each.Length).Any(chunk => !chunk.SequenceEqual(each)))
            throw new Refusal($"it has the activations {string.Join(", ", given.Texts)}", "only the usual ones can be imported");
        if (Name != "RNN")
            return null;
        return each[0] switch
        {
            "tanh" => "Tanh",
            "relu" => "Relu",
            "sigmoid" => "Sigmoid",
            "softsign" => "Softsign",
            _ => throw new Refusal($"it has the activation {given.Texts[0]}", "tanh, relu, sigmoid and softsign can be imported"),
        };
    }
}
