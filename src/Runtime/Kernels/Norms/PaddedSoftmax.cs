using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// A softmax of each row of a padded batch: <c>y = exp(z - max) / sum(exp(z - max))</c>. The results are those of <see cref="Softmax"/>, to
/// the bit. Does not allocate.
/// </summary>
public static class PaddedSoftmax
{
    /// <summary>Replaces each row by its softmax, padding by zero.</summary>
    /// <param name="rows">The first row.</param>
    /// <param name="samples">The number of rows.</param>
    /// <param name="count">The number of elements of a row.</param>
    /// <param name="stride">The distance between rows: 4, 8 or a multiple of 16.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Run<TVector>(ref float rows, int samples, int count, int stride)
        where TVector : struct, IVector<TVector>
    {
        for (int sample = 0; sample < samples; sample++)
        {
            ref float row = ref Unsafe.Add(ref rows, (nint)sample * stride);
            float maximum = PaddedRow.Max<TVector>(ref row, count, stride);
            float sum = PaddedRow.ExponentialsAndSum<TVector>(ref row, maximum, count, stride);
            Softmax.Divide<TVector>(ref row, count, sum);
        }
    }
}
