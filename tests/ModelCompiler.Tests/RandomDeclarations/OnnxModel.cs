using ModelCompiler.Tests.Reference;
using static ModelCompiler.Onnx.Export.AttributeWriter;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>A declared network as an ONNX model of operators of the same meaning: what it predicts is a second opinion.</summary>
internal sealed class OnnxModel
{
    private readonly IReadOnlyList<PlacedLayer> _layers;
    private readonly OnnxGraph _graph;

    private OnnxModel(IReadOnlyList<PlacedLayer> layers, OnnxGraph graph)
    {
        _layers = layers;
        _graph = graph;
    }

    /// <summary>What ONNX Runtime predicts for a batch, or null when a layer is no operator.</summary>
    public static float[]? Predict(IReadOnlyList<PlacedLayer> layers, SampleShape input, RandomData data)
    {
        if (layers.Any(layer => layer.Attribute is EmbeddingAttribute or SinusoidalPositionsAttribute))
            return null;
        var model = new OnnxModel(layers, new OnnxGraph(data.Inputs.Length, input));
        var outputs = new List<string>();
        for (int layer = 0; layer < layers.Count; layer++)
        {
            string[] inputs = [.. layers[layer].Inputs.Select(position => position < 0 ? OnnxGraph.Input : outputs[position])];
            if (model.Add(layers[layer], inputs, data.Parameters[layer]) is not { } output)
                return null;
            outputs.Add(output);
        }

        return model._graph.Run([.. data.Inputs.SelectMany(sample => sample)], outputs[^1], layers[^1].Shape);
    }

    private string? Add(PlacedLayer placed, string[] inputs, IReadOnlyList<float[]> own)
    {
        SampleShape shape = placed.InputShapes[0];
        bool isTurned = shape.IsSequence && SampleShapes.TakesChannelsFirst(placed.Attribute);
        string x = isTurned ? _graph.Permute(inputs[0], [1, 0]) : inputs[0];
        IReadOnlyList<int> signal = shape.ChannelsFirst,
            output = placed.Shape.ChannelsFirst;
        string? y = placed.Attribute switch
        {
            JoinAttribute join => Join(join, inputs, shape),
            ConvolutionAttribute convolution => OnnxWindows.Convolution(_graph, convolution, x, signal, output, own),
            PoolAttribute pool => OnnxWindows.Pool(_graph, pool, x, signal),
            GlobalAvgPoolAttribute => _graph.Reshape(_graph.Node("GlobalAveragePool", [x]), output),
            GlobalMaxPoolAttribute => _graph.Reshape(_graph.Node("GlobalMaxPool", [x]), output),
            ZeroPadAttribute pad => OnnxWindows.Pad(_graph, pad, x, signal),
            AdaptiveAvgPoolAttribute => OnnxWindows.AdaptivePool(_graph, x, signal, output),
            UpsampleAttribute up => OnnxWindows.Resize(_graph, up, x, signal, output),
            BatchNormAttribute norm => BatchNorm(norm, x, own),
            // An operator of ONNX by name, whose masks and heads are other ones in each version.
            AttentionAttribute => null,
            RecurrentAttribute recurrent => OnnxRecurrences.Of(_graph, recurrent, x, shape, own),
            _ => OfSample(placed, x, shape, own),
        };
        if (y is null)
            return null;
        if (isTurned && placed.Shape.IsSequence)
            y = _graph.Permute(y, [1, 0]);
        Activation activation = placed.Attribute switch
        {
            DenseAttribute dense => dense.Activation,
            ConvolutionAttribute convolution => convolution.Activation,
            ActivationAttribute alone => alone.Kind,
            _ => Activation.Linear,
        };
        return OnnxActivations.Of(_graph, y, activation, placed.Numbers, placed.Shape);
    }

