using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>Turns the forward nodes on images into steps. A convolution takes its activation with it.</summary>
internal static class ImageForwardPlanner
{
    public static void Plan(SchedulePlanner planner, int index)
    {
        switch (planner.Graph.Nodes[index])
        {
            case WindowProductNode convolution:
                Convolution(planner, index, convolution);
                break;
            case PoolNode pool:
                Image input = planner.Images.Read(pool.Operands[0], onRequest: false);
                Image output = planner.Images.Write(index, Names.Output(pool.Label));
                planner.Add(new PoolStep(pool.Label, pool, input, output, ConvolutionShapes.Pool(pool.Window, input.Layout, output.Layout)));
                break;
            case PadNode pad:
                Pad(planner, index, pad, onRequest: false);
                break;
        }
    }

    /// <summary>Plans a pad, or the cut that is its gradient.</summary>
    public static void Pad(SchedulePlanner planner, int index, PadNode node, bool onRequest)
    {
        Image input = planner.Images.Read(node.Operands[0], onRequest);
        Image output = planner.Images.Write(index, index < planner.Graph.ForwardCount ? Names.Output(node.Label) : Names.Pascal(node.Label) + "Delta", onRequest);
        planner.Add(new PlaceStep(node.Label, onRequest, input, output, node.Vertical, node.Horizontal, 1, 1, node.Vertical + node.Horizontal < 0 ? "cut" : "zeros around"));
    }

    private static void Convolution(SchedulePlanner planner, int index, WindowProductNode node)
    {
        ModelGraph graph = planner.Graph;
        int end = Math.Max(graph.ForwardCount, graph.Loss + 1), image = node.Operands[0];
        NamedActivation? activation = null;
        int? other = null;
        int bias = node.Operands.Count > 2 ? planner.Parameter(node.Operands[2]).Index : -1, result = BatchNormPlanner.Fold(planner, index, bias, out int table);
        if (ImageElementPlanner.Addition(planner, result, end) is { } addition)
        {
            (result, other) = addition;
            planner.Fuse(result);
        }

        // What a gradient reads besides the output must be stored, which a residual connection takes the place of.
        int sum = result;
        if (planner.SoleConsumer(sum, end) is { } applier && graph.Nodes[applier] is MapNode { Activation: { } named } && (other is null || planner.Consumers(sum, graph.Nodes.Count).Count == 1))
        {
            activation = named;
            result = applier;
            planner.Fuse(applier);
        }

        int weight = planner.Parameter(node.Operands[1]).Index;
        bool isDepthwise = node is ConvolutionNode convolution && ConvolutionShapes.IsDepthwise(graph, convolution);
        var shape = ImageShape.Of(graph.Nodes[image].Shape);
        Image input = planner.Images.Read(
            image,
            node is TransposedConvolutionNode ? ImageBuffers.BorderOfReverse(node.Window, ImageShape.Of(node.Shape), shape) : ImageBuffers.BorderOf(node.Window, shape),
            isDepthwise ? MemoryLayout.Padded(shape.Channels) : ImageBuffers.StoredForConvolution(graph, image),
            onRequest: false);
        if (PlanarPlanner.Plan(planner, node, result, sum, other is not null, new PlanarProduct(input, weight, bias, table, activation)))
            return;
        Image? residual = other is { } added ? planner.Images.Read(added, onRequest: false) : null;
        Image output = planner.Images.Write(result, activation is null ? Names.Pascal(node.Label) + "Sum" : Names.Output(node.Label));
        Image? saved = activation is not null && planner.Consumers(sum, graph.Nodes.Count).Count > 1
            ? planner.Images.Write(sum, Names.Pascal(node.Label) + "Sum")
            : null;
        ImageLayout second = (saved ?? residual ?? output).Layout;
        planner.Add(new ConvolutionStep(
            node.Label,
            node,
            input,
            weight,
            bias,
            table,
            activation,
            output,
            saved,
            residual,
            isDepthwise,
            isDepthwise
                ? new([new ConvolutionPhase(ConvolutionShapes.Depthwise(node.Window, input.Layout, output.Layout, second), input.Layout.Start(node.Window), 0, 0, 0)])
                : Phases(node is TransposedConvolutionNode, node.Window, planner.Parameters[weight].Packing!.Window(node.Window), input.Layout, output.Layout, second)));
    }

    /// <summary>The runs of a convolution, or of the gradient of a convolution's input.</summary>
    public static EquatableArray<ConvolutionPhase> Phases(bool isReverse, Window window, PackedWindow weight, ImageLayout input, ImageLayout output, ImageLayout saved)
    {
        if (!isReverse)
        {
            ImageShape image = input.Shape;
            return new([ConvolutionShapes.Convolution(AxisWalk.Forward(window.Vertical, image.Height), AxisWalk.Forward(window.Horizontal, image.Width), weight, input, output, saved)]);
        }

        return AxisWalk.Backward(window.Vertical, output.Shape.Height)
            .SelectMany(vertical => AxisWalk.Backward(window.Horizontal, output.Shape.Width).Select(horizontal => ConvolutionShapes.Convolution(vertical, horizontal, weight, input, output, saved)))
            .ToEquatableArray();
    }
}
