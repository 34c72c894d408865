using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>The constants of the kernels on images.</summary>
internal static class ConvolutionShapes
{
    /// <summary>The k whose panel of weights fits the first-level cache beside the pixels; longer sums are cut into one pass for each line of the window.</summary>
    private const int LongestPass = 384;

    /// <summary>Whether each output channel reads one input channel and the other way round.</summary>
    public static bool IsDepthwise(ConvolutionNode node) => node.Groups > 1 && node.Groups == ImageShape.Of(node.Shape).Channels;

    /// <summary>A convolution from one image to another.</summary>
    public static KernelShape Convolution(Window window, ImageLayout input, ImageLayout output, ImageLayout saved)
    {
        WindowAxis vertical = window.Vertical, horizontal = window.Horizontal;
        bool isCut = horizontal.Dilation > 1, inPasses = isCut || (window.Taps * input.Stored > LongestPass && vertical.Kernel > 1);
        int line = vertical.Stride * input.Line, pixel = horizontal.Stride * input.Stored, lines = output.Shape.Height, pixels = output.Shape.Width;

        // Lines that follow one another without a gap are one long line.
        if (lines > 1 && line == pixels * pixel && output.Line == pixels * output.Stored && saved.Line == output.Line)
            (lines, pixels) = (1, lines * pixels);
        return new KernelShape("IConvolutionShape", Constants(
            ("Passes", inPasses ? vertical.Kernel : 1),
            ("Outer", isCut ? horizontal.Kernel : inPasses ? 1 : vertical.Kernel),
            ("Inner", isCut ? input.Stored : horizontal.Kernel * input.Stored),
            ("LeftPass", vertical.Dilation * input.Line),
            ("LeftOuter", isCut ? horizontal.Dilation * input.Stored : vertical.Dilation * input.Line),
            ("LeftPixel", pixel),
            ("LeftLine", line),
            ("LeftSample", input.Sample),
            ("Columns", output.Stored),
            ("Pixels", pixels),
            ("Lines", lines),
            ("OutputLine", output.Line),
            ("OutputSample", output.Sample),
            ("SavedLine", saved.Line),
            ("SavedSample", saved.Sample)));
    }

    /// <summary>The weight gradient of a convolution.</summary>
    public static KernelShape WeightGradient(Window window, ImageLayout input, ImageLayout delta)
    {
        WindowAxis vertical = window.Vertical, horizontal = window.Horizontal;
        bool isCut = horizontal.Dilation > 1;
        int line = vertical.Stride * input.Line, pixel = horizontal.Stride * input.Stored, lines = delta.Shape.Height, pixels = delta.Shape.Width;
        if (lines > 1 && line == pixels * pixel && delta.Line == pixels * delta.Stored)
            (lines, pixels) = (1, lines * pixels);
        return new KernelShape("IConvolutionGradientShape", Constants(
            ("Blocks", isCut ? window.Taps : vertical.Kernel),
            ("BlockRows", isCut ? input.Stored : horizontal.Kernel * input.Stored),
            ("BlocksPerLine", isCut ? horizontal.Kernel : 1),
            ("LeftBlock", horizontal.Dilation * input.Stored),
            ("LeftBlockLine", vertical.Dilation * input.Line),
            ("LeftPixel", pixel),
            ("LeftLine", line),
            ("LeftSample", input.Sample),
            ("Columns", delta.Stored),
            ("Pixels", pixels),
            ("Lines", lines),
            ("RightLine", delta.Line),
            ("RightSample", delta.Sample)));
    }

    /// <summary>A depthwise convolution, or its weight gradient.</summary>
    public static KernelShape Depthwise(Window window, ImageLayout input, ImageLayout output, ImageLayout saved) =>
        new("IDepthwiseShape", Constants([
            .. WindowConstants(window, input, output),
            ("LeftKernelLine", window.Vertical.Dilation * input.Line),
            ("LeftKernelPixel", window.Horizontal.Dilation * input.Stored),
            ("SavedLine", saved.Line),
            ("SavedSample", saved.Sample)]));

    /// <summary>A pool.</summary>
    public static KernelShape Pool(Window window, ImageLayout input, ImageLayout output) => new("IWindowShape", Constants(WindowConstants(window, input, output)));

    /// <summary>The gradient of a pool.</summary>
    public static KernelShape PoolGradient(Window window, ImageLayout input, ImageLayout output, ImageLayout upstream, ImageLayout result, ImageLayout saved) =>
        new("IPoolGradientShape", Constants([
            .. WindowConstants(window, input, output),
            ("UpstreamLine", upstream.Line),
            ("UpstreamSample", upstream.Sample),
            ("ResultLine", result.Line),
            ("ResultSample", result.Sample),
            ("SavedLine", saved.Line),
            ("SavedSample", saved.Sample)]));

    private static (string Name, int Value)[] WindowConstants(Window window, ImageLayout input, ImageLayout output) =>
    [
        ("KernelLines", window.Vertical.Kernel),
        ("KernelPixels", window.Horizontal.Kernel),
        ("StepLines", window.Vertical.Stride),
        ("StepPixels", window.Horizontal.Stride),
        ("Above", window.Vertical.Before),
        ("Before", window.Horizontal.Before),
        ("InputLines", input.Shape.Height),
        ("InputPixels", input.Shape.Width),
        ("Columns", output.Stored),
        ("Pixels", output.Shape.Width),
        ("Lines", output.Shape.Height),
        ("LeftLine", input.Line),
        ("LeftSample", input.Sample),
        ("OutputLine", output.Line),
        ("OutputSample", output.Sample),
    ];

    private static EquatableArray<KernelConstant> Constants(params (string Name, int Value)[] constants) =>
        constants.Select(constant => new KernelConstant(constant.Name, constant.Value)).ToEquatableArray();
}
