using ModelCompiler.Tests.Reference;
using static ModelCompiler.Onnx.Export.AttributeWriter;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>Activations, norms and softmax as ONNX operators.</summary>
internal static class OnnxActivations
{
    public static string Of(OnnxGraph graph, string x, Activation activation, ActivationNumbers given, SampleShape shape)
    {
        ActivationNumbers numbers = ActivationNumbers.Of(activation, given);
        return activation switch
        {
            Activation.Linear => x,
            Activation.Relu6 => Clip(0, 6),
            Activation.HardTanh => Clip(numbers.Minimum ?? -1, numbers.Maximum ?? 1),
            Activation.Clip => Clip(numbers.Minimum, numbers.Maximum),
            Activation.LeakyRelu => graph.Node("LeakyRelu", [x], Number("alpha", numbers.Alpha ?? 0.01)),
            Activation.Elu or Activation.Celu => graph.Node(activation.ToString(), [x], Number("alpha", numbers.Alpha ?? 1)),
            Activation.HardSigmoid => graph.Node("HardSigmoid", [x], Number("alpha", 1 / 6.0), Number("beta", 0.5)),
            Activation.Gelu => graph.Node("Gelu", [x], Word("approximate", "none")),
            Activation.GeluTanh => graph.Node("Gelu", [x], Word("approximate", "tanh")),
            Activation.HardShrink => Shrink(bias: 0),
            Activation.SoftShrink => Shrink(numbers.Alpha ?? 0.5),
            Activation.Swish => graph.Node("Mul", [x, graph.Node("Sigmoid", [x])]),
            Activation.TanhShrink => graph.Node("Sub", [x, graph.Node("Tanh", [x])]),
            Activation.Exponential => graph.Node("Exp", [x]),
            Activation.LogSigmoid => graph.Node("Neg", [graph.Node("Softplus", [graph.Node("Neg", [x])])]),
            Activation.Threshold => graph.Node(
                "Where",
                [graph.Node("Greater", [x, graph.Scalar(numbers.Threshold!.Value)]), x, graph.Scalar(numbers.ThresholdValue!.Value)]
            ),
            Activation.Softmax => Softmax(graph, "Softmax", x, null, shape),
            Activation.Softmin => Softmax(graph, "Softmax", graph.Node("Neg", [x]), null, shape),

            // The others are operators of the same name and meaning.
            _ => graph.Node(activation.ToString(), [x]),
        };

        string Clip(double? least, double? most) =>
            graph.Node("Clip", [x, least is { } minimum ? graph.Scalar(minimum) : "", most is { } maximum ? graph.Scalar(maximum) : ""]);

        string Shrink(double bias) => graph.Node("Shrink", [x], Number("lambd", numbers.Alpha ?? 0.5), Number("bias", bias));
    }

    /// <summary>A softmax, or its logarithm, over the channels or all values of a sample.</summary>
    public static string Softmax(OnnxGraph graph, string operation, string x, int? axis, SampleShape shape) =>
        axis is not null || shape.IsSequence
            ? graph.Node(operation, [x], Integer("axis", shape.ChannelAxis + 1))
            : graph.Reshape(graph.Node(operation, [graph.Reshape(x, [Shapes.Size(shape)])], Integer("axis", 1)), shape);

    /// <summary>A norm of the channels or of all values of a sample, with its parameters.</summary>
    public static string LayerNorm(OnnxGraph graph, string x, double epsilon, int? axis, SampleShape shape, IReadOnlyList<float[]> own)
    {
        // The operator is over the last dimensions.
        bool isTurned = axis is not null && shape is { IsSequence: false, Count: > 1 },
            isOfChannels = axis is not null || shape.IsSequence;
        int[] last = [.. Enumerable.Range(1, shape.Count - 1), 0],
            first = [shape.Count - 1, .. Enumerable.Range(0, shape.Count - 1)];
        int[] size = isOfChannels ? [shape.Channels] : [.. shape];
        string y = graph.Node(
            "LayerNormalization",
            [isTurned ? graph.Permute(x, last) : x, graph.Constant(own[0], size), graph.Constant(own[1], size)],
            Integer("axis", isOfChannels ? -1 : 1),
            Number("epsilon", epsilon)
        );
        return isTurned ? graph.Permute(y, first) : y;
    }

    /// <summary>A norm by the root of the mean square, written out.</summary>
    public static string RmsNorm(OnnxGraph graph, string x, double epsilon, int? axis, SampleShape shape, IReadOnlyList<float[]> own)
    {
        long[] axes =
            axis is not null || shape.IsSequence
                ? [shape.ChannelAxis + 1]
                : [.. Enumerable.Range(1, shape.Count).Select(place => (long)place)];
        string mean = graph.Node("ReduceMean", [graph.Node("Mul", [x, x]), graph.List(axes)], Integer("keepdims", 1)),
            root = graph.Node("Sqrt", [graph.Node("Add", [mean, graph.Scalar(epsilon)])]);
        return Affine(graph, graph.Node("Div", [x, root]), shape, own);
    }

    /// <summary>A norm of groups of channels, with the parameters that it has.</summary>
    public static string GroupNorm(OnnxGraph graph, string x, int groups, double epsilon, SampleShape shape, IReadOnlyList<float[]> own)
    {
        string rows = graph.Reshape(x, [groups, Shapes.Size(shape) / groups]);
        string ones = graph.Constant([.. Enumerable.Repeat(1f, groups)], groups),
            zeros = graph.Constant(new float[groups], groups);
        string y = graph.Node("InstanceNormalization", [rows, ones, zeros], Number("epsilon", epsilon));
        return Affine(graph, graph.Reshape(y, shape), shape, own);
    }

    /// <summary>A weight and a bias for each value or channel, as far as there are any.</summary>
    public static string Affine(OnnxGraph graph, string x, SampleShape shape, IReadOnlyList<float[]> own)
    {
        for (int i = 0; i < own.Count; i++)
            x = graph.Node(i == 0 ? "Mul" : "Add", [x, graph.Constant(own[i], Spread(shape, own[i].Length))]);
        return x;
    }

    /// <summary>The shape of so many values that one of each value, of each channel, or of all, goes with a sample.</summary>
    public static IEnumerable<int> Spread(SampleShape shape, int values) =>
        values == Shapes.Size(shape) ? shape : shape.Select((size, axis) => axis == shape.ChannelAxis ? values : 1);
}
