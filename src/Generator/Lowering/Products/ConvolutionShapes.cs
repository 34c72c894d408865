using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Products;

/// <summary>The constants of the kernels on images.</summary>
internal static class ConvolutionShapes
{
    /// <summary>
    /// The k whose panel of weights fits the first-level cache beside the pixels; longer sums are cut into one pass for each line of the
    /// window.
    /// </summary>
    private const int LongestPass = 384;

    /// <summary>The channels of padding from which on it pays to end a run behind the others and to skip them.</summary>
    private const int LeastSkipped = 2;

    /// <summary>Whether each output channel reads one input channel and the other way round.</summary>
    public static bool IsDepthwise(ModelGraph graph, WindowProductNode node) =>
        !node.IsTransposed && IsDepthwise(graph, node.Operands[1], node.Groups);

    /// <summary>Whether a convolution over a weight keeps channels apart.</summary>
    public static bool IsDepthwise(ModelGraph graph, int weight, int groups) =>
        groups > 1 && graph.Nodes[weight].Shape.Dimensions[0] == groups && graph.Nodes[weight].Shape.Dimensions[1] == 1;

    /// <summary>A run of a convolution from one image to another.</summary>
    /// <param name="vertical">The walk over lines.</param>
    /// <param name="horizontal">The walk over the pixels of a line.</param>
    /// <param name="weight">How the weight lies.</param>
    /// <param name="input">The image that is read.</param>
    /// <param name="output">The image that is written.</param>
    /// <param name="saved">The image of the epilogue's second buffer.</param>
    public static ConvolutionPhase Convolution(
        AxisWalk vertical,
        AxisWalk horizontal,
        PackedWindow weight,
        Layout input,
        Layout output,
        Layout saved
    )
    {
        bool isEmpty = vertical.Taps == 0 || horizontal.Taps == 0;
        bool isCut = horizontal.Taps > 1 && (horizontal.Dilation > 1 || horizontal.TapStep > 1 || weight.Groups > 1);
        bool skipsPadding = !isCut && !isEmpty && weight.Groups == 1 && input.Stored - input.Shape.Channels >= LeastSkipped;
        bool inPasses = !isEmpty && vertical.Taps > 1 && (isCut || vertical.Taps * horizontal.Taps * weight.Channels > LongestPass);
        int pixel = horizontal.InputStep * input.Stored,
            line = vertical.InputStep * input.Line,
            pixels = horizontal.Outputs,
            lines = vertical.Outputs;
        int outputPixel = horizontal.OutputStep * output.Stored,
            outputLine = vertical.OutputStep * output.Line,
            savedLine = vertical.OutputStep * saved.Line;
        int tapLine = vertical.TapStep * weight.KernelWidth * weight.Channels,
            tap = horizontal.TapStep * weight.Channels;

        // Lines that follow one another without a gap are one long line.
        if (lines > 1 && line == pixels * pixel && outputLine == pixels * outputPixel && savedLine == outputLine)
            (lines, pixels) = (1, lines * pixels);
        (int leftOuter, int rightOuter) =
            isCut || skipsPadding ? (horizontal.Dilation * input.Stored, tap) : (vertical.Dilation * input.Line, tapLine);
        int outer = isEmpty ? 0 : (inPasses || isCut ? 1 : vertical.Taps) * (isCut || skipsPadding ? horizontal.Taps : 1);
        GeneratedType shape = Kernel(
            "IConvolutionShape",
            Constants(
                ("Passes", inPasses ? vertical.Taps : 1),
                ("Outer", outer),
                (
                    "Inner",
                    skipsPadding ? input.Shape.Channels
                    : isCut || isEmpty ? weight.Channels
                    : horizontal.Taps * weight.Channels
                ),
                ("RunsOfLine", skipsPadding ? horizontal.Taps : 0),
                (
                    "LeftLineEnd",
                    skipsPadding ? (vertical.Dilation * input.Line) - (horizontal.Taps * horizontal.Dilation * input.Stored) : 0
                ),
                ("RightLineEnd", skipsPadding ? tapLine - (horizontal.Taps * tap) : 0),
                ("LeftPass", inPasses ? vertical.Dilation * input.Line : 0),
                ("LeftOuter", outer > 1 ? leftOuter : 0),
                ("LeftInner", input.Channel),
                ("LeftPixel", pixel),
                ("LeftLine", line),
                ("LeftSample", input.Sample),
                ("LeftGroup", weight.Groups > 1 ? weight.Channels : 0),
                ("RightPass", inPasses ? tapLine : 0),
                ("RightOuter", outer > 1 ? rightOuter : 0),
                ("RightInner", weight.Taps * weight.Channels),
                ("Groups", weight.Groups),
                ("Columns", output.Stored / weight.Groups),
                ("OutputPixel", outputPixel),
                ("Pixels", pixels),
                ("Lines", lines),
                ("OutputLine", outputLine),
                ("OutputSample", output.Sample),
                ("SavedLine", savedLine),
                ("SavedSample", saved.Sample)
            )
        );
        int start = isEmpty ? input.First : input.First + (vertical.InputFirst * input.Line) + (horizontal.InputFirst * input.Stored);
        return new ConvolutionPhase(
            shape,
            start,
            ((vertical.TapFirst * weight.KernelWidth) + horizontal.TapFirst) * weight.Channels,
            vertical.OutputFirst,
            horizontal.OutputFirst
        );
    }

