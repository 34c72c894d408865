using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>The sums of all values up to each one along an axis of each row. Distances are in floats. Does not allocate.</summary>
public static class CumulativeSum
{
    /// <summary>Computes <c>y[o, k, i] = y[o, k - 1, i] + x[o, k, i]</c>, or with k + 1 from the end on.</summary>
    /// <param name="x">The first row.</param>
    /// <param name="sampleX">The distance between its rows.</param>
    /// <param name="y">The first row of the result; its padding becomes zero.</param>
    /// <param name="sampleY">The distance between its rows.</param>
    /// <param name="samples">The number of rows.</param>
    /// <param name="outer">The values before the axis.</param>
    /// <param name="extent">The values of the axis.</param>
    /// <param name="inner">The values behind the axis.</param>
    /// <param name="isReversed">Whether the sums start at the end.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector>(
        ref readonly float x,
        int sampleX,
        ref float y,
        int sampleY,
        int samples,
        int outer,
        int extent,
        int inner,
        bool isReversed
    )
        where TVector : struct, IVector<TVector>
    {
        int block = extent * inner,
            step = isReversed ? -inner : inner,
            first = isReversed ? block - inner : 0;
        for (int sample = 0; sample < samples; sample++)
        {
            ref float source = ref Unsafe.Add(ref Unsafe.AsRef(in x), (nint)sample * sampleX);
            ref float result = ref Unsafe.Add(ref y, (nint)sample * sampleY);
            for (int start = first; start < outer * block; start += block)
                Block<TVector>(ref Unsafe.Add(ref source, start), ref Unsafe.Add(ref result, start), extent, inner, step);
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref result, outer * block), sampleY - (outer * block)).Clear();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block<TVector>(ref float x, ref float y, int extent, int inner, int step)
        where TVector : struct, IVector<TVector>
    {
        int column = 0;
        for (; column + TVector.Count <= inner; column += TVector.Count)
        {
            TVector sum = TVector.Zero;
            for (int k = 0; k < extent; k++)
            {
                sum += TVector.Load(in Unsafe.Add(ref x, column + ((nint)k * step)));
                TVector.Store(sum, ref Unsafe.Add(ref y, column + ((nint)k * step)));
            }
        }

        for (; column < inner; column++)
        {
            float sum = 0f;
            for (int k = 0; k < extent; k++)
            {
                sum += Unsafe.Add(ref x, column + ((nint)k * step));
                Unsafe.Add(ref y, column + ((nint)k * step)) = sum;
            }
        }
    }
}
