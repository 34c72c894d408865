using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

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
                return InputGradient(planner, index, convolution.Window, isReverse: true, onRequest);
            case TransposedInputGradientNode transposed:
                return InputGradient(planner, index, transposed.Window, isReverse: false, onRequest);
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
    public static void Prepare(SchedulePlanner planner, int index)
    {
        Node node = planner.Graph.Nodes[index];
        if (node is ConvolutionWeightGradientNode gradient)
            Operands(planner, gradient, ParameterOf(planner, index));
        else if (IsParameterGradient(node))
            planner.Images.Read(node.Operands[0], onRequest: false);
        else
            foreach (int operand in node.Operands)
                planner.Read(operand);
    }

    // Asked for twice, to make the conversions in time and to read what they made, so that both ask for the same. One of the two is walked by the window, in its border.
    private static (Image Delta, Image Input) Operands(SchedulePlanner planner, ConvolutionWeightGradientNode node, ParameterPlan parameter)
    {
        (int upstream, int image) = (node.Operands[0], node.Operands[1]);
        ImageShape shape = ImageShape.Of(planner.Graph.Nodes[image].Shape), outputs = ImageShape.Of(planner.Graph.Nodes[upstream].Shape);
        Border border = ImageBuffers.BorderOf(node.Window, node.IsTransposed ? outputs : shape);
        Image delta = planner.Images.Read(upstream, node.IsTransposed ? border : default, MemoryLayout.Padded(outputs.Channels), onRequest: false);
        Image input = planner.Images.Read(
            image,
            node.IsTransposed ? default : border,
            parameter.Packing is null ? MemoryLayout.Padded(shape.Channels) : ImageBuffers.StoredForConvolution(planner.Graph, image),
            onRequest: false);
        return (delta, input);
    }

    private static ParameterPlan ParameterOf(SchedulePlanner planner, int index) =>
        planner.Parameter(planner.Graph.Gradients.First(gradient => gradient.Gradient == index).Parameter);

    /// <summary>Plans the gradient of a convolution's parameter.</summary>
    public static void ParameterGradient(SchedulePlanner planner, int index)
    {
        ModelGraph graph = planner.Graph;
        ParameterPlan parameter = ParameterOf(planner, index);
        if (graph.Nodes[index] is not ConvolutionWeightGradientNode node)
        {
            planner.Add(new ChannelSumStep(graph.Nodes[index].Label, planner.Images.Read(graph.Nodes[index].Operands[0], onRequest: false), parameter.Index));
            return;
        }

        (Image delta, Image input) = Operands(planner, node, parameter);
        ImageLayout from = input.Layout, to = delta.Layout;
        planner.Add(new ConvolutionWeightGradientStep(
            node.Label,
            input,
            node.IsTransposed ? from.First : from.Start(node.Window),
            delta,
            node.IsTransposed ? to.Start(node.Window) + ((node.Window.Vertical.Extent - 1) * to.Line) + ((node.Window.Horizontal.Extent - 1) * to.Stored) : to.First,
            parameter.Index,
            parameter.Packing is null,
            parameter.Packing?.Window(node.Window) switch
            {
                null => ConvolutionShapes.Depthwise(node.Window, from, to, to),
                { } packed when node.IsTransposed => ConvolutionShapes.TransposedWeightGradient(node.Window, packed, from, to),
                { } packed => ConvolutionShapes.WeightGradient(node.Window, packed, from, to),
            }));
    }

    private static int InputGradient(SchedulePlanner planner, int index, Window window, bool isReverse, bool onRequest)
    {
        (int upstream, ParameterPlan weight) = (planner.Graph.Nodes[index].Operands[0], planner.Parameter(planner.Graph.Nodes[index].Operands[1]));
        ImageShape image = ImageShape.Of(planner.Graph.Nodes[index].Shape), outputs = ImageShape.Of(planner.Graph.Nodes[upstream].Shape);
        bool isDepthwise = weight.Packing is null;
        string? scattered = planner.Graph.Nodes[index] is ConvolutionInputGradientNode convolution ? ScatterChoice.Reason(convolution, outputs, weight.Packing) : null;
        Image delta = isDepthwise && ImageBuffers.HasStride(window)
            ? planner.Images.ReadSpread(upstream, window, ImageBuffers.BorderOfSpread(window, image), onRequest)
            : planner.Images.Read(
                upstream,
                scattered is not null ? default : isReverse ? ImageBuffers.BorderOfReverse(window, image, outputs) : ImageBuffers.BorderOf(window, outputs),
                MemoryLayout.Padded(outputs.Channels),
                onRequest);
        int sum = index;
        Image? residual = null;
        if (ImageElementPlanner.Addition(planner, index, planner.Graph.Nodes.Count) is { } addition)
        {
            sum = addition.Sum;
            planner.Fuse(sum);
            residual = planner.Images.Read(addition.Other, onRequest);
        }

        ActivationGradientNode? activation = SoleActivation(planner, sum, out int result);
        Image? saved = activation is null ? null : planner.Images.Read(activation.Operands[1], onRequest);
        Image output = planner.Images.Write(result, Name(planner, result, activation), onRequest);

        // Residual and saved values that lie differently take a pass each.
        ImageLayout second = (residual is not null && residual.Layout != saved?.Layout ? residual : saved ?? output).Layout;
        ScatterPlan? scatter = scattered is null ? null : Scatter(window, weight.Packing!, delta.Layout, output.Layout, second, scattered);
        planner.Add(new ConvolutionInputGradientStep(
            planner.Graph.Nodes[index].Label,
            onRequest,
            delta,
            window.Taps,
            weight.Index,
            activation?.Activation,
            saved,
            residual,
            output,
            isDepthwise,
            0,
            (scatter, weight.Packing) switch
            {
                ({ }, _) => EquatableArray<ConvolutionPhase>.Empty,
                (_, { } packing) => ImageForwardPlanner.Phases(
                    isReverse, window, new PackedWindow(window.Taps, window.Horizontal.Kernel, delta.Layout.Stored / packing.StoredGroups, packing.StoredGroups), delta.Layout, output.Layout, second),
                _ => DepthwisePhase(ImageBuffers.Reverse(window, image), delta.Layout, output.Layout, second),
            }) { Scatter = scatter });
        Result(planner, result);
        if (scatter is not null)
            return weight.Packing!.StoredGroups * scatter.Outputs * MemoryLayout.RoundUp(window.Taps * scatter.Channels, MemoryLayout.WidestVector);
        return window.Taps * output.Layout.Stored * (weight.Packing is { } packed ? delta.Layout.Stored / packed.StoredGroups : 1);
    }

    private static ScatterPlan Scatter(Window window, ConvolutionPacking packing, ImageLayout delta, ImageLayout output, ImageLayout saved, string reason)
    {
        int groups = packing.StoredGroups, outputs = packing.Outputs * packing.Groups / groups;
        return new ScatterPlan(ConvolutionShapes.Scatter(window, groups, outputs, delta, output, saved), output.Stored / groups, outputs, reason);
    }

    private static EquatableArray<ConvolutionPhase> DepthwisePhase(Window reverse, ImageLayout input, ImageLayout output, ImageLayout saved) =>
        new([new ConvolutionPhase(ConvolutionShapes.Depthwise(reverse, input, output, saved), input.Start(reverse), 0, 0, 0)]);

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
    public static void Result(SchedulePlanner planner, int result)
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
