using ModelCompiler.Generator.Graph;

namespace ModelCompiler.Generator.Planning;

/// <summary>Turns the forward nodes on images into steps. A convolution takes its activation with it.</summary>
internal static class ImageForwardPlanner
{
    public static void Plan(SchedulePlanner planner, int index)
    {
        switch (planner.Graph.Nodes[index])
        {
            case ConvolutionNode convolution:
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

    private static void Convolution(SchedulePlanner planner, int index, ConvolutionNode node)
    {
        ModelGraph graph = planner.Graph;
        int end = Math.Max(graph.ForwardCount, graph.Loss + 1), result = index, image = node.Operands[0];
        NamedActivation? activation = null;
        if (planner.SoleConsumer(index, end) is { } applier && graph.Nodes[applier] is MapNode { Activation: { } named })
        {
            activation = named;
            result = applier;
            planner.Fuse(applier);
        }

        bool isDepthwise = ConvolutionShapes.IsDepthwise(node);
        var shape = ImageShape.Of(graph.Nodes[image].Shape);
        Image input = planner.Images.Read(
            image,
            ImageBuffers.BorderOf(node.Window, shape),
            isDepthwise ? MemoryLayout.Padded(shape.Channels) : ImageBuffers.StoredForConvolution(graph, image),
            onRequest: false);
        Image output = planner.Images.Write(result, activation is null ? Names.Pascal(node.Label) + "Sum" : Names.Output(node.Label));
        Image? saved = activation is not null && planner.Consumers(index, graph.Nodes.Count).Count > 1
            ? planner.Images.Write(index, Names.Pascal(node.Label) + "Sum")
            : null;
        ImageLayout second = (saved ?? output).Layout;
        planner.Add(new ConvolutionStep(
            node.Label,
            node,
            input,
            planner.Parameter(node.Operands[1]).Index,
            node.Operands.Count > 2 ? planner.Parameter(node.Operands[2]).Index : -1,
            activation,
            output,
            saved,
            isDepthwise
                ? ConvolutionShapes.Depthwise(node.Window, input.Layout, output.Layout, second)
                : ConvolutionShapes.Convolution(node.Window, input.Layout, output.Layout, second)));
    }
}
