using static ModelCompiler.Onnx.Export.AttributeWriter;

namespace ModelCompiler.Onnx.Export;

/// <content>Layers with windows, and those of other sizes. A sequence is a signal whose channels are its features.</content>
internal sealed partial class LayerExport
{
    private string Convolution(ExportLayer layer, ExportValue x)
    {
        int[] signal = ChannelsFirst(x);
        ExportWindow[] windows = ExportWindow.Of(layer, signal);
        int groups = layer.Kind == "DepthwiseConv2D" ? signal[0] : layer.Integer("Groups", 1);
        List<string> inputs = [Turned(x), Parameter(parameters.Take("weight"))];
        if (parameters.Has("bias"))
            inputs.Add(Parameter(parameters.Take("bias")));
        return Back(graph.Node("Conv", inputs, [.. ExportWindow.Attributes(windows), Integer("group", groups)]), x);
    }

    private string TransposedConvolution(ExportLayer layer, ExportValue x)
    {
        ExportWindow[] windows = ExportWindow.Of(layer, x.Shape);
        int[] more =
        [
            layer.Integer("OutputPaddingHeight", layer.Integer("OutputPadding")),
            layer.Integer("OutputPaddingWidth", layer.Integer("OutputPadding")),
        ];
        List<string> inputs = [x.Name, Parameter(parameters.Take("weight"))];
        if (parameters.Has("bias"))
            inputs.Add(Parameter(parameters.Take("bias")));
        return graph.Node(
            "ConvTranspose",
            inputs,
            [.. ExportWindow.Attributes(windows), Integer("group", layer.Integer("Groups", 1)), Integers("output_padding", more)]
        );
    }

    private string Pool(ExportLayer layer, ExportValue x)
    {
        ExportWindow[] windows = ExportWindow.Of(layer, ChannelsFirst(x));
        bool isMaximum = layer.Kind.StartsWith("Max", StringComparison.Ordinal);
        string signal = Turned(x);
        if (isMaximum && windows.Any(window => window.Before >= window.Kernel || window.After >= window.Kernel))
            (signal, windows) = PaddedBefore(signal, windows);
        List<ProtobufWriter> attributes =
        [
            .. ExportWindow.Attributes(windows, hasDilations: isMaximum),
            Integer("ceil_mode", layer.Boolean("CeilMode", otherwise: false) ? 1 : 0),
        ];
        if (!isMaximum)
            attributes.Add(Integer("count_include_pad", layer.Boolean("CountIncludePad", otherwise: true) ? 1 : 0));
        return Back(graph.Node(isMaximum ? "MaxPool" : "AveragePool", [signal], [.. attributes]), x);
    }

    // ONNX Runtime refuses a pool whose padding is as long as its kernel, as "same" padding of a dilated one can be.
    private (string Signal, ExportWindow[] Windows) PaddedBefore(string signal, ExportWindow[] windows)
    {
        long[] pads = [0, 0, .. windows.Select(window => window.Before), 0, 0, .. windows.Select(window => window.After)];
        return (
            graph.Node("Pad", [signal, graph.List(pads), graph.Scalar(double.NegativeInfinity)]),
            [.. windows.Select(window => window with { Before = 0, After = 0 })]
        );
    }

    private string GlobalPool(string operation, ExportValue x, int[] shape) => graph.Reshape(graph.Node(operation, [Turned(x)]), shape);

    // Windows that overlap, or differ, are a product with a matrix along each axis.
    private string AdaptivePool(ExportValue x, int[] shape)
    {
        int[] before = ChannelsFirst(x),
            after = x.IsSequence ? [shape[1], shape[0]] : shape;
        string y = Turned(x);
        for (int axis = 1; axis < before.Length; axis++)
        {
            (int inputs, int outputs) = (before[axis], after[axis]);
            float[] matrix = new float[inputs * outputs];
            for (int output = 0; output < outputs; output++)
            {
                int start = output * inputs / outputs,
                    end = (((output + 1) * inputs) + outputs - 1) / outputs;
                for (int input = start; input < end; input++)
                    matrix[(input * outputs) + output] = 1f / (end - start);
            }

            bool isLast = axis == before.Length - 1;
            string turned = isLast ? y : graph.Permute(y, [0, 2, 1]);
            turned = graph.Node("MatMul", [turned, graph.Constant(matrix, [inputs, outputs])]);
            y = isLast ? turned : graph.Permute(turned, [0, 2, 1]);
        }

        return Back(y, x);
    }

    private string Upsample(ExportLayer layer, ExportValue x, int[] shape)
    {
        int[] after = x.IsSequence ? [shape[1], shape[0]] : shape;
        bool isNearest = layer.Text("Interpolation", "Nearest") == "Nearest";
        string signal = Turned(x),
            batch = graph.Node("Slice", [graph.Node("Shape", [signal]), graph.List(0), graph.List(1)]),
            sizes = graph.Node("Concat", [batch, graph.List([.. after.Select(size => (long)size)])], Integer("axis", 0));
        string y = graph.Node(
            "Resize",
            [signal, "", "", sizes],
            Word("mode", isNearest ? "nearest" : "linear"),
            Word("nearest_mode", "floor"),
            Word(
                "coordinate_transformation_mode",
                isNearest ? "asymmetric"
                    : layer.Boolean("AlignCorners", otherwise: false) ? "align_corners"
                    : "half_pixel"
            )
        );
        return Back(y, x);
    }

    private string ZeroPad(ExportLayer layer, ExportValue x)
    {
        int all = layer.Integer("Padding"),
            height = layer.Integer("PaddingHeight", all),
            width = layer.Integer("PaddingWidth", all);
        string pads =
            x.Shape.Length == 3
                ? graph.List(
                    0,
                    0,
                    layer.Integer("PaddingTop", height),
                    layer.Integer("PaddingLeft", width),
                    0,
                    0,
                    layer.Integer("PaddingBottom", height),
                    layer.Integer("PaddingRight", width)
                )
                : graph.List(0, 0, layer.Integer("PaddingBefore", all), 0, 0, layer.Integer("PaddingAfter", all));
        return Back(graph.Node("Pad", [Turned(x), pads]), x);
    }

    private static int[] ChannelsFirst(ExportValue x) => x.IsSequence ? [x.Shape[1], x.Shape[0]] : x.Shape;

    private string Turned(ExportValue x) => x.IsSequence ? graph.Permute(x.Name, [1, 0]) : x.Name;

    private string Back(string y, ExportValue x) => x.IsSequence ? graph.Permute(y, [1, 0]) : y;
}
