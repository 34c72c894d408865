using System.Globalization;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Lowering.Products;

/// <summary>
/// Decides whether the gradient of a convolution's input is scattered, by counting operations of vectors of sixteen lanes, so that the
/// decision is the same for every width.
/// </summary>
internal static class ScatterChoice
{
    // An addition loads the sum and the product, adds, and stores; so measured, it takes as long as this many multiply-adds.
    private const int MultiplyAddsOfAddition = 4;

    // Their products with a panel of columns take 24 KB, which leaves some of a first-level cache of 32 KB to what else they meet.
    private const int MostPixels = 192;

    /// <summary>The reason to scatter, when it takes fewer operations than a convolution over the turned weight; else null.</summary>
    /// <param name="node">The gradient.</param>
    /// <param name="outputs">The image of the output.</param>
    /// <param name="packing">How the weight lies; null for a depthwise convolution, which has a kernel of its own.</param>
    public static string? Reason(ConvolutionInputGradientNode node, ImageShape outputs, ConvolutionPacking? packing)
    {
        if (packing is null)
            return null;
        Window window = node.Window;
        var inputs = ImageShape.Of(node.Shape);
        long groups = packing.StoredGroups,
            pixels = (long)outputs.Height * outputs.Width,
            channels = MemoryLayout.Padded(inputs.Channels) / groups;
        long turned =
            groups
            * Places(window.Vertical, inputs.Height)
            * Places(window.Horizontal, inputs.Width)
            * (MemoryLayout.Padded(outputs.Channels) / groups)
            * Vectors(channels);
        long products = groups * pixels * (packing.Outputs * packing.Groups / groups) * Vectors(window.Taps * channels);
        long additions = groups * pixels * window.Taps * Vectors(channels);
        return products + (MultiplyAddsOfAddition * additions) < turned
            ? string.Format(
                CultureInfo.InvariantCulture,
                "{0:N0} multiply-adds and {1:N0} additions of vectors instead of {2:N0}",
                products,
                additions,
                turned
            )
            : null;
    }

    /// <summary>The lines whose products fit the first-level cache.</summary>
    public static int LinesAtOnce(ImageShape outputs) => Math.Max(1, Math.Min(outputs.Height, MostPixels / outputs.Width));

    /// <summary>The pixels of a line whose products fit it.</summary>
    public static int PixelsAtOnce(ImageShape outputs) => Math.Min(outputs.Width, MostPixels);

    // What is multiplied along one dimension: values by places of the window, those in the border included.
    private static long Places(WindowAxis axis, int inputs) => AxisWalk.Backward(axis, inputs).Sum(walk => (long)walk.Outputs * walk.Taps);

    private static long Vectors(long columns) => (columns + MemoryLayout.WidestVector - 1) / MemoryLayout.WidestVector;
}
