using ModelCompiler.Generator.Graph;

namespace ModelCompiler.Generator.Planning;

/// <summary>One run of a kernel over the pixels that it computes: all of them, or with a stride to undo every so many of each line.</summary>
/// <param name="Kernel">The constants.</param>
/// <param name="InputStart">Where the first window starts in an image of the input.</param>
/// <param name="FirstInner">The first k of the weight that is read.</param>
/// <param name="Line">The first line of the output.</param>
/// <param name="Pixel">The first pixel of a line of the output.</param>
internal sealed record ConvolutionPhase(KernelShape Kernel, int InputStart, int FirstInner, int Line, int Pixel)
{
    /// <summary>The position of the first pixel in an image of the output.</summary>
    public int Start(ImageLayout layout) => layout.First + (Line * layout.Line) + (Pixel * layout.Stored);

    /// <summary>The border that some walks need around their input.</summary>
    public static Border BorderOf(IEnumerable<AxisWalk> vertical, IEnumerable<AxisWalk> horizontal, ImageShape input) => new(
        vertical.Max(walk => walk.Before),
        vertical.Max(walk => walk.After(input.Height)),
        horizontal.Max(walk => walk.Before),
        horizontal.Max(walk => walk.After(input.Width)));
}
