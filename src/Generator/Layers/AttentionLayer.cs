using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary><c>[Attention(heads)]</c>: <c>softmax(q k^T / sqrt(size of a head)) v</c> for each head of a sequence.</summary>
internal sealed class AttentionLayer : LayerDefinition
{
    private const string Heads = "Heads",
        KeyValueHeads = "KeyValueHeads",
        Window = "Window",
        Dropout = "Dropout",
        Rotary = "Rotary",
        RotaryBase = "RotaryBase",
        NoRotary = "None";

    private const int DefaultBase = 10_000;

    public override string Kind => "Attention";

    public override string ParametersType => "AttentionParameters";

    public override string EndActivation(LayerSpec layer) => Linear;

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        if (layer.Integer(Heads) < 1)
            report.OutOfRange(layer, Heads, layer.Integer(Heads), "at least 1");
        else if (layer.Number(KeyValueHeads) is { } shared)
        {
            if (shared < 1)
                report.OutOfRange(layer, KeyValueHeads, shared, "at least 1");
            else if (layer.Integer(Heads) % (int)shared != 0)
                report.OutOfRange(layer, KeyValueHeads, shared, $"a divisor of the {Numbers.Text(layer.Integer(Heads))} heads");
        }

        if (layer.Number(Window) is < 1)
            report.OutOfRange(layer, Window, layer.Integer(Window), "at least 1");
        if (layer.Number(Dropout) is { } rate && !(rate >= 0 && rate < 1))
            report.OutOfRange(layer, Dropout, rate, "at least 0 and below 1");
        if (layer.Number(RotaryBase) is { } number && !HasRotary(layer))
            report.Add(StyleRules.ArgumentWithoutEffect, RotaryBase, RotaryBase, "the layer has no rotary positions (Rotary)");
        else if (layer.Number(RotaryBase) is < 2)
            report.OutOfRange(layer, RotaryBase, layer.Integer(RotaryBase), "at least 2");
    }

    public override bool CountsSteps => true;

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report)
    {
        for (int input = 0; input < inputs.Count; input++)
        {
            if (IsSequence(inputs[input]))
                continue;
            report.Add(TokenRules.NotASequence, input == 0 ? null : LayerInputs.Keys, layer.Name, inputs[input]);
            return false;
        }

        int features = inputs[0].Extent(Axis.Channel),
            heads = layer.Integer(Heads);
        if (!AxisArguments.Divide(layer, Heads, "the features", features, heads, inputs[0], report))
            return false;
        if (!HasRotary(layer) || features / heads % 2 == 0)
            return true;
        report.Add(
            AttentionRules.RotaryHeadOdd,
            Rotary,
            layer.Name,
            Numbers.Text(features / heads),
            Numbers.Text(features),
            Numbers.Text(heads)
        );
        return false;
    }

    public override int Build(LayerSpec layer, int input, GraphBuilder graph) => Build(layer, [input], graph);

    public override int Build(LayerSpec layer, IReadOnlyList<int> inputs, GraphBuilder graph)
    {
        TensorShape shape = graph.ShapeOf(inputs[0]);
        int heads = layer.Integer(Heads);
        var sizes = new HeadSizes(heads, layer.Integer(KeyValueHeads, heads), shape.Extent(Axis.Channel) / heads);
        var projections = new AttentionProjections(layer, graph, sizes);
        (int queries, int keys, int values) = IsPacked(layer)
            ? projections.Packed(inputs[0])
            : projections.Separate(inputs[0], inputs[inputs.Count - 1]);
        if (HasRotary(layer))
            (queries, keys) = (Turned("queries", queries), Turned("keys", keys));
        KeyBand? band =
            graph.Context > 0
                ? Band(layer, graph.Context, graph.Context)! with
                {
                    IsAtStep = true,
                }
                : Band(layer, shape.Extent(Axis.Step), graph.ShapeOf(keys).Extent(Axis.Step));
        Variable q = new("q");
        queries = graph.Map(layer.Name + ".queries", q * (1 / Math.Sqrt(sizes.Size)), (q, queries));
        int scores = graph.Scores(layer.Name, queries, keys, sizes, band),
            weights = graph.KeySoftmax(layer.Name, scores, band, graph.LengthsOf(keys));
        if (layer.Number(Dropout) is > 0 and { } rate)
            weights = graph.Noise(layer.Name + ".weights", weights, NoiseKind.Dropout, rate);
        return projections.Out(graph.Weighted(layer.Name, weights, values, shape, sizes, band));

        int Turned(string part, int x) =>
            graph.Rotary(
                layer.Name + "." + part,
                x,
                sizes.Size,
                layer.Integer(RotaryBase, DefaultBase),
                isInterleaved: layer.Text(Rotary, NoRotary) == "Interleaved"
            );
    }

    public override string Describe(LayerSpec layer) => layer.Inputs.Count > 1 ? $"Attention {layer.Inputs[0]}, {layer.Inputs[1]}" : Kind;

    public override string ParameterArguments(LayerSpec layer, int first, int count) =>
        FormattableString.Invariant($"{first}, {count}, {Freezing}");

    /// <summary>Whether one matrix makes queries, keys and values.</summary>
    public static bool IsPacked(LayerSpec layer) =>
        layer.Text("Projections", "Packed") == "Packed"
        && layer.Inputs.Count < 2
        && layer.Integer(KeyValueHeads, layer.Integer(Heads)) == layer.Integer(Heads);

    // A further dimension has neighbours of its own, which are no steps.
    private static bool IsSequence(TensorShape shape) => shape.IsSequence && shape.Dimensions.Count == 2;

    private static bool HasRotary(LayerSpec layer) => layer.Text(Rotary, NoRotary) != NoRotary;

    // The last ones of queries and keys meet.
    private static KeyBand? Band(LayerSpec layer, int queries, int keys)
    {
        bool isCausal = layer.Boolean("Causal", otherwise: false);
        int past = isCausal ? keys - queries : 0,
            window = layer.Integer(Window, int.MaxValue);
        return !isCausal && window >= Math.Max(queries, keys)
            ? null
            : new KeyBand(window >= keys + queries ? KeyBand.All : past - window + 1, isCausal ? past : window - 1);
    }
}
