using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// Softmax and categorical cross-entropy as one function of the values before the softmax, with the number of the true class for each
/// position: the loss of a position is <c>log sum_i exp(z_i) - z_y</c>, its derivative <c>softmax(z)_i - [i = y]</c>; both are 0 where
/// the target counts for nothing. Smoothing is that of <see cref="SoftmaxCrossEntropy"/>. Does not allocate.
/// </summary>
public static class SparseCrossEntropy
{
    /// <summary>Each sample's loss, the sum over its positions, and its derivative times <paramref name="scale"/>.</summary>
    /// <typeparam name="TVector">The vectors to work with.</typeparam>
    /// <typeparam name="TTarget">How numbers of classes are given.</typeparam>
    /// <param name="targets">The numbers of the first sample's positions.</param>
    /// <param name="losses">Receives one value per sample.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="count">The number of classes.</param>
    /// <param name="logits">The first position; overwritten by the derivative, padding by zero.</param>
    /// <param name="layout">How positions lie; a row is one position.</param>
    /// <param name="targetStride">The distance between those of two samples.</param>
    /// <param name="scale">What the derivative is multiplied by: one over the number of targets that count.</param>
    /// <param name="smoothing">The part of a target that all classes share, from 0 to below 1.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Gradient<TVector, TTarget>(
        ref readonly TTarget targets,
        ref float losses,
        int samples,
        int count,
        ref float logits,
        PixelLayout layout,
        int targetStride,
        float scale,
        float smoothing = 0f
    )
        where TVector : struct, IVector<TVector>
        where TTarget : struct, INumberBase<TTarget>
    {
        for (int sample = 0; sample < samples; sample++)
        {
            ref TTarget target = ref Unsafe.Add(ref Unsafe.AsRef(in targets), (nint)sample * targetStride);
            float loss = 0f;
            for (int line = 0; line < layout.Lines; line++)
            {
                ref float row = ref Unsafe.Add(ref logits, ((nint)sample * layout.Sample) + ((nint)line * layout.Line));
                for (int pixel = 0; pixel < layout.Pixels; pixel++)
                {
                    loss += Position<TVector>(ref row, int.CreateTruncating(target), count, layout.Columns, scale, smoothing);
                    target = ref Unsafe.Add(ref target, 1);
                    row = ref Unsafe.Add(ref row, layout.Columns);
                }
            }

            Unsafe.Add(ref losses, sample) = loss;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Position<TVector>(ref float row, int target, int count, int columns, float scale, float smoothing)
        where TVector : struct, IVector<TVector>
    {
        if (target != ClassTargets.Ignored)
            return SoftmaxCrossEntropy.OfClass<TVector>(ref row, target, count, columns, scale, smoothing);
        MemoryMarshal.CreateSpan(ref row, columns).Clear();
        return 0f;
    }
}
