using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.Kernels;

/// <summary>
/// Copies some channels of images to some channels of others: concatenation, and its gradient. Distances are in floats. Does not allocate.
/// </summary>
public static class ImageChannels
{
    /// <summary>Copies <paramref name="channels"/> consecutive channels of each pixel and writes zeros behind them.</summary>
    /// <param name="source">The first channel to copy of the first pixel.</param>
    /// <param name="sourcePixel">The distance between pixels of the source.</param>
    /// <param name="sourceLine">The distance between its lines.</param>
    /// <param name="sourceSample">The distance between its samples.</param>
    /// <param name="destination">Where that channel goes.</param>
    /// <param name="destinationPixel">The distance between pixels of the destination.</param>
    /// <param name="destinationLine">The distance between its lines.</param>
    /// <param name="destinationSample">The distance between its samples.</param>
    /// <param name="channels">The channels to copy.</param>
    /// <param name="zeros">The channels behind them that become zero: the padding of the destination's pixels, or none.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="pixels">The pixels of a line.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Copy(
        ref readonly float source,
        int sourcePixel,
        int sourceLine,
        int sourceSample,
        ref float destination,
        int destinationPixel,
        int destinationLine,
        int destinationSample,
        int channels,
        int zeros,
        int lines,
        int pixels,
        int samples
    )
    {
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < lines; line++)
            {
                ref float from = ref Unsafe.Add(ref Unsafe.AsRef(in source), ((nint)sample * sourceSample) + ((nint)line * sourceLine));
                ref float to = ref Unsafe.Add(ref destination, ((nint)sample * destinationSample) + ((nint)line * destinationLine));
                for (int pixel = 0; pixel < pixels; pixel++)
                {
                    Span<float> place = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref to, pixel * destinationPixel), channels + zeros);
                    MemoryMarshal.CreateReadOnlySpan(in Unsafe.Add(ref from, pixel * sourcePixel), channels).CopyTo(place);
                    place[channels..].Clear();
                }
            }
        }
    }
}