    // What is no matter of windows; layers that change the shape alone, and noise, which a prediction has not, are shapes.
    private string OfSample(PlacedLayer placed, string x, SampleShape shape, IReadOnlyList<float[]> own) =>
        placed.Attribute switch
        {
            DenseAttribute dense => Dense(dense, x, shape, own),
            LayerNormAttribute norm => OnnxActivations.LayerNorm(_graph, x, norm.Epsilon, placed.Axis, shape, own),
            RmsNormAttribute norm => OnnxActivations.RmsNorm(_graph, x, norm.Epsilon, placed.Axis, shape, own),
            GroupNormAttribute norm => OnnxActivations.GroupNorm(_graph, x, norm.Groups, norm.Epsilon, shape, own),
            InstanceNormAttribute norm => OnnxActivations.GroupNorm(_graph, x, shape.Channels, norm.Epsilon, shape, own),
            SoftmaxAttribute => OnnxActivations.Softmax(_graph, "Softmax", x, placed.Axis, shape),
            LogSoftmaxAttribute => OnnxActivations.Softmax(_graph, "LogSoftmax", x, placed.Axis, shape),
            LearnedPositionsAttribute => Binary("Add", x, own[0], shape),
            ScaleAttribute => OnnxActivations.Affine(_graph, x, shape, own),
            StandardizeAttribute => Binary("Div", Binary("Sub", Binary("Sub", x, own[0], shape), own[1], shape), own[2], shape),
            PReluAttribute { Slopes: ParameterSharing.PerChannel } when shape.IsSequence => _graph.Node(
                "PRelu",
                [x, _graph.Constant(own[0], own[0].Length, 1)]
            ),
            PReluAttribute => Binary("PRelu", x, own[0], shape),
            CumulativeSumAttribute sums => _graph.Node("CumSum", [x, _graph.List(ReferenceMoves.Axis(shape, sums.Axis) + 1)]),
            MeanOverAttribute mean => Reduced("ReduceMean", mean.Axis, x, placed),
            SumOverAttribute sum => Reduced("ReduceSum", sum.Axis, x, placed),
            MaxOverAttribute largest => Reduced("ReduceMax", largest.Axis, x, placed),
            _ => OnnxMoves.Of(_graph, placed, x),
        };

    private string Binary(string operation, string x, float[] values, SampleShape shape) =>
        _graph.Node(operation, [x, _graph.Constant(values, OnnxActivations.Spread(shape, values.Length))]);

    private string Dense(DenseAttribute dense, string x, SampleShape shape, IReadOnlyList<float[]> own)
    {
        int inputs = own[0].Length / dense.Units;
        string weight = _graph.Constant(own[0], dense.Units, inputs),
            rows = shape.IsSequence ? x : _graph.Reshape(x, [inputs]),
            product = _graph.Node("MatMul", [rows, _graph.Node("Transpose", [weight], Integers("perm", [1, 0]))]);
        return own.Count == 1 ? product : _graph.Node("Add", [product, _graph.Constant(own[1], dense.Units)]);
    }

    private string BatchNorm(BatchNormAttribute norm, string x, IReadOnlyList<float[]> own)
    {
        int channels = own[^1].Length;
        float[] ones = [.. Enumerable.Repeat(1f, channels)];
        IEnumerable<float[]> values = norm.Affine ? own : [ones, new float[channels], .. own];
        return _graph.Node(
            "BatchNormalization",
            [x, .. values.Select(value => _graph.Constant(value, channels))],
            Number("epsilon", norm.Epsilon)
        );
    }

    private string Join(JoinAttribute join, string[] x, SampleShape shape) =>
        join switch
        {
            ConcatAttribute => _graph.Node("Concat", x, Integer("axis", shape.ChannelAxis + 1)),
            MatMulAttribute product => _graph.Node(
                "MatMul",
                [
                    product.TransposeFirst ? _graph.Permute(x[0], [1, 0]) : x[0],
                    product.TransposeSecond ? _graph.Permute(x[1], [1, 0]) : x[1],
                ]
            ),
            _ => x.Aggregate(
                (left, right) =>
                    _graph.Node(
                        join switch
                        {
                            AddAttribute => "Add",
                            SubtractAttribute => "Sub",
                            _ => "Mul",
                        },
                        [left, right]
                    )
            ),
        };

    private string Reduced(string operation, int axis, string x, PlacedLayer placed) =>
        _graph.Reshape(
            _graph.Node(operation, [x, _graph.List(ReferenceMoves.Axis(placed.InputShapes[0], axis) + 1)], Integer("keepdims", 1)),
            placed.Shape
        );
}
