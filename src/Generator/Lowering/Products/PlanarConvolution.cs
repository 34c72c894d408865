using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Moves;
using ModelCompiler.Generator.Lowering.Reductions;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Products;

/// <summary>
/// Convolutions of one channel to a few with pixels in the lanes, where that takes fewer vector operations: eight channels fill half of a
/// vector, and each multiplication with them needs a load of its own. A maximum of windows that follows joins them, so that only its result
/// is stored, unless a gradient reads the whole.
/// </summary>
internal static class PlanarConvolution
{
    /// <summary>The channels whose sums fit the registers, two vectors of each.</summary>
    private const int MostChannels = 8;

    /// <summary>The floats on the stack, a small part of the first-level cache.</summary>
    private const int MostScratch = 4096;

    /// <summary>What turning four pixels of four channels costs, in multiplications of a vector.</summary>
    private const int Transposition = 4;

    /// <summary>
    /// Plans a convolution so, with the pool that follows; returns false, having done nothing, when the other form is better or this one
    /// does not fit.
    /// </summary>
    public static bool Lower(ScheduleBuilder builder, ForwardConvolution product)
    {
        (WindowProductNode node, Value input, ParameterPlan weight, _, _, Followers followers) = product;
        Layout output = builder.Values.LayoutOf(followers.Result);
        if (
            node.IsTransposed
            || followers.Residual is not null
            || followers.KeepsSum(builder)
            || input.Layout.Stored != 1
            || node.Window.Horizontal.Stride != 1
            || !IsCheaper(node.Window, output)
            || Scratch(output) > MostScratch
        )
            return false;
        NamedActivation? activation = followers.Activation;
        bool inRegisters = EpilogueCost.FitsRegisters(activation?.Definition.Value);
        int? pooled = PoolOf(builder, followers.Result, output);
        Value whole = builder.Values.WritePixels(followers.Result, product.OutputName);
        GeneratedType kernel = Shape(node.Window, input.Layout, output);
        Code activate = Epilogue.Forward(activation),
            store = Epilogue.Forward(null);
        Code epilogues = $"{product.Normalized(inRegisters ? activate : store)}, {(inRegisters ? store : activate)}";
        Code operands =
            $"in {input.At(input.Layout.Start(node.Window), Access.Read)}, in {new ParameterPiece(weight.Index)}, {product.Bias}";
        var type = new TypePiece(kernel, Names.Pascal(node.Label) + "Shape");
        CodeLines code = new CodeLines().Line($"{product.Comment(output)}");
        if (pooled is { } pool)
            AddPooled(builder, code, pool, whole, $"TWide, {type}", epilogues, operands);
        else
            code.Line($"PlanarConvolution.Run<TWide, {type}, {epilogues}>(")
                .Indented($"{operands}, ref {whole.Pixels(Access.Write)}, samples);")
                .ClearBorder(whole);
        builder.Add(
            new Step(node.Label, false, Domain.Samples, code.Lines)
            {
                Explanation = $"planes: lines of {Text.Of(kernel["Pixels"])} pixels by {Text.Of(kernel["Channels"])} channels",
                IsLargePerSample = true,
            }
        );
        return true;
    }

    private static GeneratedType Shape(Window window, Layout input, Layout output) =>
        ConvolutionShapes.Kernel(
            "IPlanarShape",
            ConvolutionShapes.Constants(
                ("Channels", output.Shape.Channels),
                ("Columns", output.Stored),
                ("KernelLines", window.Vertical.Kernel),
                ("KernelPixels", window.Horizontal.Kernel),
                ("LeftKernelLine", window.Vertical.Dilation * input.Line),
                ("LeftKernelPixel", window.Horizontal.Dilation),
                ("LeftLine", window.Vertical.Stride * input.Line),
                ("LeftSample", input.Sample),
                ("Pixels", output.Shape.Width),
                ("Lines", output.Shape.Height),
                ("OutputLine", output.Line),
                ("OutputSample", output.Sample)
            )
        );

    private static void AddPooled(
        ScheduleBuilder builder,
        CodeLines code,
        int index,
        Value whole,
        Code types,
        Code epilogues,
        Code operands
    )
    {
        var node = (PoolNode)builder.Graph.Nodes[index];
        builder.Fuse(index);
        Value output = builder.Values.WritePixels(index, Names.Output(node.Label));
        if (!builder.IsShared(node.Operands[0]))
            builder.Buffers.LeaveOut(whole.Buffer);
        code.Line($"// {node.Label}: largest value of each window; {Shapes.Change(whole.Layout, output.Layout)}")
            .Line($"PlanarConvolution.RunPooled<{types}, {Pool.Type(node, whole.Layout, output.Layout)}, {epilogues}>(")
            .Indented($"{operands},")
            .Indented($"kept: {new KeptPiece(whole.Buffer, whole.Layout.First)}, ref {output.Pixels(Access.Write)}, samples);")
            .ClearBorder(output);
    }

    private static int? PoolOf(ScheduleBuilder builder, int result, Layout output) =>
        builder.SoleConsumer(result, builder.ForwardEnd) is { } consumer
        && builder.Graph.Nodes[consumer] is PoolNode { IsMaximum: true } next
        && next.Window is { Vertical.Dilation: 1, Horizontal.Dilation: 1 }
        && next.Window.Vertical.Stride >= next.Window.Vertical.Kernel
        && next.Window.Vertical.Kernel * Scratch(output) <= MostScratch
            ? consumer
            : null;

    // Of each line, in vectors of sixteen: the one form multiplies all channels of a pixel, the other all pixels of a channel, and turns
    // them.
    private static bool IsCheaper(Window window, Layout output)
    {
        int pixels = output.Shape.Width,
            channels = output.Shape.Channels,
            vectors = (pixels + MemoryLayout.WidestVector - 1) / MemoryLayout.WidestVector;
        int blocks = (pixels + 3) / 4 * (output.Stored / 4);
        return channels <= MostChannels
            && pixels >= MemoryLayout.WidestVector
            && (window.Taps * channels * vectors) + (blocks * Transposition) < window.Taps * pixels;
    }

    private static int Scratch(Layout output) => output.Stored * MemoryLayout.RoundUp(output.Shape.Width, MemoryLayout.WidestVector);
}
