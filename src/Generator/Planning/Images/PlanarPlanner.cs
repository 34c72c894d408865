using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>What a planar convolution computes, before its pool.</summary>
internal readonly record struct PlanarProduct(Image Input, int Weight, int Bias, int Table, NamedActivation? Activation);

/// <summary>
/// Plans convolutions of one channel to a few with pixels in the lanes, where that takes fewer vector operations: eight channels fill half of a vector, and each multiplication with them needs a
/// load of its own. A maximum of windows that follows joins them, so that only its result is stored, unless a gradient reads the whole.
/// </summary>
internal static class PlanarPlanner
{
    /// <summary>The channels whose sums fit the registers, two vectors of each.</summary>
    private const int MostChannels = 8;

    /// <summary>The floats on the stack, a small part of the first-level cache.</summary>
    private const int MostScratch = 4096;

    /// <summary>What turning four pixels of four channels costs, in multiplications of a vector.</summary>
    private const int Transposition = 4;

    /// <summary>Plans a convolution so, with the pool that follows; returns false, having done nothing, when the other form is better or this one does not fit.</summary>
    /// <param name="planner">What has been planned so far.</param>
    /// <param name="node">The convolution.</param>
    /// <param name="result">The node of its result, behind what has been fused.</param>
    /// <param name="sum">The node of what stands before the activation.</param>
    /// <param name="hasResidual">Whether something is added to the sums.</param>
    /// <param name="product">What it computes.</param>
    public static bool Plan(SchedulePlanner planner, WindowProductNode node, int result, int sum, bool hasResidual, PlanarProduct product)
    {
        ModelGraph graph = planner.Graph;
        bool isKept = product.Activation is not null && planner.Consumers(sum, graph.Nodes.Count).Count > 1;
        ImageLayout input = product.Input.Layout, output = planner.Images.LayoutOf(result);
        if (node is not ConvolutionNode || hasResidual || isKept || input.Stored != 1 || node.Window.Horizontal.Stride != 1 || !IsCheaper(node.Window, output) || Scratch(output) > MostScratch)
            return false;
        int? pooled = planner.SoleConsumer(result, Math.Max(graph.ForwardCount, graph.Loss + 1)) is { } consumer && graph.Nodes[consumer] is PoolNode { IsMaximum: true } next
            && next.Window.Vertical.Stride >= next.Window.Vertical.Kernel && next.Window.Vertical.Kernel * Scratch(output) <= MostScratch
            ? consumer
            : null;
        Image whole = planner.Images.Write(result, product.Activation is null ? Names.Pascal(node.Label) + "Sum" : Names.Output(node.Label));
        PoolStep? pool = pooled is { } index ? Pool(planner, index, whole) : null;
        if (pool is not null && planner.Consumers(result, graph.Nodes.Count).Count == 1)
            planner.Buffers.LeaveOut(whole.Buffer);
        planner.Add(new PlanarConvolutionStep(node.Label, node, product.Input, product.Weight, product.Bias, product.Table, product.Activation, whole, pool, ConvolutionShapes.Planar(node.Window, input, output)));
        return true;
    }

    private static PoolStep Pool(SchedulePlanner planner, int index, Image whole)
    {
        var node = (PoolNode)planner.Graph.Nodes[index];
        planner.Fuse(index);
        Image output = planner.Images.Write(index, Names.Output(node.Label));
        return new PoolStep(node.Label, node, whole, output, ConvolutionShapes.Pool(node.Window, whole.Layout, output.Layout));
    }

    // Of each line, in vectors of sixteen: the one form multiplies all channels of a pixel, the other all pixels of a channel, and turns them.
    private static bool IsCheaper(Window window, ImageLayout output)
    {
        int pixels = output.Shape.Width, channels = output.Shape.Channels, vectors = (pixels + MemoryLayout.WidestVector - 1) / MemoryLayout.WidestVector;
        int blocks = (pixels + 3) / 4 * (output.Stored / 4);
        return channels <= MostChannels && pixels >= MemoryLayout.WidestVector && (window.Taps * channels * vectors) + (blocks * Transposition) < window.Taps * pixels;
    }

    private static int Scratch(ImageLayout output) => output.Stored * MemoryLayout.RoundUp(output.Shape.Width, MemoryLayout.WidestVector);
}
