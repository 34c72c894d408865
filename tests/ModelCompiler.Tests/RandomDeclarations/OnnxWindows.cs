using ModelCompiler.Onnx.Export;
using static ModelCompiler.Onnx.Export.AttributeWriter;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>Layers with windows, and layers of other sizes, of images and signals as ONNX operators.</summary>
internal static class OnnxWindows
{
    /// <summary>A convolution, or null when one the other way round adds more to its output than ONNX Runtime takes.</summary>
    public static string? Convolution(
        OnnxGraph graph,
        ConvolutionAttribute layer,
        string x,
        IReadOnlyList<int> shape,
        IReadOnlyList<int> output,
        IReadOnlyList<float[]> own
    )
    {
        if (layer is ConvTranspose2DAttribute c && (c.OutputPaddingHeight >= c.StrideHeight || c.OutputPaddingWidth >= c.StrideWidth))
            return null;
        AxisWindow[] windows = layer is ConvTranspose2DAttribute transposed ? Transposed(transposed) : Windows(layer, shape);
        int groups = layer is ConvTranspose2DAttribute { Groups: var given } ? given : Shapes.GroupsOf(layer, shape);
        int[] kernel = [.. windows.Select(window => window.Kernel)],
            channels = layer is ConvTranspose2DAttribute ? [shape[0], output[0] / groups] : [output[0], shape[0] / groups];
        List<string> inputs = [x, graph.Constant(own[0], [.. channels, .. kernel])];
        if (layer.Bias)
            inputs.Add(graph.Constant(own[1], output[0]));
        ProtobufWriter[] attributes = [.. Attributes(windows), Dilations(windows), Integer("group", groups)];
        return layer is ConvTranspose2DAttribute back
            ? graph.Node(
                "ConvTranspose",
                inputs,
                [.. attributes, Integers("output_padding", [back.OutputPaddingHeight, back.OutputPaddingWidth])]
            )
            : graph.Node("Conv", inputs, attributes);
    }

    /// <summary>A pool, or null where its padding is as long as its window, as "same" padding of a dilated one: ONNX Runtime refuses
    /// it.</summary>
    public static string? Pool(OnnxGraph graph, PoolAttribute layer, string x, IReadOnlyList<int> shape)
    {
        AxisWindow[] windows = Windows(layer, shape);
        if (windows.Any(window => window.Before >= window.Kernel || window.After >= window.Kernel))
            return null;
        bool isMaximum = layer is MaxPool1DAttribute or MaxPool2DAttribute,
            countsPadding = layer is not (AvgPool1DAttribute { CountIncludePad: false } or AvgPool2DAttribute { CountIncludePad: false });
        return graph.Node(
            isMaximum ? "MaxPool" : "AveragePool",
            [x],
            [
                .. Attributes(windows),
                Dilations(windows),
                Integer("ceil_mode", layer.CeilMode ? 1 : 0),
                .. isMaximum ? [] : new[] { Integer("count_include_pad", countsPadding ? 1 : 0) },
            ]
        );
    }

    public static string Pad(OnnxGraph graph, ZeroPadAttribute pad, string x, IReadOnlyList<int> shape) =>
        graph.Node(
            "Pad",
            [
                x,
                shape.Count == 3
                    ? graph.List(0, 0, pad.PaddingTop, pad.PaddingLeft, 0, 0, pad.PaddingBottom, pad.PaddingRight)
                    : graph.List(0, 0, pad.PaddingBefore, 0, 0, pad.PaddingAfter),
            ]
        );

    /// <summary>A pool with as many windows as the output has values, or null where they would overlap.</summary>
    public static string? AdaptivePool(OnnxGraph graph, string x, IReadOnlyList<int> shape, IReadOnlyList<int> output)
    {
        if (shape.Zip(output).Any(axis => axis.First % axis.Second != 0))
            return null;
        int[] kernel = [.. shape.Zip(output).Skip(1).Select(axis => axis.First / axis.Second)];
        return graph.Node("AveragePool", [x], Integers("kernel_shape", kernel), Integers("strides", kernel));
    }

    public static string Resize(OnnxGraph graph, UpsampleAttribute up, string x, IReadOnlyList<int> shape, IReadOnlyList<int> output)
    {
        // The operator is of images.
        int[] image = shape.Count == 3 ? [.. shape] : [shape[0], 1, shape[1]],
            resized = output.Count == 3 ? [.. output] : [output[0], 1, output[1]];
        bool isNearest = up.Interpolation == Interpolation.Nearest;
        string y = graph.Node(
            "Resize",
            [graph.Reshape(x, image), "", "", graph.List([graph.Samples, .. resized.Select(size => (long)size)])],
            Word("mode", isNearest ? "nearest" : "linear"),
            Word("nearest_mode", "floor"),
            Word(
                "coordinate_transformation_mode",
                isNearest ? "asymmetric"
                    : up.AlignCorners ? "align_corners"
                    : "half_pixel"
            )
        );
        return graph.Reshape(y, output);
    }

    private static AxisWindow[] Windows(LayerAttribute layer, IReadOnlyList<int> shape) =>
        Shapes.WindowsOf(layer, shape) is var (down, across) && shape.Count == 3 ? [down, across] : [across];

    // What a transposed convolution pads, it cuts off its output.
    private static AxisWindow[] Transposed(ConvTranspose2DAttribute c) =>
        [
            new(c.KernelHeight, c.StrideHeight, c.DilationHeight, c.PaddingTop, c.PaddingBottom, 0, 0),
            new(c.KernelWidth, c.StrideWidth, c.DilationWidth, c.PaddingLeft, c.PaddingRight, 0, 0),
        ];

    private static ProtobufWriter[] Attributes(AxisWindow[] windows) =>
        [
            Integers("kernel_shape", windows.Select(window => window.Kernel)),
            Integers("strides", windows.Select(window => window.Stride)),
            Integers("pads", windows.Select(window => window.Before).Concat(windows.Select(window => window.After))),
        ];

    private static ProtobufWriter Dilations(AxisWindow[] windows) => Integers("dilations", windows.Select(window => window.Dilation));
}