    /// <summary>The gradient of a convolution's input by scattering.</summary>
    /// <param name="window">The window of the convolution.</param>
    /// <param name="groups">The groups whose weights lie one behind the other.</param>
    /// <param name="outputs">The output channels of a group.</param>
    /// <param name="delta">The gradient of the output.</param>
    /// <param name="image">The image that is written.</param>
    /// <param name="saved">The image of the epilogue's second buffer.</param>
    public static GeneratedType Scatter(Window window, int groups, int outputs, Layout delta, Layout image, Layout saved) =>
        Kernel(
            "IScatterShape",
            Constants(
                ("KernelLines", window.Vertical.Kernel),
                ("KernelPixels", window.Horizontal.Kernel),
                ("StepLines", window.Vertical.Stride),
                ("StepPixels", window.Horizontal.Stride),
                ("DilationLines", window.Vertical.Dilation),
                ("DilationPixels", window.Horizontal.Dilation),
                ("Above", window.Vertical.Before),
                ("Before", window.Horizontal.Before),
                ("Inner", outputs),
                ("Pixels", delta.Shape.Width),
                ("Lines", delta.Shape.Height),
                ("LinesAtOnce", ScatterChoice.LinesAtOnce(delta.Shape)),
                ("PixelsAtOnce", ScatterChoice.PixelsAtOnce(delta.Shape)),
                ("LeftPixel", delta.Stored),
                ("LeftLine", delta.Line),
                ("LeftSample", delta.Sample),
                ("Groups", groups),
                ("Columns", image.Stored / groups),
                ("OutputPixels", image.Shape.Width),
                ("OutputLines", image.Shape.Height),
                ("OutputLine", image.Line),
                ("OutputSample", image.Sample),
                ("SavedLine", saved.Line),
                ("SavedSample", saved.Sample)
            )
        );

    /// <summary>The weight gradient of a convolution.</summary>
    public static GeneratedType WeightGradient(Window window, PackedWindow weight, Layout input, Layout delta)
    {
        WindowAxis vertical = window.Vertical,
            horizontal = window.Horizontal;
        bool isCut = horizontal.Dilation > 1 || weight.Groups > 1;
        return WeightGradient(
            weight,
            isCut,
            (
                horizontal.Dilation * input.Stored,
                vertical.Dilation * input.Line,
                horizontal.Stride * input.Stored,
                vertical.Stride * input.Line,
                input.Sample
            ),
            (0, 0, delta.Stored, delta.Line, delta.Sample),
            delta.Shape,
            delta.Stored / weight.Groups
        );
    }

