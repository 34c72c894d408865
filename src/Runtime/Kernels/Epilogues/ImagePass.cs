using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>Passes over the pixels of images that leave their borders alone. Distances are in floats. Does not allocate.</summary>
public static class ImagePass
{
    /// <summary>Replaces every pixel by what the epilogue makes of it: a long one does not fit the registers of a tile.</summary>
    /// <param name="image">The first pixel of the first image.</param>
    /// <param name="imageLine">The distance between two lines of an image.</param>
    /// <param name="imageSample">The distance between two images.</param>
    /// <param name="saved">The first pixel of the epilogue's second buffer.</param>
    /// <param name="savedLine">The distance between its lines.</param>
    /// <param name="savedSample">The distance between its samples.</param>
    /// <param name="lineLength">The floats of the pixels of a line.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Apply<TVector, TEpilogue>(
        ref float image,
        int imageLine,
        int imageSample,
        ref float saved,
        int savedLine,
        int savedSample,
        int lineLength,
        int lines,
        int samples
    )
        where TVector : struct, IVector<TVector>
        where TEpilogue : struct, IEpilogue
    {
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < lines; line++)
            {
                ref float output = ref Unsafe.Add(ref image, ((nint)sample * imageSample) + ((nint)line * imageLine));
                ref float second = ref Unsafe.Add(ref saved, ((nint)sample * savedSample) + ((nint)line * savedLine));
                for (int position = 0; position < lineLength; position += TVector.Count)
                {
                    ref float place = ref Unsafe.Add(ref output, position);
                    TEpilogue.Store(TVector.Load(in place), ref place, ref Unsafe.Add(ref second, position));
                }
            }
        }
    }

    /// <summary>Sets every pixel to zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Clear<TVector>(ref float image, int imageLine, int imageSample, int lineLength, int lines, int samples)
        where TVector : struct, IVector<TVector>
    {
        for (int sample = 0; sample < samples; sample++)
        for (int line = 0; line < lines; line++)
        for (int position = 0; position < lineLength; position += TVector.Count)
            TVector.Store(TVector.Zero, ref Unsafe.Add(ref image, ((nint)sample * imageSample) + ((nint)line * imageLine) + position));
    }
}
