using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Products;

/// <summary>
/// One run of a kernel over the pixels that it computes: all of them, or with a stride to undo every so many of each line.
/// </summary>
/// <param name="Kernel">The constants.</param>
/// <param name="InputStart">Where the first window starts in an image of the input.</param>
/// <param name="FirstInner">The first k of the weight that is read.</param>
/// <param name="Line">The first line of the output.</param>
/// <param name="Pixel">The first pixel of a line of the output.</param>
internal sealed record ConvolutionPhase(GeneratedType Kernel, int InputStart, int FirstInner, int Line, int Pixel)
{
    /// <summary>The position of the first pixel in an image of the output.</summary>
    public int Start(Layout layout) => layout.First + (Line * layout.Line) + (Pixel * layout.Stored);

    /// <summary>The only run of a depthwise convolution.</summary>
    public static IReadOnlyList<ConvolutionPhase> Depthwise(Window window, Layout input, Layout output, Layout second) =>
        [new(ConvolutionShapes.Depthwise(window, input, output, second), input.Start(window), 0, 0, 0)];

    /// <summary>The run of a convolution.</summary>
    public static IReadOnlyList<ConvolutionPhase> Forward(Window window, PackedWindow weight, Layout input, Layout output, Layout second)
    {
        ImageShape image = input.Shape;
        AxisWalk vertical = AxisWalk.Forward(window.Vertical, image.Height),
            horizontal = AxisWalk.Forward(window.Horizontal, image.Width);
        return [ConvolutionShapes.Convolution(vertical, horizontal, weight, input, output, second)];
    }

    /// <summary>The runs of the gradient of a convolution's input, over a turned weight.</summary>
    public static IReadOnlyList<ConvolutionPhase> Reverse(Window window, PackedWindow weight, Layout input, Layout output, Layout second) =>
        AxisWalk
            .Backward(window.Vertical, output.Shape.Height)
            .SelectMany(vertical =>
                AxisWalk
                    .Backward(window.Horizontal, output.Shape.Width)
                    .Select(horizontal => ConvolutionShapes.Convolution(vertical, horizontal, weight, input, output, second))
            )
            .ToList();
}
