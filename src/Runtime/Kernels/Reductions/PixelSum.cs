using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>The sum of a run of pixels, channel by channel. Does not allocate.</summary>
internal static class PixelSum
{
    /// <summary>Adds up one vector of channels. Every fourth pixel goes to the same partial sum; the four are added in pairs.</summary>
    /// <param name="source">The vector of the first pixel.</param>
    /// <param name="stride">The distance between two pixels.</param>
    /// <param name="pixels">The number of pixels.</param>
    public static TVector Of<TVector>(ref float source, int stride, int pixels)
        where TVector : struct, IVector<TVector>
    {
        TVector s0 = TVector.Zero, s1 = TVector.Zero, s2 = TVector.Zero, s3 = TVector.Zero;
        int pixel = 0;
        for (; pixel + 4 <= pixels; pixel += 4)
        {
            s0 += TVector.Load(in source);
            s1 += TVector.Load(in Unsafe.Add(ref source, stride));
            s2 += TVector.Load(in Unsafe.Add(ref source, 2 * stride));
            s3 += TVector.Load(in Unsafe.Add(ref source, 3 * stride));
            source = ref Unsafe.Add(ref source, 4 * stride);
        }

        for (; pixel < pixels; pixel++)
        {
            s0 += TVector.Load(in source);
            source = ref Unsafe.Add(ref source, stride);
        }

        return (s0 + s1) + (s2 + s3);
    }
}
