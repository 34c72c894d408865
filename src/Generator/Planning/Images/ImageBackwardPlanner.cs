using ModelCompiler.Generator.Graph;

namespace ModelCompiler.Generator.Planning;

/// <summary>Turns the gradient nodes on images into steps. The gradient of an activation joins the step before it.</summary>
internal static class ImageBackwardPlanner
{
    /// <summary>Plans a node that treats samples alone.</summary>
    /// <param name="planner">What has been planned so far.</param>
    /// <param name="index">The node.</param>
    /// <param name="onRequest">Whether the node serves the gradient by the input alone.</param>
    /// <returns>The floats of the weight that the step repacks, or 0.</returns>
    public static int Propagate(SchedulePlanner planner, int index, bool onRequest)
    {
        switch (planner.Graph.Nodes[index])
        {
            case ConvolutionInputGradientNode convolution:
                return InputGradient(planner, index, convolution, onRequest);
            case PoolGradientNode pool:
                PoolGradient(planner, index, pool, onRequest);
                break;
            case PadNode pad:
                ImageForwardPlanner.Pad(planner, index, pad, onRequest);
                Result(planner, index);
                break;
        }

        return 0;
    }

    /// <summary>Whether a node is the gradient of a convolution's parameter.</summary>
    public static bool IsParameterGradient(Node node) => node is ConvolutionWeightGradientNode or ChannelSumNode;

    /// <summary>Makes the conversions that a parameter's gradient needs while samples are still treated alone.</summary>
    public static void Prepare(SchedulePlanner planner, Node node)
    {
        if (IsParameterGradient(node))
            planner.Images.Read(node.Operands[0], onRequest: false);
        else
            foreach (int operand in node.Operands)
                planner.Read(operand);
    }

    /// <summary>Plans the gradient of a convolution's parameter.</summary>
    public static void ParameterGradient(SchedulePlanner planner, int index)
    {
        ModelGraph graph = planner.Graph;
        int parameter = planner.Parameter(graph.Gradients.First(gradient => gradient.Gradient == index).Parameter).Index;
        Image delta = planner.Images.Read(graph.Nodes[index].Operands[0], onRequest: false);
        if (graph.Nodes[index] is not ConvolutionWeightGradientNode weight)
        {
            planner.Add(new ChannelSumStep(graph.Nodes[index].Label, delta, parameter));
            return;
        }

        int image = weight.Operands[1];
        var shape = ImageShape.Of(graph.Nodes[image].Shape);
        bool isDepthwise = weight.Groups > 1 && weight.Groups == delta.Layout.Shape.Channels;
        Image input = planner.Images.Read(
            image,
            ImageBuffers.BorderOf(weight.Window, shape),
            isDepthwise ? MemoryLayout.Padded(shape.Channels) : ImageBuffers.StoredForConvolution(graph, image),
            onRequest: false);
        planner.Add(new ConvolutionWeightGradientStep(
            weight.Label,
            weight,
            input,
            delta,
            parameter,
            isDepthwise,
            isDepthwise
                ? ConvolutionShapes.Depthwise(weight.Window, input.Layout, delta.Layout, delta.Layout)
                : ConvolutionShapes.WeightGradient(weight.Window, input.Layout, delta.Layout)));
    }

    private static int InputGradient(SchedulePlanner planner, int index, ConvolutionInputGradientNode node, bool onRequest)
    {
        var image = ImageShape.Of(node.Shape);
        Border border = ImageBuffers.BorderOfReverse(node.Window, image);
        int upstream = node.Operands[0];
        int outputs = ImageShape.Of(planner.Graph.Nodes[upstream].Shape).Channels;
        Image delta = ImageBuffers.HasStride(node.Window)
            ? planner.Images.ReadSpread(upstream, node.Window, border, onRequest)
            : planner.Images.Read(upstream, border, MemoryLayout.Padded(outputs), onRequest);
        ActivationGradientNode? activation = SoleActivation(planner, index, out int result);
        Image? saved = activation is null ? null : planner.Images.Read(activation.Operands[1], onRequest);
        Image output = planner.Images.Write(result, Name(planner, result, activation), onRequest);
        Window reverse = ImageBuffers.Reverse(node.Window, image);
        bool isDepthwise = node.Groups > 1 && node.Groups == outputs;
        ImageLayout second = (saved ?? output).Layout;
        planner.Add(new ConvolutionInputGradientStep(
            node.Label,
            onRequest,
            delta,
            reverse,
            planner.Parameter(node.Operands[1]).Index,
            activation?.Activation,
            saved,
            output,
            isDepthwise,
            0,
            isDepthwise
                ? ConvolutionShapes.Depthwise(reverse, delta.Layout, output.Layout, second)
                : ConvolutionShapes.Convolution(reverse, delta.Layout, output.Layout, second)));
        Result(planner, result);
        return node.Window.Taps * output.Layout.Stored * (isDepthwise ? 1 : delta.Layout.Stored);
    }

    private static void PoolGradient(SchedulePlanner planner, int index, PoolGradientNode node, bool onRequest)
    {
        Image upstream = planner.Images.Read(node.Operands[0], onRequest);
        Image? input = node.IsMaximum ? planner.Images.Read(node.Operands[1], onRequest) : null;
        Image? pooled = node.IsMaximum ? planner.Images.Read(node.Operands[2], onRequest) : null;
        ActivationGradientNode? activation = SoleActivation(planner, index, out int result);
        Image? saved = activation is null ? null : planner.Images.Read(activation.Operands[1], onRequest);
        Image output = planner.Images.Write(result, Name(planner, result, activation), onRequest);
        planner.Add(new PoolGradientStep(
            node.Label,
            onRequest,
            node,
            input,
            pooled,
            upstream,
            activation?.Activation,
            saved,
            output,
            ConvolutionShapes.PoolGradient(
                node.Window, (input ?? output).Layout, (pooled ?? upstream).Layout, upstream.Layout, output.Layout, (saved ?? output).Layout)));
        Result(planner, result);
    }

    /// <summary>The gradient by the model's input is handed out in planes.</summary>
    private static void Result(SchedulePlanner planner, int result)
    {
        if (result == planner.Graph.InputGradient)
            planner.Read(result);
    }

    private static string Name(SchedulePlanner planner, int result, ActivationGradientNode? activation) =>
        Names.Pascal(planner.Graph.Nodes[result].Label) + (activation is null ? "InputDelta" : "Delta");

    /// <summary>The activation's gradient that alone reads a node, when what it saved is an image as well.</summary>
    private static ActivationGradientNode? SoleActivation(SchedulePlanner planner, int index, out int result)
    {
        result = index;
        if (planner.SoleConsumer(index, planner.Graph.Nodes.Count) is not { } consumer || planner.Graph.Nodes[consumer] is not ActivationGradientNode activation
            || activation.Operands[0] != index || !planner.Images.Holds(activation.Operands[1]))
            return null;
        result = consumer;
        planner.Fuse(consumer);
        return activation;
    }
}
