using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.Kernels;

/// <summary>
/// Moves images between the order that people see (a plane for each channel) and the order that kernels read (channels last, with a border
/// of zeros and lanes of padding), and from one border to another. Distances are in floats. Does not allocate.
/// </summary>
public static class ImageCopy
{
    /// <summary>Turns planes into an image with the channels last. Border and padding of the image become zero.</summary>
    /// <param name="planes">The first plane of the first sample.</param>
    /// <param name="planesSample">The distance between two samples of the planes.</param>
    /// <param name="image">The first float of the first image, border included.</param>
    /// <param name="imageSample">The distance between two images.</param>
    /// <param name="first">The position of the first pixel within an image.</param>
    /// <param name="lineStride">The distance between two lines of an image.</param>
    /// <param name="storedChannels">The distance between two pixels of an image.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="lines">The lines of a plane.</param>
    /// <param name="pixels">The pixels of a line.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void FromPlanes(
        ref readonly float planes,
        int planesSample,
        ref float image,
        int imageSample,
        int first,
        int lineStride,
        int storedChannels,
        int channels,
        int lines,
        int pixels,
        int samples
    )
    {
        bool isFull =
            first == 0 && lineStride == pixels * storedChannels && channels == storedChannels && imageSample == lines * lineStride;
        for (int sample = 0; sample < samples; sample++)
        {
            ref float target = ref Unsafe.Add(ref image, (nint)sample * imageSample);
            ref float source = ref Unsafe.Add(ref Unsafe.AsRef(in planes), (nint)sample * planesSample);
            if (!isFull && channels == storedChannels)
                ImageBorder.Clear(ref target, imageSample, first, lineStride, pixels * storedChannels, lines, samples: 1);
            else if (!isFull)
                MemoryMarshal.CreateSpan(ref target, imageSample).Clear();
            target = ref Unsafe.Add(ref target, first);
            for (int line = 0; line < lines; line++)
            {
                ref float to = ref Unsafe.Add(ref target, line * lineStride);
                ref float from = ref Unsafe.Add(ref source, line * pixels);
                if (storedChannels == 1)
                    MemoryMarshal.CreateSpan(ref from, pixels).CopyTo(MemoryMarshal.CreateSpan(ref to, pixels));
                else
                    Transposition.Run(ref from, lines * pixels, ref to, storedChannels, channels, pixels);
            }
        }
    }

    /// <summary>Turns an image with the channels last into planes. What pads a row of planes becomes zero.</summary>
    /// <param name="image">The first pixel of the first image.</param>
    /// <param name="imageSample">The distance between two images.</param>
    /// <param name="lineStride">The distance between two lines of an image.</param>
    /// <param name="storedChannels">The distance between two pixels of an image.</param>
    /// <param name="planes">The first plane of the first sample.</param>
    /// <param name="planesSample">The distance between two samples of the planes.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="lines">The lines of a plane.</param>
    /// <param name="pixels">The pixels of a line.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void ToPlanes(
        ref readonly float image,
        int imageSample,
        int lineStride,
        int storedChannels,
        ref float planes,
        int planesSample,
        int channels,
        int lines,
        int pixels,
        int samples
    )
    {
        // Lines that follow one another without a gap are one long line.
        (int runs, int run) = lineStride == pixels * storedChannels ? (1, lines * pixels) : (lines, pixels);
        for (int sample = 0; sample < samples; sample++)
        {
            ref float source = ref Unsafe.Add(ref Unsafe.AsRef(in image), (nint)sample * imageSample);
            ref float target = ref Unsafe.Add(ref planes, (nint)sample * planesSample);
            for (int line = 0; line < runs; line++)
                Transposition.Run(
                    ref Unsafe.Add(ref source, line * lineStride),
                    storedChannels,
                    ref Unsafe.Add(ref target, line * run),
                    lines * pixels,
                    run,
                    channels
                );
            target = ref Unsafe.Add(ref target, channels * lines * pixels);
            MemoryMarshal.CreateSpan(ref target, planesSample - (channels * lines * pixels)).Clear();
        }
    }

    /// <summary>
    /// Puts the pixels of an image into another one, which is zero elsewhere: in another border, cut, with gaps between the pixels, or with
    /// other padding behind the channels.
    /// </summary>
    /// <param name="source">The first pixel to copy.</param>
    /// <param name="sourceSample">The distance between two samples of the source.</param>
    /// <param name="sourceLine">The distance between two lines of the source.</param>
    /// <param name="sourcePixel">The distance between two pixels of the source.</param>
    /// <param name="image">The first float of the first image, border included.</param>
    /// <param name="imageSample">The distance between two images.</param>
    /// <param name="first">The position in an image of the first pixel that is copied.</param>
    /// <param name="imageLine">The distance in an image between two lines that are copied.</param>
    /// <param name="imagePixel">The distance in an image between two pixels that are copied.</param>
    /// <param name="channels">The floats of a pixel to copy.</param>
    /// <param name="lines">The lines to copy.</param>
    /// <param name="pixels">The pixels of a line to copy.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Place(
        ref readonly float source,
        int sourceSample,
        int sourceLine,
        int sourcePixel,
        ref float image,
        int imageSample,
        int first,
        int imageLine,
        int imagePixel,
        int channels,
        int lines,
        int pixels,
        int samples
    )
    {
        for (int sample = 0; sample < samples; sample++)
        {
            ref float target = ref Unsafe.Add(ref image, (nint)sample * imageSample);
            ref float from = ref Unsafe.Add(ref Unsafe.AsRef(in source), (nint)sample * sourceSample);
            MemoryMarshal.CreateSpan(ref target, imageSample).Clear();
            for (int line = 0; line < lines; line++)
            {
                ref float to = ref Unsafe.Add(ref target, first + (line * imageLine));
                ref float pixel = ref Unsafe.Add(ref from, line * sourceLine);
                if (imagePixel == channels && sourcePixel == channels)
                {
                    MemoryMarshal.CreateSpan(ref pixel, pixels * channels).CopyTo(MemoryMarshal.CreateSpan(ref to, pixels * channels));
                    continue;
                }

                for (int number = 0; number < pixels; number++)
                {
                    MemoryMarshal
                        .CreateSpan(ref Unsafe.Add(ref pixel, number * sourcePixel), channels)
                        .CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref to, number * imagePixel), channels));
                }
            }
        }
    }
}
