using static ModelCompiler.Onnx.Export.AttributeWriter;

namespace ModelCompiler.Onnx.Export;

/// <content>Activations; what operator set 17 has not is written out.</content>
internal sealed partial class LayerExport
{
    private delegate string ActivationRule(LayerExport export, ExportLayer layer, string x);

    private static readonly Dictionary<string, ActivationRule> _activations = new()
    {
        ["Linear"] = (_, _, x) => x,
        ["Relu6"] = (export, _, x) => export.Clip(x, 0, 6),
        ["HardTanh"] = (export, layer, x) => export.Clip(x, layer.Number("Minimum", -1), layer.Number("Maximum", 1)),
        ["Clip"] = (export, layer, x) =>
            export.Clip(
                x,
                layer.Has("Minimum") ? layer.Number("Minimum", 0) : null,
                layer.Has("Maximum") ? layer.Number("Maximum", 0) : null
            ),
        ["LeakyRelu"] = (export, layer, x) => export.Graph.Node("LeakyRelu", [x], Number("alpha", layer.Number("Alpha", 0.01))),
        ["Elu"] = (export, layer, x) => export.Graph.Node("Elu", [x], Number("alpha", layer.Number("Alpha", 1))),
        ["Celu"] = (export, layer, x) => export.Graph.Node("Celu", [x], Number("alpha", layer.Number("Alpha", 1))),
        ["HardSigmoid"] = (export, _, x) => export.Graph.Node("HardSigmoid", [x], Number("alpha", 1 / 6.0), Number("beta", 0.5)),
        ["Gelu"] = (export, _, x) => export.Gelu(x),
        ["GeluTanh"] = (export, _, x) => export.GeluTanh(x),
        ["Mish"] = (export, _, x) => export.Times(x, export.Of("Tanh", export.Of("Softplus", x))),
        ["Swish"] = (export, _, x) => export.Times(x, export.Of("Sigmoid", x)),
        ["HardShrink"] = (export, layer, x) => export.Shrink(layer, x, 0),
        ["SoftShrink"] = (export, layer, x) => export.Shrink(layer, x, layer.Number("Alpha", 0.5)),
        ["TanhShrink"] = (export, _, x) => export.Graph.Node("Sub", [x, export.Of("Tanh", x)]),
        ["Exponential"] = (export, _, x) => export.Of("Exp", x),
        ["LogSigmoid"] = (export, _, x) => export.Of("Neg", export.Of("Softplus", export.Of("Neg", x))),
        ["Threshold"] = (export, layer, x) =>
            export.Graph.Node(
                "Where",
                [
                    export.Graph.Node("Greater", [x, export.Graph.Scalar(layer.Number("Threshold", 0))]),
                    x,
                    export.Graph.Scalar(layer.Number("ThresholdValue", 0)),
                ]
            ),
    };

    /// <summary>The activation of a value.</summary>
    private string Activation(ExportLayer layer, string x, string kind, ExportValue value) =>
        kind is "Softmax" ? Softmax("Softmax", x, hasAxis: false, value)
        : kind is "Softmin" ? Softmax("Softmax", Of("Neg", x), hasAxis: false, value)
        : _activations.TryGetValue(kind, out ActivationRule? rule) ? rule(this, layer, x)
        : Of(kind, x);

    /// <summary>A softmax, or its logarithm, over the channels or all values of a sample.</summary>
    private string Softmax(string operation, string x, bool hasAxis, ExportValue value)
    {
        if (hasAxis || value.IsSequence)
            return graph.Node(operation, [x], Integer("axis", value.ChannelAxis + 1));
        if (value.Shape.Length == 1)
            return graph.Node(operation, [x], Integer("axis", 1));
        string flat = graph.Node(operation, [graph.Flatten(value with { Name = x })], Integer("axis", 1));
        return graph.Reshape(flat, value.Shape);
    }

    private string Of(string operation, string x) => graph.Node(operation, [x]);

    private string Times(string a, string b) => graph.Node("Mul", [a, b]);

    private string Clip(string x, double? least, double? most) =>
        graph.Node(
            "Clip",
            most is { } maximum
                ? [x, least is { } lower ? graph.Scalar(lower) : "", graph.Scalar(maximum)]
                : [x, graph.Scalar(least!.Value)]
        );

    private string Shrink(ExportLayer layer, string x, double bias) =>
        graph.Node("Shrink", [x], Number("lambd", layer.Number("Alpha", 0.5)), Number("bias", bias));

    // In the order in which PyTorch writes it, which runtimes recognise.
    private string Gelu(string x)
    {
        string erf = Of("Erf", graph.Node("Div", [x, graph.Scalar(Math.Sqrt(2))]));
        return Times(Times(x, graph.Node("Add", [erf, graph.Scalar(1)])), graph.Scalar(0.5));
    }

    private string GeluTanh(string x)
    {
        string cube = Times(Times(x, x), x),
            inner = graph.Node("Add", [x, Times(cube, graph.Scalar(0.044715))]),
            tanh = Of("Tanh", Times(inner, graph.Scalar(Math.Sqrt(2 / Math.PI))));
        return Times(Times(x, graph.Node("Add", [tanh, graph.Scalar(1)])), graph.Scalar(0.5));
    }
}
