using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.Kernels;

/// <summary>
/// Sets to zero what surrounds the pixels of images: the border, and the lanes that pad the channels. Distances are in floats. Does not
/// allocate.
/// </summary>
public static class ImageBorder
{
    /// <summary>Clears the border of images; their pixels stay.</summary>
    /// <param name="image">The first float of the first image, border included.</param>
    /// <param name="imageSample">The distance between two images.</param>
    /// <param name="first">The position of the first pixel within an image.</param>
    /// <param name="lineStride">The distance between two lines.</param>
    /// <param name="lineLength">The floats of the pixels of a line.</param>
    /// <param name="lines">The lines without the border.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Clear(ref float image, int imageSample, int first, int lineStride, int lineLength, int lines, int samples)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            ref float start = ref Unsafe.Add(ref image, (nint)sample * imageSample);
            MemoryMarshal.CreateSpan(ref start, first).Clear();
            for (int line = 0; line + 1 < lines; line++)
                MemoryMarshal
                    .CreateSpan(ref Unsafe.Add(ref start, first + (line * lineStride) + lineLength), lineStride - lineLength)
                    .Clear();
            int end = first + ((lines - 1) * lineStride) + lineLength;
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref start, end), imageSample - end).Clear();
        }
    }

    /// <summary>Clears the lanes that pad the channels, after a function that is not zero at zero.</summary>
    /// <param name="image">The first pixel of the first image.</param>
    /// <param name="imageSample">The distance between two images.</param>
    /// <param name="lineStride">The distance between two lines.</param>
    /// <param name="storedChannels">The channels as stored.</param>
    /// <param name="channels">The channels that are none of padding.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="pixels">The pixels of a line.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void ClearLanes(
        ref float image,
        int imageSample,
        int lineStride,
        int storedChannels,
        int channels,
        int lines,
        int pixels,
        int samples
    )
    {
        for (int sample = 0; sample < samples; sample++)
        for (int line = 0; line < lines; line++)
        for (int pixel = 0; pixel < pixels; pixel++)
            MemoryMarshal
                .CreateSpan(
                    ref Unsafe.Add(ref image, ((nint)sample * imageSample) + (line * lineStride) + (pixel * storedChannels) + channels),
                    storedChannels - channels
                )
                .Clear();
    }
}
