using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>The gradient through a softmax of output y: <c>y_j (upstream_j - sum_i y_i upstream_i)</c>. Does not allocate.</summary>
public static class SoftmaxGradient
{
    /// <summary>Replaces the gradient of a softmax's output by the gradient of its input, row by row.</summary>
    /// <param name="y">The first row of the softmax's output.</param>
    /// <param name="delta">The first row of the gradient; overwritten, padding becomes zero.</param>
    /// <param name="samples">The number of rows.</param>
    /// <param name="count">The number of elements of a row.</param>
    /// <param name="stride">The distance between rows, of both.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Run<TVector>(ref readonly float y, ref float delta, int samples, int count, int stride)
        where TVector : struct, IVector<TVector>
    {
        for (int sample = 0; sample < samples; sample++)
        {
            ref float rowY = ref Unsafe.Add(ref Unsafe.AsRef(in y), (nint)sample * stride);
            ref float row = ref Unsafe.Add(ref delta, (nint)sample * stride);
            for (int j = 0; j < stride; j += TVector.Count)
                TVector.Store(
                    TVector.Load(in Unsafe.Add(ref row, j)) * TVector.Load(in Unsafe.Add(ref rowY, j)),
                    ref Unsafe.Add(ref row, j)
                );
            TVector total = TVector.Create(Reduction.Sum<TVector>(in row, count));
            for (int j = 0; j < stride; j += TVector.Count)
            {
                ref float place = ref Unsafe.Add(ref row, j);
                TVector.Store(TVector.Load(in place) - (total * TVector.Load(in Unsafe.Add(ref rowY, j))), ref place);
            }

            for (int j = count; j < stride; j++)
                Unsafe.Add(ref row, j) = 0f;
        }
    }
}
