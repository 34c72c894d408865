using static ModelCompiler.Onnx.Export.AttributeWriter;

namespace ModelCompiler.Onnx.Export;

/// <content>Norms, and factors and summands of values.</content>
internal sealed partial class LayerExport
{
    private string LayerNorm(ExportLayer layer, ExportValue x)
    {
        // The operator is over the last dimensions.
        bool isOfChannels = layer.Has("Axis") || x.IsSequence,
            isTurned = isOfChannels && !x.IsSequence && x.Shape.Length > 1;
        int[] last = [.. Enumerable.Range(1, x.Shape.Length - 1), 0],
            first = [x.Shape.Length - 1, .. Enumerable.Range(0, x.Shape.Length - 1)],
            own = isOfChannels ? [x.Channels] : x.Shape;
        string y = graph.Node(
            "LayerNormalization",
            [
                isTurned ? graph.Permute(x.Name, last) : x.Name,
                Parameter(parameters.Take("weight"), own),
                Parameter(parameters.Take("bias"), own),
            ],
            Integer("axis", isOfChannels ? -1 : 1),
            Number("epsilon", layer.Number("Epsilon", 1e-5))
        );
        return isTurned ? graph.Permute(y, first) : y;
    }

    private string RmsNorm(ExportLayer layer, ExportValue x)
    {
        bool isOfChannels = layer.Has("Axis") || x.IsSequence;
        int[] axes = isOfChannels ? [x.ChannelAxis + 1] : [.. Enumerable.Range(1, x.Shape.Length)];
        string mean = graph.Node("ReduceMean", [Times(x.Name, x.Name)], Integers("axes", axes), Integer("keepdims", 1)),
            root = Of("Sqrt", graph.Node("Add", [mean, graph.Scalar(layer.Number("Epsilon", 1.1920928955078125e-7))]));
        return Times(graph.Node("Div", [x.Name, root]), Spread(parameters.Take("weight"), x));
    }

    private string InstanceNorm(ExportLayer layer, ExportValue x)
    {
        bool isAffine = parameters.Has("weight");
        int channels = x.Channels;
        return graph.Node(
            "InstanceNormalization",
            [
                x.Name,
                isAffine ? Parameter(parameters.Take("weight")) : graph.Constant(Ones(channels), [channels]),
                isAffine ? Parameter(parameters.Take("bias")) : graph.Constant(new float[channels], [channels]),
            ],
            Number("epsilon", layer.Number("Epsilon", 1e-5))
        );
    }

    private string GroupNorm(ExportLayer layer, ExportValue x)
    {
        int groups = layer.Integer("Groups");
        string y = graph.Node(
            "InstanceNormalization",
            [
                graph.Reshape(x.Name, groups, x.Size / groups),
                graph.Constant(Ones(groups), [groups]),
                graph.Constant(new float[groups], [groups]),
            ],
            Number("epsilon", layer.Number("Epsilon", 1e-5))
        );
        y = graph.Reshape(y, x.Shape);
        if (!parameters.Has("weight"))
            return y;
        y = Times(y, Spread(parameters.Take("weight"), x));
        return graph.Node("Add", [y, Spread(parameters.Take("bias"), x)]);
    }

    private string BatchNorm(ExportLayer layer, ExportValue x)
    {
        bool isAffine = parameters.Has("weight");
        ExportParameter? weight = isAffine ? parameters.Take("weight") : null,
            bias = isAffine ? parameters.Take("bias") : null;
        ExportParameter mean = parameters.Take("running_mean"),
            variance = parameters.Take("running_var");
        int channels = mean.Values.Length;
        string y = graph.Node(
            "BatchNormalization",
            [
                Turned(x),
                weight is null ? graph.Constant(Ones(channels), [channels]) : Parameter(weight),
                bias is null ? graph.Constant(new float[channels], [channels]) : Parameter(bias),
                Parameter(mean),
                Parameter(variance),
            ],
            Number("epsilon", layer.Number("Epsilon", 1e-5)),
            Number("momentum", 1 - layer.Number("Momentum", 0.1))
        );
        return Back(y, x);
    }

    private string Scale(ExportValue x)
    {
        string y = Times(x.Name, Spread(parameters.Take("weight"), x));
        return parameters.Has("bias") ? graph.Node("Add", [y, Spread(parameters.Take("bias"), x)]) : y;
    }

    private string Standardize(ExportValue x)
    {
        string y = graph.Node("Sub", [x.Name, Spread(parameters.Take("mean"), x)]);
        y = graph.Node("Sub", [y, Spread(parameters.Take("mean_rest"), x)]);
        return graph.Node("Div", [y, Spread(parameters.Take("standard_deviation"), x)]);
    }

    private string PRelu(ExportValue x) => graph.Node("PRelu", [x.Name, Spread(parameters.Take("weight"), x)]);

    // One of each value, of each channel, or of all.
    private string Spread(ExportParameter parameter, ExportValue x) =>
        Parameter(
            parameter,
            parameter.Values.Length == x.Size ? x.Shape : x.Shape.Select((_, axis) => axis == x.ChannelAxis ? parameter.Values.Length : 1)
        );

    private static float[] Ones(int count) => [.. Enumerable.Repeat(1f, count)];
}