    /// <summary>
    /// The weight gradient of a transposed convolution: each place of the turned window goes with the pixels of the output that it reaches.
    /// </summary>
    public static GeneratedType TransposedWeightGradient(Window window, PackedWindow weight, Layout input, Layout delta)
    {
        WindowAxis vertical = window.Vertical,
            horizontal = window.Horizontal;
        return WeightGradient(
            weight,
            true,
            (0, 0, input.Stored, input.Line, input.Sample),
            (
                -horizontal.Dilation * delta.Stored,
                -vertical.Dilation * delta.Line,
                horizontal.Stride * delta.Stored,
                vertical.Stride * delta.Line,
                delta.Sample
            ),
            input.Shape,
            delta.Stored / weight.Groups
        );
    }

    private static GeneratedType WeightGradient(
        PackedWindow weight,
        bool isCut,
        (int Block, int BlockLine, int Pixel, int Line, int Sample) left,
        (int Block, int BlockLine, int Pixel, int Line, int Sample) right,
        ImageShape summed,
        int columns
    )
    {
        int lines = summed.Height,
            pixels = summed.Width;
        if (lines > 1 && left.Line == pixels * left.Pixel && right.Line == pixels * right.Pixel)
            (lines, pixels) = (1, lines * pixels);
        return Kernel(
            "IConvolutionGradientShape",
            Constants(
                ("Blocks", isCut ? weight.Taps : weight.Taps / weight.KernelWidth),
                ("BlockRows", isCut ? weight.Channels : weight.KernelWidth * weight.Channels),
                ("BlocksPerLine", isCut ? weight.KernelWidth : 1),
                ("LeftBlock", isCut ? left.Block : 0),
                ("LeftBlockLine", left.BlockLine),
                ("LeftPixel", left.Pixel),
                ("LeftLine", left.Line),
                ("LeftSample", left.Sample),
                ("LeftGroup", weight.Groups > 1 ? weight.Channels : 0),
                ("Groups", weight.Groups),
                ("Columns", columns),
                ("Pixels", pixels),
                ("Lines", lines),
                ("RightPixel", right.Pixel),
                ("RightBlock", right.Block),
                ("RightBlockLine", right.BlockLine),
                ("RightLine", right.Line),
                ("RightSample", right.Sample)
            )
        );
    }

    /// <summary>A depthwise convolution, or its weight gradient.</summary>
    public static GeneratedType Depthwise(Window window, Layout input, Layout output, Layout saved) =>
        Kernel(
            "IDepthwiseShape",
            Constants([
                .. WindowConstants(window, input, output),
                ("LeftKernelLine", window.Vertical.Dilation * input.Line),
                ("LeftKernelPixel", window.Horizontal.Dilation * input.Stored),
                ("SavedLine", saved.Line),
                ("SavedSample", saved.Sample),
            ])
        );

    /// <summary>A pool.</summary>
    public static GeneratedType Pool(Window window, Layout input, Layout output) =>
        Kernel("IWindowShape", Constants([.. WindowConstants(window, input, output), .. Dilations(window)]));

    /// <summary>The gradient of a pool.</summary>
    public static GeneratedType PoolGradient(Window window, Layout input, Layout output, Layout upstream, Layout result, Layout saved) =>
        Kernel(
            "IPoolGradientShape",
            Constants([
                .. WindowConstants(window, input, output),
                .. Dilations(window),
                ("UpstreamLine", upstream.Line),
                ("UpstreamSample", upstream.Sample),
                ("ResultLine", result.Line),
                ("ResultSample", result.Sample),
                ("SavedLine", saved.Line),
                ("SavedSample", saved.Sample),
            ])
        );

    private static (string Name, int Value)[] Dilations(Window window) =>
        [("DilationLines", window.Vertical.Dilation), ("DilationPixels", window.Horizontal.Dilation)];

    private static (string Name, int Value)[] WindowConstants(Window window, Layout input, Layout output) =>
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

    /// <summary>The constants of a shape.</summary>
    internal static (string Name, int Value)[] Constants(params (string Name, int Value)[] constants) => constants;

    /// <summary>The type of a shape.</summary>
    internal static GeneratedType Kernel(string @interface, (string Name, int Value)[] constants) =>
        GeneratedType.Constants(GeneratedTypeKind.Kernel, @interface, null, constants);
}
