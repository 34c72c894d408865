using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Products;

/// <summary>The gradients of the weight and of the bias of a convolution or a transposed one.</summary>
internal static class ConvolutionWeightGradient
{
    public static void Lower(ScheduleBuilder builder, int index, ConvolutionWeightGradientNode node)
    {
        ParameterPlan weight = builder.ParameterOf(index);
        (Value delta, Value input) = Operands(builder, index, node);
        Layout from = input.Layout,
            to = delta.Layout;
        (WindowAxis vertical, WindowAxis horizontal) = (node.Window.Vertical, node.Window.Horizontal);
        int inputStart = node.IsTransposed ? from.First : from.Start(node.Window);
        int deltaStart = node.IsTransposed
            ? to.Start(node.Window) + ((vertical.Extent - 1) * to.Line) + ((horizontal.Extent - 1) * to.Stored)
            : to.First;
        GeneratedType kernel = weight.Packing?.Window(node.Window) switch
        {
            null => ConvolutionShapes.Depthwise(node.Window, from, to, to),
            { } packed when node.IsTransposed => ConvolutionShapes.TransposedWeightGradient(node.Window, packed, from, to),
            { } packed => ConvolutionShapes.WeightGradient(node.Window, packed, from, to),
        };
        Code place = $"ref {new GradientPiece(weight.Index)}";
        CodeLines code = new CodeLines()
            .Line($"// {node.Label}: dW = sum over samples and pixels of d x^T; {weight.Shape.ToString()}")
            .Line(
                $"{(weight.Packing is null ? "DepthwiseConvolution.Part" : "ConvolutionGradient.Part")}"
                    + $"<{new VectorPiece(kernel["Columns"])}, {new TypePiece(kernel, Names.Pascal(node.Label) + "GradientShape")}>("
            )
            .Indented(
                $"in {input.FirstOfAll(inputStart, Access.Read)}, in {delta.FirstOfAll(deltaStart, Access.Read)}, {place}, in batch, "
                    + $"part, parts);"
            );
        if (weight.Packing is { Groups: > 1, AreGroupsApart: false } packing)
            code.Line(
                $"ConvolutionGradient.KeepGroups({place}, inner: {packing.Columns}, storedChannels: {packing.StoredChannels}, "
                    + $"channelsPerGroup: {packing.Channels}, outputs: {packing.Outputs * packing.Groups}, paddedOutputs: "
                    + $"{weight.PaddedRows}, outputsPerGroup: {packing.Outputs}, part, parts);"
            );
        builder.Add(new Step(node.Label, false, Domain.Parameters, code.Lines) { IsLargePerSample = true });
    }

    /// <summary>
    /// The two images that the gradient of a weight reads. One of them is walked by the window, in its border. Whoever asks first makes the
    /// conversions.
    /// </summary>
    public static (Value Delta, Value Input) Operands(ScheduleBuilder builder, int index, ConvolutionWeightGradientNode node)
    {
        (int upstream, int image) = (node.Operands[0], node.Operands[1]);
        ImageShape shape = ImageShape.Of(builder.Graph.Nodes[image].Shape),
            outputs = ImageShape.Of(builder.Graph.Nodes[upstream].Shape);
        Border border = Borders.Of(node.Window, node.IsTransposed ? outputs : shape);
        Value delta = builder.Values.Pixels(
            upstream,
            node.IsTransposed ? border : default,
            MemoryLayout.Padded(outputs.Channels),
            forInput: false
        );
        int stored = builder.ParameterOf(index).Packing is null
            ? MemoryLayout.Padded(shape.Channels)
            : NodeValues.StoredForConvolution(builder.Graph, image);
        return (delta, builder.Values.Pixels(image, node.IsTransposed ? default : border, stored, forInput: false));
    }

    public static void LowerBias(ScheduleBuilder builder, int index, ChannelSumNode node)
    {
        Value delta = builder.Values.Pixels(node.Operands[0], forInput: false);
        ParameterPlan bias = builder.ParameterOf(index);
        Layout layout = delta.Layout;
        CodeLines code = new CodeLines()
            .Line($"// {node.Label}: db = sum over samples and pixels of d; [{bias.Rows}]")
            .Line($"if (part == 0)")
            .Indented(
                $"ConvolutionGradient.Bias<{new VectorPiece(layout.Stored)}>(in {delta.FirstOfAll(layout.First, Access.Read)}, "
                    + $"columns: {layout.Stored}, pixels: {layout.Shape.Width}, lines: {layout.Shape.Height}, lineStride: {layout.Line}, "
                    + $"sampleStride: {layout.Sample}, ref "
                    + $"{new GradientPiece(bias.Index)}, batch.Samples, batch.Accumulate);"
            );
        builder.Add(new Step(node.Label, false, Domain.Parameters, code.Lines));
    }
}
