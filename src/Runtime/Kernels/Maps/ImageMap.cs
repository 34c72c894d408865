using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// Applies a function to every value of images, in whatever borders they lie, which it leaves alone. Distances are in floats. Does not
/// allocate.
/// </summary>
public static class ImageMap
{
    /// <summary>Computes <c>y = f(a, b, c)</c>, channels of padding included; the result may lie where an operand does.</summary>
    /// <param name="a">The first pixel of the first operand.</param>
    /// <param name="lineA">The distance between its lines.</param>
    /// <param name="sampleA">The distance between its samples.</param>
    /// <param name="b">The first pixel of the second operand.</param>
    /// <param name="lineB">The distance between its lines.</param>
    /// <param name="sampleB">The distance between its samples.</param>
    /// <param name="c">The first pixel of the third operand.</param>
    /// <param name="lineC">The distance between its lines.</param>
    /// <param name="sampleC">The distance between its samples.</param>
    /// <param name="y">The first pixel of the result.</param>
    /// <param name="lineY">The distance between its lines.</param>
    /// <param name="sampleY">The distance between its samples.</param>
    /// <param name="lineLength">The floats of the pixels of a line, a multiple of the channels as stored.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector, TMap>(
        ref readonly float a,
        int lineA,
        int sampleA,
        ref readonly float b,
        int lineB,
        int sampleB,
        ref readonly float c,
        int lineC,
        int sampleC,
        ref float y,
        int lineY,
        int sampleY,
        int lineLength,
        int lines,
        int samples
    )
        where TVector : struct, IVector<TVector>
        where TMap : struct, IElementMap
    {
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < lines; line++)
            {
                ref float rowA = ref Unsafe.Add(ref Unsafe.AsRef(in a), ((nint)sample * sampleA) + ((nint)line * lineA));
                ref float rowB = ref Unsafe.Add(ref Unsafe.AsRef(in b), ((nint)sample * sampleB) + ((nint)line * lineB));
                ref float rowC = ref Unsafe.Add(ref Unsafe.AsRef(in c), ((nint)sample * sampleC) + ((nint)line * lineC));
                ref float rowY = ref Unsafe.Add(ref y, ((nint)sample * sampleY) + ((nint)line * lineY));
                for (int position = 0; position < lineLength; position += TVector.Count)
                {
                    TVector result = TMap.Apply(
                        TVector.Load(in Unsafe.Add(ref rowA, position)),
                        TVector.Load(in Unsafe.Add(ref rowB, position)),
                        TVector.Load(in Unsafe.Add(ref rowC, position))
                    );
                    TVector.Store(result, ref Unsafe.Add(ref rowY, position));
                }
            }
        }
    }
}
